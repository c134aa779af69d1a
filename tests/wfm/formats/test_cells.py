"""One cell: what is read, what is refused, and that what is written reads back."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import InputError
from wfm.formats import cells
from wfm.formats.cells import CellError, Conventions, Kind, date_pattern, exact_text, parse_date, parse_naive

BERLIN = Conventions("Europe/Berlin")
ZONE = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "text", ["2026-11-24", "2026/11/24", "2026.11.24", "20261124", "2026年11月24日", "2026-11-24 "]
)
def test_dates_written_year_first_read_one_way_only(text: str) -> None:
    """They need no date_format."""
    assert parse_date(text) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("24-11-2026", "d-m-yyyy"), ("24/11/2026", "d/m/yyyy"), ("24.11.2026", "d.m.yyyy"), ("11/24/2026", "m/d/yyyy"),
        ("261124", "yymmdd"), ("24112026", "ddmmyyyy"), ("2026-11-24", "d-m-yyyy"),
    ],
)  # fmt: skip
def test_date_format_says_how_dates_are_written(text: str, date_format: str) -> None:
    """The department's own format comes first; a date written year first still reads."""
    assert parse_date(text, date_format) == date(2026, 11, 24)


def test_day_and_month_are_told_apart_by_the_format_alone() -> None:
    """3-4-2026 is 3 April where days come first and 4 March where months do."""
    assert parse_date("3-4-2026", "d-m-yyyy") == date(2026, 4, 3)
    assert parse_date("3-4-2026", "m-d-yyyy") == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "date_format", "key"),
    [
        ("3-4-2026", None, "expected_date_clear"), ("3/4/26", None, "expected_date_clear"),
        ("2026-02-30", None, "expected_date"), ("30-2-2026", "d-m-yyyy", "expected_date"),
        ("12310112", "ddmmyyyy", "expected_date"), ("", None, "expected_date"), ("today", None, "expected_date"),
    ],
)  # fmt: skip
def test_a_date_that_is_unclear_or_not_there_is_refused(text: str, date_format: str | None, key: str) -> None:
    """A date that does not exist in the department's own format is not tried in another one."""
    with pytest.raises(CellError) as refused:
        parse_date(text, date_format)

    assert refused.value.expected.key == key


@pytest.mark.parametrize("date_format", ["", "d-m", "d-d-yyyy", "yyyy", "%Y-%m-%d", "d-m-yyyy-d"])
def test_a_date_format_names_day_month_and_year_once(date_format: str) -> None:
    """Anything else is refused."""
    with pytest.raises(InputError, match="name day, month and year once"):
        date_pattern(date_format)


@pytest.mark.parametrize(
    ("text", "moment", "offset"),
    [
        ("2026-11-24 08:00", datetime(2026, 11, 24, 8), None),
        ("2026-11-24T08:00:30", datetime(2026, 11, 24, 8, 0, 30), None),
        ("2026-11-24T08:00+08:00", datetime(2026, 11, 24, 8), "+08:00"),
        ("2026-11-24 08:00:00.000Z", datetime(2026, 11, 24, 8), "Z"),
        ("2026-11-24", datetime(2026, 11, 24), None),
        ("2026-11-24 24:00", datetime(2026, 11, 25), None),
        ("2026年11月24日 8:05", datetime(2026, 11, 24, 8, 5), None),
    ],
)
def test_local_times_and_their_offsets(text: str, moment: datetime, offset: str | None) -> None:
    """A date alone is its midnight, 24:00 the next; the offset is handed on as it stands."""
    assert parse_naive(text) == (moment, offset)


@pytest.mark.parametrize(
    "text", ["2026-11-24 25:00", "2026-11-24 24:01", "2026-11-24 08:60", "9999-12-31 24:00", "08:00", "8 Uhr", ""]
)
def test_a_time_that_does_not_exist_is_refused(text: str) -> None:
    """Neither a 25th hour nor a 60th minute, nor a time without its day."""
    with pytest.raises(CellError):
        parse_naive(text)


def test_the_spring_hour_is_refused_by_name() -> None:
    """02:30 of 29 March 2026 does not exist in Berlin."""
    with pytest.raises(CellError, match="does not exist in Europe/Berlin") as refused:
        cells.INSTANT.read("2026-03-29 02:30", BERLIN)

    assert refused.value.whole


