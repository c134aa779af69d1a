"""Forecasts, requirements, simulations and scenarios as resources: the tables of the job, the latest, by job and by version."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from api.results import RESULTS
from api.working import work_on
from tests.api.service.departments import DEPT
from tests.api.service.people import Caller, Cast
from tests.api.service.test_rosters import planned, published
from tests.department import WEEK

FILES = {"forecasts": "forecast.csv", "requirements": "requirement.csv", "simulations": "service.csv"}


def done(caller: Caller, engine: Engine, kind: str, options: dict[str, Any]) -> str:
    job = str(caller("POST", f"{DEPT}/jobs/{kind}", 202, json=options).json()["id"])
    work_on(engine, uuid.UUID(job))
    assert caller("GET", f"{DEPT}/jobs/{job}", 200).json()["state"] == "done"
    return job


def flat(told: dict[str, Any], columns: list[str]) -> list[list[Any]]:
    """The rows of the file, of what the resource says by queue."""
    rows = []
    for queue in told["queues"]:
        series = [queue["interval_starts" if name == "interval_start" else name] for name in columns]
        count = len(queue["interval_starts"])
        rows += [
            list(row)
            for row in zip(*(each if isinstance(each, list) else [each] * count for each in series), strict=True)
        ]
    return rows


def same(said: Any, cell: str) -> bool:
    if said is None:
        return cell in ("", "nan")
    if isinstance(said, str):
        return said == cell or datetime.fromisoformat(said) == datetime.fromisoformat(cell)
    return bool(float(cell) == pytest.approx(said))


@pytest.mark.parametrize("name", FILES)
def test_a_result_says_what_its_file_says(admin: Caller, dept: str, engine: Engine, name: str) -> None:
    """Row by row and column by column, whether read as the latest, by its job or by the version published."""
    draft = planned(admin, engine)
    version = published(admin, draft)["version"]
    [head] = admin("GET", f"{dept}/{name}", 200).json()
    told = admin("GET", f"{dept}/{name}/latest", 200).json()
    file = admin("GET", f"{dept}/jobs/{head['job_id']}/result/{FILES[name]}", 200).text
    [columns, *rows] = csv.reader(io.StringIO(file))
    found = flat(told, columns)

    assert told == admin("GET", f"{dept}/{name}/{head['job_id']}", 200).json()
    assert told == admin("GET", f"{dept}/{name}/latest", 200, params={"version": version}).json()
    assert {key: told[key] for key in head} == head
    assert (head["kind"], head["roster_id"], head["version"]) == ("plan", draft["id"], version)
    assert len(found) == len(rows) > 0
    for said, cells in zip(found, rows, strict=True):
        assert [cell for one, cell in zip(said, cells, strict=True) if not same(one, cell)] == [], (said, cells)
    admin("GET", f"{dept}/{name}/latest", 404, params={"version": version + 1})


def test_the_latest_is_the_newest_of_any_kind_that_gives_it(admin: Caller, dept: str, engine: Engine) -> None:
    """A forecast of its own after that of a plan, a replay after that of a plan; the older ones stay in the list."""
    draft = planned(admin, engine)
    forecast = done(admin, engine, "forecast", {"from_day": "2026-11-23", "weeks": 2})
    simulation = done(admin, engine, "simulate", {"roster_id": draft["id"], "replications": 20})
    forecasts = admin("GET", f"{dept}/forecasts", 200).json()
    latest = admin("GET", f"{dept}/simulations/latest", 200).json()

    assert [head["kind"] for head in forecasts] == ["forecast", "plan"]
    assert admin("GET", f"{dept}/forecasts/latest", 200).json()["job_id"] == forecast
    assert (latest["job_id"], latest["roster_id"]) == (simulation, draft["id"])
    assert {week["week"] for week in latest["weeks"]} == {WEEK}
    assert [head["kind"] for head in admin("GET", f"{dept}/requirements", 200).json()] == ["plan"]
    admin("GET", f"{dept}/requirements/{forecast}", 404)


def test_scenarios_are_those_of_the_sweep(admin: Caller, dept: str, engine: Engine) -> None:
    """As the job tells them while it runs."""
    job = done(admin, engine, "whatif", {"week": WEEK, "levers": ["volume*[1.1,1.2]"], "budget": 2})
    told = admin("GET", f"{dept}/scenarios/{job}", 200).json()

    assert [each["name"] for each in told["scenarios"]] == ["volume*1.1", "volume*1.2"]
    assert told["scenarios"] == admin("GET", f"{dept}/jobs/{job}/scenarios", 200).json()
    assert admin("GET", f"{dept}/scenarios/latest", 200).json() == told


@pytest.mark.parametrize("name", RESULTS)
def test_where_nothing_has_been_found_yet_there_is_nothing(admin: Caller, cast: Cast, dept: str, name: str) -> None:
    """An empty list and 404; nothing at all for agents, and none of an unknown department."""
    assert admin("GET", f"{dept}/{name}", 200).json() == []
    admin("GET", f"{dept}/{name}/latest", 404)
    admin("GET", f"{dept}/{name}/{uuid.uuid4()}", 404)
    admin("GET", f"/v1/centres/nowhere/{name}", 404)
    cast.of("agent", person=("dept", "A2"))("GET", f"{dept}/{name}", 403)
