"""A year planned from a department: the requirement by week, the balance of people, and who is refused."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from scenarios.capacity import YearPlan, capacity
from scenarios.capacity.people import CrewKey, Staying
from scenarios.capacity.rows import figures, hire_rows, people_rows, pool_rows
from scenarios.demand import expected_volumes
from tests.department import CENTRE, MONDAY, PEOPLE, write_department
from wfm.capacity import Assumptions, CapacityAssumptions, ContractPay, HiringClass, Scenario
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats import read_centre
from wfm.messages import say
from wfm.staffing.requirement import required_staff

WEEKS = 16
SOON = HiringClass(id="phone", contracts=("part-time",), lead_weeks=2, training_weeks=2, min_size=2, max_size=4)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """The small department; A3 leaves in the third week, A6 comes in the fifth."""
    lines = PEOPLE.splitlines()
    dates = {"A3": (",", MONDAY + timedelta(days=16)), "A6": (MONDAY + timedelta(days=28), "")}
    rows = [lines[0] + ",hired_on,left_on,cost_per_h"]
    for line in lines[1:]:
        hired, left = dates.get(line[:2], ("", ""))
        rows.append(f"{line},{str(hired).strip(',')},{left},{20 if 'part-time' in line else 30}")
    folder = tmp_path_factory.mktemp("capacity") / "department"
    return read_centre(write_department(folder, people="\n".join(rows) + "\n"))


@pytest.fixture(scope="module")
def planned(centre: Centre) -> list[YearPlan]:
    """Sixteen weeks as assumed, with more leavers, and with a third more contacts."""
    assumed = CapacityAssumptions(
        assumptions=Assumptions.model_validate({"attrition_per_month": 0.05}),
        hiring_class=(SOON,),
        scenario=(
            Scenario.model_validate({"id": "leavers", "attrition_per_month": 0.2}),
            Scenario(id="growth", levers=("volume*1.3",)),
            Scenario(id="nobody", hiring_class=(SOON.model_copy(update={"lead_weeks": 104}),)),
        ),
    )
    return capacity(centre, MONDAY, WEEKS, assumed)


def test_the_requirement_is_that_of_every_interval(centre: Centre, planned: list[YearPlan]) -> None:
    """Agent-hours of a week are the sum over its intervals, after shrinkage, as `wfm require` has them."""
    requirement = required_staff(centre, expected_volumes(centre, MONDAY, 7))

    for at, pool in enumerate(requirement.pools):
        hours = pool.fractional[pool.is_open].sum() * centre.interval_min / 60
        assert planned[0].required_h[at, 0] == pytest.approx(hours)


def test_people_balance_in_every_row(planned: list[YearPlan]) -> None:
    """Opening, joined, hired and left make the closing, which is the next week's opening; those who leave do so at the rate."""
    for plan in planned:
        last: dict[tuple[tuple[str, ...], str], float] = {}
        for row in people_rows(plan):
            crew = (row.skills, row.contract)
            assert row.opening == pytest.approx(last.get(crew, row.opening))
            assert row.opening + row.joined + row.hired - row.left == pytest.approx(row.closing)
            assert row.closing >= -1e-9
            last[crew] = row.closing
        first = [row for row in people_rows(plan) if row.monday == MONDAY]
        assert sum(row.opening for row in first) == 5


def test_who_is_known_to_come_and_go_does(planned: list[YearPlan]) -> None:
    """A6's first Monday is the fifth; A3's last is the third, and whoever is still expected then leaves."""
    rows = list(people_rows(planned[0]))
    joined = {row.monday: row.joined for row in rows if row.joined}
    [together] = [
        row
        for row in rows
        if row.skills == ("phone",) and row.contract == "" and row.monday == MONDAY + timedelta(days=14)
    ]

    assert joined == {MONDAY + timedelta(days=28): 1.0}
    kept = 0.95 ** (12 * 7 / 365.2425)
    assert together.left == pytest.approx(3 * kept**2 * (1 - kept) + kept**3)