def test_the_autumn_hour_needs_its_offset() -> None:
    """02:30 of 25 October 2026 comes twice; the sentence shows both, and with an offset each reads."""
    with pytest.raises(CellError, match=r"2026-10-25T02:30\+02:00 / 2026-10-25T02:30\+01:00"):
        cells.INSTANT.read("2026-10-25 02:30", BERLIN)

    summer, winter = (cells.INSTANT.read(f"2026-10-25T02:30+0{hours}:00", BERLIN) for hours in (2, 1))
    assert isinstance(summer, datetime)
    assert isinstance(winter, datetime)
    assert winter.timestamp() - summer.timestamp() == 3600


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (cells.NUMBER, "-7.5", -7.5), (cells.NUMBER, "1e3", 1000.0), (cells.COUNT, "12", 12.0), (cells.WHOLE, "3.0", 3),
        (cells.YES_NO, "YES", True), (cells.YES_NO, "否", False), (cells.YES_NO, "0", False),
        (cells.LIST, "phone; chat", ("phone", "chat")), (cells.LIST, "phone；chat、mail", ("phone", "chat", "mail")),
        (cells.CLOCK, "8:30", "08:30"), (cells.CLOCK, "24:00", "24:00"), (cells.CLOCK, "08:30:00", "08:30"),
        (cells.DAYS, "Mon-Fri", "mon-fri"), (cells.DAYS, "mon;wed", "mon,wed"), (cells.DAYS, "20261124", "2026-11-24"),
        (cells.DATE, "2026-11-24 00:00:00", date(2026, 11, 24)),
    ],
)  # fmt: skip
def test_each_kind_reads_what_people_write(kind: Kind, text: str, value: object) -> None:
    """In the forms that spreadsheets and Chinese keyboards produce."""
    assert kind.read(text, Conventions()) == value


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-inf", "Infinity", "1,5", "1_000", "0x10", "12 h", "True", "1e999", "½"]
)
@pytest.mark.parametrize("kind", [cells.NUMBER, cells.COUNT, cells.WHOLE, cells.SHARES])
def test_what_is_no_finite_number_is_refused(kind: Kind, text: str) -> None:
    """Text, NaN, inf, a decimal comma, python's own ways of writing numbers."""
    if kind is cells.SHARES and text == "1,5":
        return  # two shares
    with pytest.raises(CellError):
        kind.read(text, Conventions())


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (cells.COUNT, "-1"), (cells.WHOLE, "2.5"), (cells.YES_NO, "maybe"), (cells.CLOCK, "25:00"), (cells.CLOCK, "8"),
        (cells.DAYS, "funday"), (cells.DAYS, "2026-02-30"), (cells.DAYS, "²"), (cells.DATE, "2026-11-24 08:00"),
        (cells.choice("a", "b"), "c"),
    ],
)  # fmt: skip
def test_each_kind_refuses_the_rest(kind: Kind, text: str) -> None:
    """A value outside its range, or of another kind."""
    with pytest.raises(CellError):
        kind.read(text, Conventions())


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_an_exact_number_reads_back(value: float) -> None:
    """Bit for bit."""
    assert cells.NUMBER.read(exact_text(value), Conventions()) == value


@given(st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)), st.sampled_from((0, 1)))
def test_an_instant_reads_back_in_both_passes_of_the_autumn_hour(moment: datetime, fold: int) -> None:
    """What is written carries its offset, so no hour is ambiguous."""
    utc = moment.replace(microsecond=0, fold=fold, tzinfo=ZONE).astimezone(ZoneInfo("UTC"))
    local = utc.astimezone(ZONE)

    read = cells.INSTANT.read(cells.INSTANT.write(local), BERLIN)

    assert isinstance(read, datetime)
    assert read.timestamp() == local.timestamp()
    assert read.tzinfo is ZONE


@given(st.dates(date(1000, 1, 1)))
def test_a_date_reads_back(day: date) -> None:
    """Every date of four figures."""
    assert cells.DATE.read(cells.DATE.write(day), Conventions()) == day
