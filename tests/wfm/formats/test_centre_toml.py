"""``centre.toml``: every mistake named with its line and key, and what is written reads back."""

from __future__ import annotations

import pytest

from tests.wfm.formats.folders import HEAD, TOML, department, refusals, refusals_of


def changed(old: str, new: str) -> str:
    assert old in TOML
    return TOML.replace(old, new, 1)


def test_defaults_of_what_is_left_out() -> None:
    """A centre needs its time zone, interval and opening hours, no more."""
    centre = department(toml=HEAD, people="agent_id,skills\nA1,\n").centre

    assert (centre.currency, centre.holidays, centre.language, centre.queues) == ("", None, "en", ())
    assert centre.shrinkage.worked_share == 1
    assert centre.rule("weekly_hours") is None


def test_a_folder_without_centre_toml_is_refused() -> None:
    """Every department has one."""
    assert refusals_of({"people.csv": b"agent_id\nA1\n"}) == [
        "centre.toml is missing; every department's folder has one."
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'time_zone = "Asia/Shanghai"\n', "",
            "centre.toml line 1, [centre], time_zone is missing; the key time_zone is needed. Add it.",
        ),
        (
            "Asia/Shanghai", "Asia/Peking",
            "centre.toml line 2, [centre], time_zone: time_zone 'Asia/Peking' is unknown; write an IANA name such as "
            "Asia/Shanghai or Europe/Berlin.",
        ),
        (
            "interval_min = 15", "interval_min = 20",
            "centre.toml line 3, [centre], interval_min: '20' is wrong; expected one of 5, 15, 30, 60, 1440.",
        ),
        (
            "interval_min = 15", "interval_min = 15\nlanguages = 1",
            "centre.toml line 4, [centre], languages: 'languages' is unknown; known: name, time_zone, interval_min, "
            "holidays, currency, language, confirm_swaps, open. Did you mean 'language'? Correct it or remove it.",
        ),
        (
            "08:00-22:00", "08:00-25:00",
            "centre.toml line 4, [centre], open: '25:00' is no time of day; write HH:MM, from 00:00 to 24:00.",
        ),
        (
            '"08:00-22:00"', '["08:00-12:00", "11:30-17:00"]',
            "centre.toml line 4, [centre], open: the ranges of 'mon-sun' overlap or are out of order; write them from morning "
            "to evening.",
        ),
        (
            '"08:00-22:00"', "8",
            "centre.toml line 4, [centre], open.mon-sun: '8' is wrong; expected a range such as \"08:00-22:00\", a list of "
            'ranges, or "closed".',
        ),
        (
            "mon-sun", "mon-son",
            "centre.toml line 4, [centre], open: 'mon-son' is no weekday; write mon, tue, wed, thu, fri, sat, sun or a span "
            "such as mon-fri.",
        ),
        (
            "08:00-22:00", "08:10-22:00",
            "centre.toml line 4, [centre], open: 08:10 is not on intervals of 15 minutes counted from midnight; move it, or "
            "write interval_min = 5.",
        ),
        (
            "08:00-22:00", "08:01-22:00",
            "centre.toml line 4, [centre], open: 08:01 is not on intervals of 15 minutes counted from midnight; write times on "
            "multiples of 5 minutes.",
        ),
        (
            "interval_min = 15", 'interval_min = 15\nholidays = "XX"',
            "centre.toml line 4, [centre], holidays: holidays 'XX' is no known country or part of one; write a code such as "
            "CN, DE or DE-BY.",
        ),
        (
            "aht_s = 240", "aht_s = nan",
            "centre.toml line 11, [[queue]] phone, aht_s: 'nan' is wrong; expected a number with a point for decimals, like "
            "7.5.",
        ),
        (
            "aht_s = 240", "aht_s = true",
            "centre.toml line 11, [[queue]] phone, aht_s: 'True' is wrong; expected a number with a point for decimals, like "
            "7.5.",
        ),
        (
            "aht_s = 240", 'aht_s = "four minutes"',
            "centre.toml line 11, [[queue]] phone, aht_s: 'four minutes' is wrong; expected a number with a point for "
            "decimals, like 7.5.",
        ),
        (
            "aht_s = 240", "aht_s = -240",
            "centre.toml line 11, [[queue]] phone, aht_s: '-240' is wrong; expected a number above 0.",
        ),
        (
            'channel = "voice"', 'channel = "fax"',
            "centre.toml line 8, [[queue]] phone, channel: 'fax' is wrong; expected one of voice, chat, deferred, position.",
        ),
        (
            "concurrency = 3\n", "",
            "centre.toml line 13, [[queue]] chat: a queue of channel 'chat' needs the key concurrency; add it.",
        ),
        (
            'id = "chat"', 'id = "phone"',
            "centre.toml line 14, [[queue]] phone, id: the id 'phone' is used twice; every id stands once.",
        ),
        (
            "service_level = 0.8\nanswer_within_s = 20", "answer_within_s = 20",
            "centre.toml line 6, [[queue]] phone: service_level and answer_within_s go together; give both or neither.",
        ),
        (
            "paid_h = [6, 8]", "paid_h = [6, 8]\nbreaks = [{ min = 15 }, { min = 480 }]",
            "centre.toml line 21, [[shift]] day: a meal or break of 480 minutes does not fit into a shift of 360 paid minutes; "
            "shorten it, or lengthen the shift in paid_h.",
        ),
        (
            "paid_h = [6, 8]", "paid_h = [6, 8]\nmeal = { min = 30, after_h = 4, before_h = 3 }",
            "centre.toml line 25, [[shift]] day, meal: before_h 3 is less than after_h 4; correct one of them.",
        ),
        (
            "starts = \"08:00-12:00\"", 'starts = "12:00-08:00"',
            "centre.toml line 21, [[shift]] day: starts '12:00-08:00' is no window; write the earliest and the latest start, "
            "for example 08:00-12:00.",
        ),
        (
            "min_h = 30", "min_h = 45",
            "centre.toml line 27, [rules], weekly_hours: min_h 45 is above max_h 40; lower min_h or raise max_h.",
        ),
        (
            "weekly_hours", "weekly_hour",
            "centre.toml line 27, [rules], weekly_hour: 'weekly_hour' is unknown; known: weekly_hours, max_daily_hours, "
            "min_shift_length, daily_rest, max_consecutive_days, weekly_days_off, weekly_rest, max_late_shifts, "
            "max_nights, rest_after_nights, weekends_off, monthly_overtime, …. Did you mean 'weekly_hours'? Correct it "
            "or remove it.",
        ),
        (
            "min_h = 30,", "min_h = 30, weight = 2,",
            "centre.toml line 27, [rules], weekly_hours: rule 'weekly_hours' is always binding and takes no weight; remove "
            "the weight.",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_line_key_value_and_remedy(old: str, new: str, sentence: str) -> None:
    """One mistake, one sentence."""
    assert refusals(toml=changed(old, new)) == [sentence]


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("[centre", "centre.toml cannot be read: "),
        (f"[import]\nx = {'9' * 5000}\n", "centre.toml cannot be read: "),
        ('[import]\ndate_format = "yyyy"\n', "centre.toml line 29, [import], date_format: date_format 'yyyy' is unreadable;"),
        ('[import]\nformat = "d-m-yyyy"\n', "centre.toml line 29, [import], format: 'format' is unknown;"),
        ("[shrinkages]\n", "centre.toml, [shrinkages]: 'shrinkages' is unknown;"),
        ("[shrinkage]\nin_shift = 1\n", "centre.toml line 29, [shrinkage], in_shift: '1' is wrong; expected a number below 1."),
        ('[[contract]]\nid = "x"\nmin_h = 40\nmax_h = 30\n', "centre.toml line 28, [[contract]] x: min_h 40 is above max_h 30;"),
        ("[activity]\n", "centre.toml, activity: write each entry under a heading of its own, [[activity]]."),
    ],
)  # fmt: skip
def test_a_section_that_is_wrong_is_refused(added: str, sentence: str) -> None:
    """Broken syntax, unknown sections and keys, values out of range."""
    [said] = refusals(toml=TOML + added)

    assert said.startswith(sentence)


