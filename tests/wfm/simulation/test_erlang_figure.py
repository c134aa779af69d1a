"""The Erlang figure beside the simulated one, where queues of one pool have priorities."""

from __future__ import annotations

import numpy as np

from tests.wfm.simulation.worlds import team
from tests.wfm.staffing.departments import VOICE, department, forecast, queue
from wfm.simulation import replay

AROUND_THE_CLOCK = {"mon-sun": "00:00-24:00"}


def test_each_queue_is_judged_in_its_turn() -> None:
    """A tenth of twenty erlangs goes first: Erlang and the replay agree on both queues, and the first fares far better."""
    vip = queue("vip", VOICE, skill="phone", priority=1, service_level=0.9, answer_within_s=10)
    others = queue("others", VOICE, skill="phone", priority=2)
    centre = department(vip, others, opening=AROUND_THE_CLOCK)
    roster = team(centre, 22, ("vip", "others"), start="00:00", end="24:00")

    result = replay(
        roster, centre, forecast(centre, {"vip": 20, "others": 180}, aht_s=180), replications=100, day_variation=0.0
    )

    level = result.service_level("day").mean[:, 0]
    erlang = result.to_frame("day")["erlang_service_level"].to_numpy()
    np.testing.assert_allclose(level, erlang, atol=0.03)
    assert erlang[0] > erlang[1] + 0.2
