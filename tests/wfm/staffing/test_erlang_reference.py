"""Every row of the shared table of reference values, computed there with 40 digits."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import scipy.integrate
import scipy.optimize

from wfm.staffing import erlang

TABLE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "erlang_reference.csv"
ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8"))) if TABLE.is_file() else []


class Row:
    """One row: the queue it speaks of and what it says."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        def number(name: str, absent: float = math.nan) -> float:
            return float(cells[name]) if cells[name] else absent

        self.model, self.metric, self.note = cells["model"], cells["metric"], cells["note"]
        self.exact, self.target, self.within_s = number("exact"), number("target"), number("T_s")
        self.calls, self.interval_s, self.aht_s = number("calls"), number("interval_s"), number("aht_s")
        self.agents, self.patience_s = number("agents"), number("patience_s", math.inf)
        self.load = self.calls / self.interval_s * self.aht_s


def wait_of_the_answered(row: Row) -> float:
    """Mean wait of answered contacts: the integral of the share of them still waiting."""
    answered = 1 - float(erlang.abandonment(row.load, row.aht_s, row.agents, row.patience_s))

    def still_waiting(t: float) -> float:
        return 1 - float(erlang.service_level(row.load, row.aht_s, row.agents, t, row.patience_s, "answered"))

    assert answered > 0
    mean, _ = scipy.integrate.quad(still_waiting, 0, 40 * row.patience_s, limit=400, epsabs=1e-10, epsrel=1e-11)
    return float(mean)


def required(row: Row) -> float:
    if row.model == "B":  # a loss system: nobody is patient, the target is a limit on the lost
        found = erlang.required_agents(row.calls, row.interval_s, row.aht_s, patience_s=0, max_abandonment=row.target)
    else:
        found = erlang.required_agents(
            row.calls, row.interval_s, row.aht_s, service_level=row.target, answer_within_s=row.within_s
        )
    return float(found)


def wait_from_a_given_probability(row: Row) -> float:
    """The row states P(wait) 0.4244 in its note; the share in time follows from it."""
    assert "pw given .4244, aht 300 s" in row.note
    return 1 - 0.4244 * math.exp(-(row.agents - row.load) * row.within_s / 300)


METRICS: dict[str, Callable[[Row], object]] = {
    "blocking": lambda row: erlang.erlang_b(row.load, row.agents),
    "max_traffic": lambda row: scipy.optimize.brentq(
        lambda load: float(erlang.erlang_b(load, row.agents)) - row.target, 1e-3, row.agents, xtol=1e-14
    ),
    "pw": lambda row: erlang.erlang_a(row.load, row.aht_s, row.agents, row.patience_s),
    "pab": lambda row: erlang.abandonment(row.load, row.aht_s, row.agents, row.patience_s),
    "sl": lambda row: erlang.service_level(row.load, row.aht_s, row.agents, row.within_s),
    "sl_from_pw": wait_from_a_given_probability,
    "sl_offered": lambda row: erlang.service_level(row.load, row.aht_s, row.agents, row.within_s, row.patience_s),
    "sl_answered": lambda row: erlang.service_level(
        row.load, row.aht_s, row.agents, row.within_s, row.patience_s, "answered"
    ),
    "asa_s": lambda row: erlang.asa_s(row.load, row.aht_s, row.agents),
    "wq_years": lambda row: erlang.asa_s(row.load, row.aht_s, row.agents) / 365,  # the row counts in days
    "ew_s": lambda row: erlang.asa_s(row.load, row.aht_s, row.agents, row.patience_s),
    "asa_served_s": wait_of_the_answered,
    "lq": lambda row: row.calls / row.interval_s * erlang.asa_s(row.load, row.aht_s, row.agents),
    "occ": lambda row: erlang.occupancy(row.load, row.agents, row.aht_s, row.patience_s),
    "required": required,
}
TOLERANCE = {"max_traffic": 1e-11, "asa_served_s": 1e-8}  # found by a root and by an integral of ours
BY_MODEL = {"A": 1e-9, "B": 1e-12, "C": 1e-12}


@pytest.mark.skipif(not ROWS, reason="the shared reference values are not here")
@pytest.mark.parametrize("cells", ROWS, ids=lambda cells: cells["case_id"])
def test_reference_value(cells: Mapping[str, str]) -> None:
    """The value computed is the exact one, to 12 digits for B and C and to 9 for A."""
    row = Row(cells)
    wanted = pytest.approx(row.exact, rel=TOLERANCE.get(row.metric, BY_MODEL[row.model]), abs=0)
    assert float(METRICS[row.metric](row)) == wanted  # type: ignore[arg-type]