def test_the_cost_is_that_of_the_tables(planned: list[YearPlan]) -> None:
    """Pay of every row, what each class costs, and the price of every missing hour: the cost, recomputed from what is written."""
    for plan in planned:
        told = figures(plan)
        pay = sum(row.cost for row in people_rows(plan))
        price = plan.assumptions.assumptions.shortage_factor * 30
        short = sum(row.short_h for row in pool_rows(plan))

        assert pay + price * short == pytest.approx(told.cost)
        assert told.bound <= told.cost
        assert told.hires == sum(row.people for row in hire_rows(plan))
        assert all(row.required_h == pytest.approx(row.served_h + row.short_h, abs=1e-4) for row in pool_rows(plan))


def test_classes_keep_their_sizes_and_their_time(planned: list[YearPlan]) -> None:
    """Nobody begins before the lead has passed; a class holds two to four."""
    for row in (row for plan in planned[:3] for row in hire_rows(plan)):
        assert row.decide_by >= MONDAY
        assert row.starts_on - row.decide_by == timedelta(weeks=2)
        assert 2 <= row.people <= 4
        assert row.contract == "part-time"
    assert hire_rows(planned[0])
    assert not hire_rows(planned[3])


def test_scenarios_differ_as_they_should(planned: list[YearPlan]) -> None:
    """More contacts need more hours and cost more; without anybody to hire it is dearer and shorter."""
    base, leavers, growth, nobody = (figures(plan) for plan in planned)

    assert [each.name for each in (base, leavers, growth, nobody)] == ["", "leavers", "growth", "nobody"]
    assert growth.required_h > base.required_h == leavers.required_h
    assert growth.cost > base.cost
    assert nobody.cost > base.bound
    assert nobody.short_h > base.short_h
    assert nobody.people_last < nobody.people_first


def test_newcomers_work_as_much_as_they_have_learnt(planned: list[YearPlan]) -> None:
    """Two weeks of training, then a half and three quarters: full agents lag behind heads."""
    plan = planned[0]
    start = min(row.starts_on for row in hire_rows(plan))
    week = plan.staying.mondays.index(start)
    newcomers = plan.result.headcount.sum(axis=0) - plan.result.full_agents.sum(axis=0)

    assert newcomers[:week] == pytest.approx(0)
    assert newcomers[week] == pytest.approx(plan.result.hires[..., week].sum())


def test_without_a_word_of_hiring_every_skill_has_a_class(centre: Centre) -> None:
    """The defaults: a class per skill, any contract."""
    [plan] = capacity(centre, MONDAY, 10, CapacityAssumptions())

    assert [each.id for each in plan.classes] == ["phone", "desk"]
    assert say("capacity_no_cost") not in plan.notes
    assert any(note.key.startswith("forecast") for note in plan.notes)


def test_a_department_without_costs_counts_hours(tmp_path_factory: pytest.TempPathFactory) -> None:
    """And says so."""
    centre = read_centre(write_department(tmp_path_factory.mktemp("costless") / "department"))

    [plan] = capacity(centre, MONDAY, 2, CapacityAssumptions())

    assert plan.notes[-1] == say("capacity_no_cost")


@pytest.mark.parametrize(
    ("assumed", "words"),
    [
        ({"hiring_class": (HiringClass(id="fone"),)}, ("fone", "skills", "phone, desk")),
        ({"hiring_class": (HiringClass(id="phone", contracts=("half",)),)}, ("half", "part-time")),
        ({"contract": (ContractPay(id="half"),)}, ("half", "part-time")),
        ({"contract": (ContractPay(id="part-time", min_h=30),)}, ("part-time", "30", "24")),
        ({"scenario": (Scenario(id="x", levers=("volume:fone*2",)),)}, ("volume:fone*2", "phone")),
        ({"scenario": (Scenario(id="x", levers=("moon+1",)),)}, ("moon+1",)),
        ({"scenario": (Scenario(id="x", hiring_class=(HiringClass(id="fone"),)),)}, ("Scenario x", "fone")),
    ],
)
def test_what_the_department_has_not_is_refused(
    centre: Centre, assumed: dict[str, object], words: tuple[str, ...]
) -> None:
    """In one sentence that names it and what is known, before anything is planned."""
    with pytest.raises(InputError) as refused:
        capacity(centre, MONDAY, 2, CapacityAssumptions.model_validate(assumed))

    assert all(word in str(refused.value) for word in words)


