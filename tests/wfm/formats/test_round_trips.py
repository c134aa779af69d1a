"""What is written reads back as the same models: every table, and centre.toml."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.worlds import DAY, PHONE
from wfm.centre import Centre
from wfm.examples import EXAMPLES, example_files
from wfm.formats import cells, write_centre_toml
from wfm.formats.cells import Conventions
from wfm.formats.centre_toml import read_centre_toml
from wfm.formats.columns import TABLES, Column, Table
from wfm.formats.department import department_of
from wfm.formats.problems import Problems
from wfm.formats.records import read_records, write_records
from wfm.formats.tables import table_from_csv

ZONE = ZoneInfo("Europe/Berlin")
IDS = st.text("ABCxyz0189._-投诉组", min_size=1, max_size=6)
PROSE = st.text("aB9 ,;\"'\t\n李娜é{}#=|", min_size=1, max_size=12).map(str.strip).filter(bool)
FREE_TEXT = {"name", "group", "kind", "reason", "approved_by", "decided_by", "author", "by", "phone", "email", "unit"}
CLOCKS = st.builds(lambda hour, minute: f"{hour:02d}:{minute:02d}", st.integers(0, 23), st.integers(0, 59))
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1))
NUMBERS = st.floats(0, 1e6) | st.integers(0, 1000).map(float)
CHOICES = {
    ("availability", "kind"): ("available", "unavailable", "prefer", "avoid"),
    ("leave", "status"): ("requested", "approved", "refused"),
    ("leave", "part"): ("am", "pm"),
    ("special_days", "acts_like"): ("mon", "sun", "holiday", "closed"),
    ("overrides", "kind"): ("percent", "amount", "set"),
    ("cleaning", "decision"): ("keep", "exclude"),
    ("patterns", "day"): ("mon", "tue", "sun"),
    ("pairs", "kind"): ("together", "apart"),
    ("limits", "kind"): ("absent_at_once", "seats"),
    ("kpi", "first_contact_resolved"): (0.0, 0.125, 1.0),
}
KINDS: dict[int, st.SearchStrategy[Any]] = {
    id(cells.DATE): DATES,
    id(cells.INSTANT): st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0, tzinfo=ZoneInfo("UTC")).astimezone(ZONE)
    ),
    id(cells.CLOCK): CLOCKS,
    id(cells.NUMBER): NUMBERS,
    id(cells.COUNT): NUMBERS,
    id(cells.WHOLE): st.integers(0, 99),
    id(cells.YES_NO): st.booleans(),
    id(cells.LIST): st.lists(IDS, max_size=3).map(tuple),
    id(cells.DAYS): st.sampled_from(("mon-fri", "sat", "mon,wed", "2026-11-24")),
}


def values(table: Table, column: Column) -> st.SearchStrategy[Any]:
    if (table.name, column.name) in CHOICES:
        return st.sampled_from(CHOICES[table.name, column.name])
    return KINDS.get(id(column.kind), PROSE if column.name in FREE_TEXT else IDS)


def rows_of(table: Table) -> st.SearchStrategy[list[Any]]:
    """Rows with every needed column, the others there or not; those the model would refuse are left out."""
    must = {column.to: values(table, column) for column in table.columns if column.needed}
    may = {column.to: values(table, column) for column in table.columns if not column.needed}
    drawn = st.lists(st.fixed_dictionaries(must, optional=may), max_size=5)
    return drawn.map(lambda given: distinct(table, [row for one in given if (row := made(table, one)) is not None]))


def made(table: Table, given: dict[str, Any]) -> Any:
    try:
        return table.model(**given)
    except ValidationError:
        return None


def distinct(table: Table, rows: list[Any]) -> list[Any]:
    fields = [column.to for column in table.columns if column.name in table.key] or [
        column.to for column in table.columns
    ]
    return list({tuple(getattr(row, field) for field in fields): row for row in rows}.values())


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_table_reads_back(name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Names with commas, quotes and line breaks, figures bit for bit, instants in both passes of the autumn hour."""
    table = TABLES[name]
    rows = data.draw(rows_of(table))
    path = tmp_path_factory.mktemp("table") / f"{name}.csv"
    problems = Problems()

    write_records(table, path, rows)
    raw = table_from_csv(path.read_bytes(), path.name, problems)
    read = read_records(table, raw, Conventions("Europe/Berlin"), problems)

    assert problems.refused == []
    assert list(read.rows) == rows
    assert problems.notes == []


