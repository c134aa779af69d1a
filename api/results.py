"""
What jobs have found, as resources: a view of the tables in their results, each with the columns of its file.

RESULTS is the whole list.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar, get_origin

import pandas as pd
from pydantic import Field
from sqlalchemy import Connection

from api.archive import member
from api.store import jobs, scenarios
from api.told import ScenarioTold
from wfm.formats.columns import OUTPUT_COLUMNS
from wfm.formats.series import table_of
from wfm.model import Model

Series = TypeVar("Series", bound=Model)
Floats = tuple[float, ...]
Known = tuple[float | None, ...]
Starts = tuple[datetime, ...]


class ResultHead(Model):
    """Where it comes from: the job and its options, the roster it made or was about, and the version as which that is published."""

    job_id: uuid.UUID
    kind: str = Field(examples=["plan"])
    options: dict[str, Any] = Field(examples=[{"week": "2026-W48"}])
    created_by: str = Field(examples=["lin"])
    created_at: datetime
    ended_at: datetime
    roster_id: int | None = Field(examples=[1])
    version: int | None = Field(examples=[3])

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> ResultHead:
        """Of a row of `jobs.results_of`."""
        return cls(job_id=row["id"], **{name: row[name] for name in ResultHead.model_fields if name != "job_id"})


class ForecastSeries(Model):
    """One queue of ``forecast.csv``, interval by interval; null where the method does not say."""

    queue: str = Field(examples=["phone"])
    interval_starts: Starts
    offered: Floats
    aht_s: Known
    lo80: Known
    hi80: Known
    lo95: Known
    hi95: Known
    base_offered: Floats


class RequirementSeries(Model):
    """One queue of ``requirement.csv`` as if it stood alone, interval by interval; null where a figure has no meaning."""

    queue: str = Field(examples=["phone"])
    skill: str = Field(examples=["phone"])
    model: str = Field(examples=["erlang_c"])
    definition: str
    interval_starts: Starts
    offered: Floats
    base_staff: tuple[int, ...]
    scheduled_staff: tuple[int, ...]
    fractional_staff: Floats
    base_staff_erlang_a: tuple[int | None, ...]
    base_staff_stationary: tuple[int | None, ...]
    expected_service_level: Known
    expected_occupancy: Known
    binding: tuple[str, ...]


class ServiceSeries(Model):
    """One queue of ``service.csv``, interval by interval; null where nothing came."""

    queue: str = Field(examples=["phone"])
    definition: str
    interval_starts: Starts
    offered: Floats
    erlang_service_level: Known
    simulated_service_level: Known
    ci_lo: Known
    ci_hi: Known
    asa_s: Known
    abandonment: Known
    occupancy: Known


class ServiceWeek(Model):
    """A row of ``service_week.csv``: one queue in one week, see `wfm.reports.service.QueueService`."""

    queue: str = Field(examples=["phone"])
    week: str = Field(examples=["2026-W48"])
    target: float | None
    offered: float
    erlang: float | None
    simulated: float | None
    lo: float | None
    hi: float | None
    asa_s: float | None
    abandonment: float | None
    occupancy: float | None
    verdict: Literal["met", "edge", "missed", "none"]


class Forecast(ResultHead):
    """Contacts expected, of every queue that is forecast."""

    queues: tuple[ForecastSeries, ...]


class Requirement(ResultHead):
    """People required, of every queue."""

    queues: tuple[RequirementSeries, ...]


class Simulation(ResultHead):
    """The service a roster gives when it is replayed, of every queue: by interval, and by week."""

    queues: tuple[ServiceSeries, ...]
    weeks: tuple[ServiceWeek, ...]


class ScenarioSet(ResultHead):
    """The scenarios of a sweep, the base with a blank name among them where it was told."""

    scenarios: tuple[ScenarioTold, ...]


@dataclass(frozen=True)
class At:
    """A result to be read: the connection, its job, and the time zone of the department."""

    connection: Connection
    job_id: uuid.UUID
    time_zone: str

    def frame(self, file: str) -> pd.DataFrame:
        """A table of it."""
        content = member(jobs.large(self.connection, self.job_id, "result"), file)
        return table_of(content, file, self.time_zone, OUTPUT_COLUMNS[file])


@dataclass(frozen=True)
class Result:
    """A kind of result: its model, the kinds of job that give it, and how what the head does not say is read."""

    model: type[ResultHead]
    kinds: tuple[str, ...]
    read: Callable[[At], dict[str, Any]]


def _by_queue(frame: pd.DataFrame, series: type[Series]) -> tuple[Series, ...]:
    """A table of intervals, queue by queue: what is a tuple in the model changes with the interval, the rest does not."""

    def values(name: str, own: pd.DataFrame) -> Any:
        column = "interval_start" if name == "interval_starts" else name
        known = own[column].astype(object).where(own[column].notna(), None)
        return tuple(known) if get_origin(series.model_fields[name].annotation) is tuple else known.iloc[0]

    return tuple(
        series(**{name: values(name, own) for name in series.model_fields})
        for _, own in frame.groupby("queue", sort=False)
    )


def _forecast(at: At) -> dict[str, Any]:
    return {"queues": _by_queue(at.frame("forecast.csv"), ForecastSeries)}


def _requirement(at: At) -> dict[str, Any]:
    return {"queues": _by_queue(at.frame("requirement.csv"), RequirementSeries)}


def _simulation(at: At) -> dict[str, Any]:
    weeks = at.frame("service_week.csv")
    rows = weeks.astype(object).where(weeks.notna(), None).to_dict("records")
    told = tuple(ServiceWeek(**{str(name): value for name, value in row.items()}) for row in rows)
    return {"queues": _by_queue(at.frame("service.csv"), ServiceSeries), "weeks": told}


def _scenarios(at: At) -> dict[str, Any]:
    parts = scenarios.parts_of(at.connection, at.job_id)
    return {"scenarios": tuple(ScenarioTold.model_validate(value) for value in parts)}


RESULTS: Mapping[str, Result] = {
    "forecasts": Result(Forecast, ("forecast", "plan"), _forecast),
    "requirements": Result(Requirement, ("plan",), _requirement),
    "simulations": Result(Simulation, ("simulate", "plan"), _simulation),
    "scenarios": Result(ScenarioSet, ("whatif", "rule_cost", "advise"), _scenarios),
}
