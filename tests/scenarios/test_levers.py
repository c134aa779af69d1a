"""Levers: read from text, each changing what it names and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from scenarios.demand import expected_volumes
from scenarios.lever import Inputs
from scenarios.lever_text import read_axis, read_lever
from scenarios.levers import LEVERS
from tests.department import MONDAY, write_department
from wfm.errors import InputError
from wfm.formats import read_centre
from wfm.staffing.requirement import required_staff


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    """The small department and what is expected of it."""
    centre = read_centre(write_department(tmp_path_factory.mktemp("levers") / "department"))
    return Inputs(centre, expected_volumes(centre, MONDAY, 7))


def pulled(inputs: Inputs, text: str) -> Inputs:
    return read_lever(text).apply(inputs)


def required_h(inputs: Inputs) -> float:
    return sum(float(pool.fractional.sum()) for pool in required_staff(inputs.centre, inputs.forecast).pools)


@pytest.mark.parametrize(
    "text",
    [
        "volume*1", "volume+0", "aht*1", "shrinkage:in_shift+0", "headcount:phone+0", "headcount:phone-0",
        "queue.service_level:phone=0.8", "rules.weekly_hours.min_h=30", "open.mon-sun=08:00-20:00", "shift.paid_h:day=6;8",
        "skill:A1+desk",
    ],
)  # fmt: skip
def test_the_identity_changes_nothing(inputs: Inputs, text: str) -> None:
    """A lever that says what is there already leaves department and forecast as they were."""
    found = pulled(inputs, text)

    assert found.centre.model_dump() == inputs.centre.model_dump()
    for name in ("offered", "aht_s", "lo80", "hi95"):
        np.testing.assert_allclose(getattr(found.forecast, name), getattr(inputs.forecast, name))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("volume*1.2", 1), ("volume:phone*0.8", -1), ("volume+500", 1), ("aht*1.1", 1), ("aht:phone-60", -1),
        ("shrinkage:in_shift=0.1", 1), ("shrinkage:off_shift+0.05", 1), ("queue.service_level:phone=0.95", 1),
        ("queue.answer_within_s=120", -1), ("open.sat-sun=closed", -1), ("open.mon-fri:desk=09:00-12:00", -1),
        ("queue.people:desk+1", 1),
    ],
)  # fmt: skip
def test_more_is_asked_of_people_where_the_lever_points(inputs: Inputs, text: str, sign: int) -> None:
    """Volumes, handle times, losses and targets up: more agent-hours required; down: fewer."""
    if text.startswith("open."):
        hours = dict(inputs.centre.open.root)
        inputs = replace(
            inputs,
            centre=inputs.centre.model_copy(
                update={"open": type(inputs.centre.open)({"mon-fri": hours["mon-sun"], "sat-sun": hours["mon-sun"]})}
            ),
        )
        changed = pulled(inputs, text)
        changed = replace(changed, forecast=expected_volumes(changed.centre, MONDAY, 7))
    else:
        changed = pulled(inputs, text)

    assert np.sign(required_h(changed) - required_h(inputs)) == sign


def test_people_come_and_go(inputs: Inputs) -> None:
    """More are like those who have the skill; fewer are the last of them, leads last; rows of those who left go with them."""
    more, fewer = pulled(inputs, "headcount:phone+2"), pulled(inputs, "headcount:phone-4")
    part_time = pulled(inputs, "headcount:phone/part-time+1")

    assert [agent.agent_id for agent in more.centre.agents][-2:] == ["new-phone-1", "new-phone-2"]
    assert {agent.agent_id for agent in fewer.centre.agents} == {"A1", "A4"}
    assert fewer.centre.leave == ()
    assert fewer.centre.availability == tuple(row for row in inputs.centre.availability if row.agent_id == "A1")
    assert part_time.centre.agents[-1].contract == "part-time"


def test_rules_move_and_go(inputs: Inputs) -> None:
    """A parameter is replaced or moved, a rule taken away, another one added."""
    lower, without = pulled(inputs, "rules.weekly_hours.min_h=20"), pulled(inputs, "rules.daily_rest=off")
    longer, added = (
        pulled(inputs, "rules.daily_rest.min_h+1"),
        pulled(inputs, "rules.start_time_stability.max_change_min=90"),
    )

    assert lower.centre.rule("weekly_hours").min_h == 20  # type: ignore[union-attr]
    assert without.centre.rule("daily_rest") is None
    assert longer.centre.rule("daily_rest").min_h == 12  # type: ignore[union-attr]
    assert added.centre.rule("start_time_stability").max_change_min == 90  # type: ignore[union-attr]


def test_people_learn(inputs: Inputs) -> None:
    """A person gains a skill as the last one, or loses it."""
    assert pulled(inputs, "skill:A2+desk").centre.agent("A2").skills == ("phone", "desk")  # type: ignore[union-attr]
    assert pulled(inputs, "skill:A1-desk").centre.agent("A1").skills == ("phone",)  # type: ignore[union-attr]


def test_leave_is_taken_back(inputs: Inputs) -> None:
    """Of one person, or of all."""
    assert pulled(inputs, "leave=off").centre.leave == ()
    assert pulled(inputs, "leave:A2=off").centre.leave == ()
    assert pulled(inputs, "leave:A1=off").centre.leave == inputs.centre.leave


def test_shift_templates_change(inputs: Inputs) -> None:
    """Other lengths, other starts, and one template less."""
    assert pulled(inputs, "shift.paid_h:day=4;5").centre.templates[0].paid_h == (4.0, 5.0)
    assert pulled(inputs, "shift.starts:day=09:00-10:00").centre.templates[0].starts == "09:00-10:00"
    assert pulled(inputs, "shift:day=off").centre.templates == ()


@pytest.mark.parametrize(
    "text",
    [
        "", "volume", "volume*", "volumes*1.1", "headcount:phone*2", "skill:A1=desk", "*1.1", "volume/2", "leave+1",
    ],
)  # fmt: skip
def test_what_is_no_lever_is_refused_with_examples(text: str) -> None:
    """The refusal shows how levers are written."""
    with pytest.raises(InputError, match=r"volume\*1\.15"):
        read_lever(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("volume:fone*1.1", "fone"), ("volume*lots", "lots"), ("aht*0", "above 0"), ("aht=-5", "above 0"),
        ("headcount:fone+1", "fone"), ("headcount:phone/night+1", "night"), ("headcount:desk-9", "only 1"),
        ("skill:A9+desk", "A9"), ("skill:A1+flying", "flying"), ("rules.weekly_hours.min_h=99", "99"),
        ("rules.naps.min_h=1", "naps"), ("rules.naps=off", "weekly_hours"), ("queue.colour:phone=1", "colour"),
        ("queue.patience_s=60", "patience_s"), ("queue.service_level:phone=1.5", "1"), ("open.someday=closed", "someday"),
        ("open.mon-fri=late", "late"), ("shift.paid_h:night=4", "night"), ("shift.starts:day=noon", "noon"),
        ("shrinkage:tea=0.1", "tea"), ("shrinkage:in_shift=1.5", "1"), ("leave:A9=off", "A9"), ("leave=on", "leave=off"),
    ],
)  # fmt: skip
def test_a_lever_that_does_not_fit_is_refused_in_one_sentence(inputs: Inputs, text: str, word: str) -> None:
    """The refusal names the lever and what is wrong with it."""
    with pytest.raises(InputError) as refused:
        pulled(inputs, text)

    assert f"'{text}'" in str(refused.value)
    assert word in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_range_is_an_axis() -> None:
    """First to last by the step, lists as they stand, and negative headcounts read as fewer."""
    assert [lever.text for lever in read_axis("volume*[0.9..1.1/0.1]")] == ["volume*0.9", "volume*1", "volume*1.1"]
    assert [lever.text for lever in read_axis("headcount:phone+[-1..1]")] == [
        "headcount:phone-1", "headcount:phone+0", "headcount:phone+1",
    ]  # fmt: skip
    assert [lever.text for lever in read_axis("aht*[0.9, 1.1]")] == ["aht*0.9", "aht*1.1"]
    assert [lever.text for lever in read_axis("volume*1.1")] == ["volume*1.1"]


@pytest.mark.parametrize("text", ["volume*[2..1]", "volume*[1..2/0]", "volume*[0..1000]", "volume*[1..2..3]"])
def test_an_endless_or_empty_range_is_refused(text: str) -> None:
    """Backwards, without a step, or with more values than anybody reads."""
    with pytest.raises(InputError):
        read_axis(text)


def test_every_lever_has_an_example_that_is_read() -> None:
    """What the help shows can be written."""
    for name, lever in LEVERS.items():
        for example in lever.example.split(", "):
            assert read_lever(example).name == name
