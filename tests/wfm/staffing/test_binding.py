"""Which target decides: held against the requirement of each target alone, and shown per channel."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from tests.wfm.staffing.departments import CHAT, MAIL, VOICE, department, forecast, queue
from tests.wfm.staffing.test_required import TARGET, random_targets
from wfm.errors import StaffingError
from wfm.staffing import erlang
from wfm.staffing.requirement import required_staff


@given(st.floats(0.01, 3000), st.integers(0, 99_999), st.booleans(), st.integers(0, 40))
def test_the_target_named_alone_asks_for_all(load: float, seed: int, impatient: bool, least: int) -> None:
    """With that target alone the requirement is the same; ``min_agents`` only where all targets together ask for fewer."""
    targets = random_targets(np.random.default_rng(seed), impatient=impatient)
    together = int(erlang.required_agents(load * 10, 1800, 180, min_agents=least, **targets))
    named = str(erlang.binding_target(load * 10, 1800, 180, min_agents=least, **targets))
    without_minimum = int(erlang.required_agents(load * 10, 1800, 180, **targets))
    if named in ("min_agents", ""):
        assert (together, named) == (least, "min_agents" if least else "")
        assert without_minimum < max(least, 1)
        return
    kept = {"patience_s", "definition", "short_abandon_s", named}
    if named == "service_level":
        kept.add("answer_within_s")
    only = {name: value for name, value in targets.items() if name in kept}
    assert int(erlang.required_agents(load * 10, 1800, 180, **only)) == together
    assert together >= least


def test_each_target_decides_where_it_is_the_hardest() -> None:
    """10 erlangs: 14 agents for 80 % in 20 s, 15 for one second, 20 for half of their time; 3 % abandonment at 20 s of patience."""
    decides = partial(erlang.binding_target, 100, 1800, 180, max_occupancy=0.9, max_asa_s=30, **TARGET)
    assert str(decides()) == "service_level"
    assert str(decides(max_asa_s=1)) == "max_asa_s"
    assert str(decides(max_occupancy=0.5)) == "max_occupancy"
    assert str(decides(max_abandonment=0.01, patience_s=20)) == "max_abandonment"
    assert str(decides(min_agents=14)) == "service_level"
    assert str(decides(min_agents=15)) == "min_agents"


def test_it_broadcasts_and_is_blank_without_need() -> None:
    """No contacts: nothing, or the minimum; 10 erlangs: the service level; 10,000, where nobody waits long: the occupancy."""
    found = erlang.binding_target([0, 0, 100, 100_000], 1800, 180, min_agents=[0, 2, 0, 0], max_occupancy=0.9, **TARGET)
    assert found.tolist() == ["", "min_agents", "service_level", "max_occupancy"]


@pytest.mark.parametrize(
    "wrong", [{}, {"service_level": 0.8}, {"max_asa_s": 5, "answer_within_s": 20}, {"max_abandonment": 0.1}]
)
def test_wrong_targets_are_refused_as_by_the_requirement(wrong: dict[str, Any]) -> None:
    """The same sentence, also where the targets are only wrong together."""
    with pytest.raises(StaffingError) as of_requirement:
        erlang.required_agents(1, 1800, 180, **wrong)
    with pytest.raises(StaffingError) as of_binding:
        erlang.binding_target(1, 1800, 180, **wrong)
    assert str(of_binding.value) == str(of_requirement.value)


def test_every_channel_says_what_decides() -> None:
    """The key of centre.toml, interval by interval; a limit on abandonment by its own patience though Erlang C drives the rest."""
    centre = department(
        queue("phone", VOICE, min_agents=2, max_occupancy=0.85),
        queue("hasty", VOICE, skill="phone", patience_s=20, max_abandonment=0.01),
        queue("chat", CHAT),
        queue("mail", MAIL),
        queue("desk", {"channel": "position", "people": 2}),
    )
    phone = [0, 2, 100, 3000] + [0] * 16
    offered: dict[str, ArrayLike] = {"phone": phone, "hasty": 100, "chat": phone, "mail": [0] * 8 + [60] + [0] * 11}
    found = {each.queue: each.binding.tolist() for each in required_staff(centre, forecast(centre, offered)).queues}
    assert found["phone"][:4] == ["min_agents", "min_agents", "service_level", "max_occupancy"]
    assert set(found["hasty"]) == {"max_abandonment"}
    assert found["chat"][:4] == ["", "service_level", "service_level", "service_level"]
    assert set(found["mail"]) == {"due_within_h", ""}
    assert set(found["desk"]) == {"people"}


def test_closed_intervals_are_blank() -> None:
    """Where a queue is closed nothing decides, whatever its minimum."""
    morning = queue("morning", VOICE, open={"mon-sun": "08:00-12:00"}, min_agents=3)
    centre = department(queue("phone", VOICE), morning)
    found = required_staff(centre, forecast(centre, {"phone": 50, "morning": 0})).queues[1]
    assert found.binding.tolist() == ["min_agents"] * 8 + [""] * 12
