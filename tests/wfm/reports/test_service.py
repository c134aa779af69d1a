"""What a replayed roster means for each queue."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from tests.wfm.simulation.worlds import happened, roster, team
from tests.wfm.staffing.departments import MAIL, VOICE, department, forecast, queue
from wfm.reports.service import queue_service, service_rows, weak_stretches
from wfm.simulation import replay

OPEN = {"mon-sun": "08:00-18:00"}
CENTRE = department(queue("phone", VOICE), queue("mail", MAIL), opening=OPEN)


@pytest.mark.parametrize(("agents", "verdict"), [(3, "missed"), (20, "met")])
def test_the_verdict_follows_the_target(agents: int, verdict: str) -> None:
    """Three people for ten erlangs miss 80 % in 20 s, twenty meet it; mail has no level to meet."""
    result = replay(
        team(CENTRE, agents, ("phone", "mail")), CENTRE, forecast(CENTRE, {"phone": 100, "mail": 1}), replications=20
    )

    phone, mail = queue_service(result)

    assert (phone.queue, phone.week, phone.target, phone.verdict) == ("phone", "2026-W48", 0.8, verdict)
    assert phone.lo <= phone.simulated <= phone.hi
    assert mail.verdict == "none"


def test_what_cannot_be_told_apart_is_on_the_edge() -> None:
    """Two replications of a roster near its target do not decide."""
    result = replay(team(CENTRE, 13, ("phone",)), CENTRE, forecast(CENTRE, {"phone": 100, "mail": 0}), replications=2)

    phone = queue_service(result)[0]

    assert phone.lo < 0.8 <= phone.hi
    assert phone.verdict == "edge"


def test_weak_stretches_are_where_people_are_missing() -> None:
    """Plenty until noon, nobody to speak of from 12 to 14, plenty after: one stretch, which names these hours."""
    people = {f"A{number}": [("08:00", "12:00", ("phone",)), ("14:00", "18:00", ("phone",))] for number in range(20)}
    people["B"] = [("08:00", "18:00", ("phone",))]
    result = replay(
        roster(CENTRE, people), CENTRE, forecast(CENTRE, {"phone": 100, "mail": 0}), replications=50, day_variation=0.0
    )

    stretches = weak_stretches(result)

    worst = stretches[0]
    assert (worst.queue, worst.start.hour, worst.simulated < 0.3) == ("phone", 12, True)
    assert 14 <= worst.end.hour < 16  # the queue of two hours takes a while to drain
    assert 0 < worst.late <= 0.8 * 100 * 7
    assert len(stretches) == 1


def test_the_rows_are_the_file() -> None:
    """Columns by name, instants with their zone, a row per open interval and queue."""
    result = replay(team(CENTRE, 3, ("phone",)), CENTRE, happened(CENTRE, {"phone": 5, "mail": 0}), replications=2)

    rows = service_rows(result)

    assert len(rows) == 40
    start, level = rows[0]["interval_start"], rows[-1]["erlang_service_level"]
    assert isinstance(start, datetime)
    assert start.isoformat() == "2026-11-23T08:00:00+01:00"
    assert isinstance(level, float)
    assert np.isnan(level)