SETTINGS = st.fixed_dictionaries(
    {
        "time_zone": st.sampled_from(("Asia/Shanghai", "Europe/Berlin")),
        "interval_min": st.sampled_from((5, 15, 30, 60)),
        "open": st.sampled_from(
            (
                {"mon-sun": "08:00-22:00"},
                {"mon-fri": ["08:00-11:00", "13:00-17:00"], "sat,sun": "closed", "holidays": "closed"},
                {"fri-mon": "22:00-06:00"},
            )
        ),
    },
    optional={
        "name": PROSE,
        "holidays": st.sampled_from(("CN", "DE-BY")),
        "currency": st.sampled_from(("CNY", "EUR")),
        "language": st.sampled_from(("en", "zh-CN")),
        "confirm_swaps": st.booleans(),
        "queues": st.lists(
            st.fixed_dictionaries(
                {"id": IDS},
                optional={
                    "priority": st.integers(1, 9),
                    "aht_s": st.floats(1, 1e4),
                    "patience_s": NUMBERS,
                    "skill": IDS,
                },
            ).map(lambda changes: PHONE | changes),
            max_size=3,
            unique_by=lambda queue: queue["id"],
        ),
        "contracts": st.lists(
            st.fixed_dictionaries(
                {"id": IDS}, optional={"min_h": st.floats(0, 20), "max_h": st.floats(20, 60), "reason": PROSE}
            ),
            max_size=2,
            unique_by=lambda contract: contract["id"],
        ),
        "shrinkage": st.fixed_dictionaries(
            {}, optional={"in_shift": st.floats(0, 0.9), "off_shift": st.floats(0, 0.9)}
        ),
        "templates": st.lists(
            st.fixed_dictionaries(
                {"id": IDS},
                optional={
                    "meal": st.just({"min": 30, "after_h": 1.5, "before_h": 1.75}),
                    "breaks": st.lists(st.just({"min": 15, "paid": False}), max_size=2),
                    "groups": st.lists(IDS, max_size=2),
                    "days": st.just("mon-fri"),
                },
            ).map(lambda changes: DAY | changes),
            max_size=2,
            unique_by=lambda template: template["id"],
        ),
        "activities": st.lists(
            st.fixed_dictionaries(
                {
                    "id": IDS,
                    "duration_min": st.integers(15, 60),
                    "between": st.just(("2026-10-25T02:30+02:00", "2026-10-25T09:00+01:00")),
                }
            ),
            max_size=1,
        ),
        "rules": st.fixed_dictionaries(
            {},
            optional={
                "preset": st.sampled_from(("cn", "eu")),
                "weekly_hours": st.fixed_dictionaries({"min_h": st.floats(0, 30), "max_h": st.floats(30, 60)}),
                "max_late_shifts": st.just({"max_per_week": 2, "ends_after": "21:00"}),
                "preferences": st.just({"weight": 0.1}),
                "probation": st.just({"hours": 40}),
            },
        ),
        "evaluation": st.just({"attendance": 0.7, "satisfaction": 0.3}),
    },
)


@settings(max_examples=150, deadline=None)
@given(SETTINGS)
def test_centre_toml_reads_back(tmp_path_factory: pytest.TempPathFactory, given_settings: dict[str, Any]) -> None:
    """Every section, every number bit for bit, names with quotes, hashes and line breaks."""
    centre = Centre(**given_settings)
    path = tmp_path_factory.mktemp("centre") / "centre.toml"
    problems = Problems()

    write_centre_toml(path, centre)
    read = read_centre_toml(path.read_bytes(), problems)

    assert problems.refused == []
    assert read is not None
    assert Centre(**read.values).model_dump() == expected(centre)


def expected(centre: Centre) -> dict[str, Any]:
    """The settings, with the times of activities in the department's own zone."""
    zone = ZoneInfo(centre.time_zone)
    activities = tuple(
        activity.model_copy(update={"between": tuple(moment.astimezone(zone) for moment in activity.between)})
        for activity in centre.activities
    )
    return centre.model_copy(update={"activities": activities}).model_dump()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_settings_of_an_example_read_back(name: str, tmp_path: Path) -> None:
    """As long as they are, with the same tables beside them."""
    files = example_files(name)
    centre = department_of(files).centre

    write_centre_toml(tmp_path / "centre.toml", centre)

    again = department_of(files | {"centre.toml": (tmp_path / "centre.toml").read_bytes()}).centre
    assert again.model_dump() == centre.model_dump()
