"""Which kind of day a date is, and when a department is open on it."""

from __future__ import annotations

from datetime import date

import pytest

from wfm.calendar import Calendar, OpeningHours, SpecialDay, clock_min, clock_range, weekday_set
from wfm.messages import say

HOURS = OpeningHours({"mon-fri": "08:00-22:00", "sat-sun": ["09:00-12:00", "13:00-18:00"], "holidays": "closed"})


def test_a_public_holiday_has_its_own_hours() -> None:
    """National Day of 2026 is closed; the Friday before is open."""
    calendar = Calendar("CN")

    assert calendar.kind(date(2026, 10, 1)) == "holiday"
    assert calendar.ranges(HOURS, date(2026, 10, 1)) == ()
    assert calendar.ranges(HOURS, date(2026, 9, 18)) == ((480, 1320),)


def test_a_make_up_workday_keeps_the_hours_of_its_weekday() -> None:
    """The Saturday worked for a holiday is no holiday, and has Saturday's hours."""
    worked_saturday = date(2026, 10, 10)

    assert Calendar("CN").kind(worked_saturday) == "sat"
    assert Calendar("CN").ranges(HOURS, worked_saturday) == ((540, 720), (780, 1080))


def test_a_special_day_wins_over_the_public_holidays() -> None:
    """A holiday that acts like Monday is open as a Monday, for one queue or for all."""
    day = date(2026, 10, 1)
    for_all = Calendar("CN", (SpecialDay(date=day, name="open day", acts_like="mon"),))
    for_one = Calendar("CN", (SpecialDay(date=day, name="open day", acts_like="mon", queue="phone"),))

    assert for_all.kind(day) == "mon"
    assert (for_one.kind(day), for_one.kind(day, "phone")) == ("holiday", "mon")


def test_without_hours_of_its_own_a_holiday_keeps_its_weekdays() -> None:
    """`holidays` may be absent."""
    assert Calendar("CN").ranges(OpeningHours({"thu": "10:00-12:00"}), date(2026, 10, 1)) == ((600, 720),)


@pytest.mark.parametrize(
    ("text", "days"), [("mon-fri", {0, 1, 2, 3, 4}), ("fri-mon", {4, 5, 6, 0}), ("mon,wed,sat-sun", {0, 2, 5, 6})]
)
def test_weekdays_are_read(text: str, days: set[int]) -> None:
    """A range may run over the weekend."""
    assert weekday_set(text) == days


def test_a_range_may_run_into_the_next_day() -> None:
    """22:00-06:00 has eight hours; 24:00 is an end."""
    assert clock_range("22:00-06:00") == (1320, 1800)
    assert clock_range("00:00-24:00") == (0, 1440)


@pytest.mark.parametrize("text", ["25:00", "8", "08:60", "eight"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """The message shows how a time is written."""
    with pytest.raises(ValueError, match="HH:MM"):
        clock_min(text)


@pytest.mark.parametrize("said", [{"mon-fri": "08:00-12:00", "fri": "closed"}, {"mon": ["08:00-12:00", "11:00-13:00"]}])
def test_hours_that_contradict_themselves_are_refused(said: dict[str, str | list[str]]) -> None:
    """A weekday named twice, ranges that overlap."""
    with pytest.raises(ValueError, match=r"second time|overlap"):
        OpeningHours(said)


def test_an_unknown_country_is_refused() -> None:
    """The message shows codes."""
    with pytest.raises(ValueError, match="CN, DE or DE-BY"):
        Calendar("Atlantis")


def test_a_yearly_decree_ends_with_the_last_year_it_names() -> None:
    """China's days off are known for 2026 and not for the end of the library's years; Germany's follow from rules."""
    known = Calendar("CN").last_known_year

    assert known is not None
    assert 2026 <= known < 2035
    assert Calendar("DE-BY").last_known_year is None
    assert Calendar().last_known_year is None


def test_holidays_have_the_same_names_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own language does not reach the forecast's named effects."""
    monkeypatch.setenv("LANGUAGE", "de")

    assert Calendar("DE").holiday_name(date(2026, 4, 3)) == "Good Friday"


def test_a_holiday_is_named_in_the_language_of_the_sentence() -> None:
    """New Year in both; a country whose holidays have no Chinese names keeps the English ones; an ordinary day has none."""
    new_year = Calendar("CN").holiday_in_words(date(2026, 1, 1))
    good_friday = Calendar("DE").holiday_in_words(date(2026, 4, 3))

    assert new_year is not None
    assert (new_year.text("en"), new_year.text("zh-CN")) == ("New Year's Day", "元旦")
    said = say("forecast_holiday_unseen", queue="phone", day="2026-01-01", name=new_year)
    assert "元旦" in said.text("zh-CN")
    assert "New Year" not in said.text("zh-CN")
    assert good_friday is not None
    assert {good_friday.text(language) for language in ("en", "zh-CN")} == {"Good Friday"}
    assert Calendar("CN").holiday_in_words(date(2026, 1, 6)) is None