ACTIVITY = """
[[activity]]
id = "training"
agents = ["A1"]
duration_min = 60
between = ["2026-11-24T09:00", "2026-11-24T18:00"]
"""


def test_the_times_of_an_activity_are_local() -> None:
    """Without an offset they are the department's own."""
    [activity] = department(toml=TOML + ACTIVITY).centre.activities

    assert activity.between[0].isoformat() == "2026-11-24T09:00:00+08:00"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            '"A1"', '"A9"',
            "centre.toml line 31, [[activity]] training, agents: agent 'A9' is unknown; known: A1, A2. Correct it, or "
            "add it to people.csv.",
        ),
        (
            "18:00", "09:30",
            "centre.toml line 33, [[activity]] training, between: 60 minutes do not fit between the two times; widen them or "
            "shorten the activity.",
        ),
        (
            '"2026-11-24T09:00"', '"soon"',
            "centre.toml line 33, [[activity]] training, between[1]: 'soon' is wrong; expected a date and time, written like "
            "2026-11-24 08:00 or 2026-11-24T08:00+08:00.",
        ),
    ],
)  # fmt: skip
def test_an_activity_that_cannot_be_placed_is_refused(old: str, new: str, sentence: str) -> None:
    """An unknown person, too short a window, an unreadable time."""
    assert refusals(toml=TOML + ACTIVITY.replace(old, new)) == [sentence]


def test_an_activity_in_the_spring_hour_is_refused() -> None:
    """02:30 of 29 March does not exist in Berlin."""
    toml = TOML.replace("Asia/Shanghai", "Europe/Berlin") + ACTIVITY.replace("2026-11-24T09:00", "2026-03-29T02:30")

    [said] = refusals(toml=toml)

    assert "the local time 2026-03-29 02:30 does not exist in Europe/Berlin" in said


def test_several_mistakes_are_said_at_once() -> None:
    """Four mistakes in four sections are four sentences, in the order of the file's sections."""
    toml = TOML.replace("interval_min = 15", "interval_min = 7").replace("aht_s = 240", 'aht_s = "x"')
    toml = toml.replace("paid_h = [6, 8]", "paid_h = []").replace("min_h = 30", "min_h = 99")

    said = refusals(toml=toml)

    assert [sentence.split(", ", 1)[1].split(":")[0] for sentence in said] == [
        "[centre], interval_min", "[[queue]] phone, aht_s", "[[shift]] day, paid_h", "[rules], weekly_hours",
    ]  # fmt: skip