def test_a_year_of_months_is_one_year() -> None:
    """A monthly attrition over twelve months leaves what its twelfth power leaves."""
    assumed = Assumptions.model_validate({"attrition_per_month": 0.1})

    staying = Staying.of(CapacityAssumptions(assumptions=assumed), date(2026, 1, 5), 52)

    assert np.prod(staying.kept) == pytest.approx(0.9 ** (12 * 364 / 365.2425))


def test_overtime_has_its_price_and_may_be_forbidden(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Above 30 hours an hour costs half as much again, at most six in a month; what is allowed is never dearer than what is not."""
    text = CENTRE.replace("weekly_hours =", "monthly_overtime = { max_h = 6, after_h = 30 }\nweekly_hours =")
    folder = write_department(tmp_path_factory.mktemp("overtime") / "department", centre=text)
    dear = ContractPay(id="part-time", overtime_after_h=20, overtime_rate=1.5)
    assumed = CapacityAssumptions(contract=(dear,), scenario=(Scenario(id="none", overtime_max_h=0),))

    allowed, none = capacity(read_centre(folder), MONDAY, 9, assumed)

    assert figures(allowed).overtime_h > 0 == figures(none).overtime_h
    assert figures(allowed).bound <= figures(none).cost
    assert figures(allowed).short_h <= figures(none).short_h + 1e-4
    for plan in (allowed, none):
        by_month = np.array([plan.result.overtime_h[:, plan.result.problem.months == month].sum(axis=1)
                             for month in np.unique(plan.result.problem.months)])  # fmt: skip
        assert (by_month <= 6 * plan.result.headcount.max(axis=1) + 1e-4).all()
        assert sum(row.overtime_h for row in people_rows(plan)) == pytest.approx(figures(plan).overtime_h)
    crews = dict(zip(allowed.crews, allowed.result.problem.crews, strict=True))
    part_time = crews[CrewKey(("phone",), "part-time")]
    assert part_time.over_rate == 1.5
    assert part_time.newcomer.least.tolist() == [16.0] * 9
    assert part_time.newcomer.above.tolist() == [4.0] * 9
    assert part_time.newcomer.over.tolist() == [4.0] * 9


def test_people_have_the_hours_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A2 works 32 to 36, A5 by an exception at least 20 until the end of the year; newcomers, and the others, 30 to 40."""
    lines = PEOPLE.splitlines()
    rows = [f"{lines[0]},min_h,max_h", *(f"{line},{'32,36' if line.startswith('A2') else ','}" for line in lines[1:])]
    folder = write_department(tmp_path_factory.mktemp("own") / "department", people="\n".join(rows) + "\n")

    [plan] = capacity(read_centre(folder), MONDAY, 8, CapacityAssumptions())

    crew = dict(zip(plan.crews, plan.result.problem.crews, strict=True))[CrewKey(("phone",), "")]
    expected = plan.staying.matrix[0, :-1]
    until = np.array([monday <= date(2026, 12, 31) for monday in plan.staying.mondays[:-1]])
    assert crew.team.least == pytest.approx(expected * (32 + 30 + np.where(until, 20, 30)))
    assert crew.team.least + crew.team.above == pytest.approx(expected * (36 + 40 + 40))
    assert crew.newcomer.least.tolist() == [30.0] * 8


def test_own_hours_that_cross_those_of_the_year_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A6 works at least 20 by the team sheet; a part-time year of at most 18 does not fit, and the sentence names both."""
    lines = PEOPLE.splitlines()
    rows = [f"{lines[0]},min_h", *(f"{line},{'20' if line.startswith('A6') else ''}" for line in lines[1:])]
    folder = write_department(tmp_path_factory.mktemp("crossed") / "department", people="\n".join(rows) + "\n")
    less = Scenario(id="less", contract=(ContractPay(id="part-time", max_h=18),))

    with pytest.raises(InputError) as refused:
        capacity(read_centre(folder), MONDAY, 2, CapacityAssumptions(scenario=(less,)))

    assert all(word in str(refused.value) for word in ("A6", "2026-W48", "20", "18", "part-time"))
