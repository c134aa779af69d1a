"""A sweep spread over workers: its scenarios are lent to one at a time, whoever dies or stops, and come out the same."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from sqlalchemy import Engine, text

from api.spreading import help_with
from api.store import jobs, scenarios
from api.told import GroundTold, ScenarioTold
from api.work import PutBackError
from api.working import work_on
from scenarios.compare import ScenarioFigures
from scenarios.lever_text import read_axis
from scenarios.plan import PlanOptions
from scenarios.sweep import Study, grid_of, sweep
from solver import SolverConfig
from tests.api.service.departments import DEPT, EXAMPLES, push, wait_for
from tests.api.service.people import Caller
from tests.department import MONDAY, WEEK, Planned
from wfm.formats.department import read_department

LEVERS = ["volume*[0.9,1.1,1.3]", "rules.max_daily_hours.max_h=[2,9]"]
SWEEP: dict[str, Any] = {"week": WEEK, "levers": LEVERS, "grid": True, "budget": 2}
GROUND: dict[str, Any] = {"what": "the rows do not look at it"}


def start(admin: Caller, **changes: Any) -> uuid.UUID:
    return uuid.UUID(admin("POST", f"{DEPT}/jobs/whatif", 202, json={**SWEEP, **changes}).json()["id"])


def of(admin: Caller, job: uuid.UUID, what: str = "") -> Any:
    return admin("GET", f"{DEPT}/jobs/{job}{what}", 200).json()


def table(admin: Caller, job: uuid.UUID) -> str:
    return admin("GET", f"{DEPT}/jobs/{job}/result/whatif.csv", 200).text


@contextmanager
def helping(engine: Engine, job: uuid.UUID) -> Iterator[None]:
    """Another worker that helps with one scenario after the other, until the end."""
    ended = threading.Event()

    def help_on() -> None:
        with suppress(PutBackError):  # told to end in the middle of a scenario
            while not ended.is_set():
                help_with(engine, job, ended.is_set)
                ended.wait(0.1)

    thread = threading.Thread(target=help_on)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(60)


def laid_out(engine: Engine, job: uuid.UUID, count: int = 3) -> None:
    """The job in the hands of a worker, its scenarios laid out."""
    with engine.begin() as connection:
        claimed = jobs.claim(connection, job)
        assert claimed is not None
        assert scenarios.begin(
            connection, job, claimed["attempts"], GROUND, [[f"volume*{at}"] for at in range(1, count + 1)]
        )


def test_however_it_is_spread_the_same_comes_out(admin: Caller, dept: str, engine: Engine) -> None:
    """One worker alone, and one with another beside it: every figure is the same; so it is on the command line."""
    alone, spread = start(admin), start(admin)
    work_on(engine, alone)
    with helping(engine, spread):
        work_on(engine, spread)
    del dept

    assert [of(admin, job)["state"] for job in (alone, spread)] == ["done", "done"]
    assert table(admin, alone) == table(admin, spread)
    told = [sorted(of(admin, job, "/scenarios"), key=lambda each: each["name"]) for job in (alone, spread)]
    assert told[0] == told[1]
    assert [each["outcome"] for each in told[0]] == ["impossible", "planned"] * 3


def test_an_attempt_goes_on_with_the_scenarios_of_the_one_before(admin: Caller, dept: str, engine: Engine) -> None:
    """The worker stops after the first: the next plans neither the base nor that one again, and the same comes out."""
    whole, broken = start(admin), start(admin)
    work_on(engine, whole)

    def one_is_there() -> bool:
        with engine.begin() as connection:
            return len(scenarios.parts_of(connection, broken)) > 0

    with pytest.raises(PutBackError):
        work_on(engine, broken, one_is_there)
    with engine.begin() as connection:
        ground = jobs.large(connection, broken, "ground")
    first = of(admin, broken, "/scenarios")
    assert of(admin, broken)["state"] == "queued"
    work_on(engine, broken)
    del dept

    assert ground is not None
    assert 0 < len(first) < 6
    assert of(admin, broken, "/scenarios")[: len(first)] == first
    assert (of(admin, broken)["attempts"], of(admin, broken)["state"]) == (2, "done")
    assert table(admin, broken) == table(admin, whole)


def test_one_who_is_taken_for_dead_may_not_end_a_scenario(admin: Caller, dept: str, engine: Engine) -> None:
    """Its lease has run out and another has taken it; only what the other found is kept, and kept once."""
    del dept
    job = start(admin)
    laid_out(engine, job, 1)
    with engine.begin() as connection:
        dead = scenarios.take(connection, job, 64)
        assert dead is not None
        assert scenarios.renew(connection, dead)
        assert scenarios.take(connection, job, 64) is None
        connection.execute(text("update job_scenario set lease_until = now() - interval '1 second'"))
        alive = scenarios.take(connection, job, 64)
        assert alive is not None
        assert alive.levers == dead.levers == ("volume*1",)
        assert not scenarios.renew(connection, dead)
        scenarios.end(connection, dead, {"by": "the dead"})
        scenarios.give_back(connection, dead)
        scenarios.end(connection, alive, {"by": "the living"})
        scenarios.end(connection, alive, {"by": "the living, again"})

        assert scenarios.values_of(connection, job) == [{"by": "the living"}]
        assert scenarios.parts_of(connection, job) == [{"by": "the living"}]
        assert not scenarios.is_any_open(connection, job)


def test_what_was_given_back_is_taken_at_once(admin: Caller, dept: str, engine: Engine) -> None:
    """In the order laid out; never more at a time than asked for."""
    del dept
    job = start(admin)
    laid_out(engine, job)
    with engine.begin() as connection:
        first, second = scenarios.take(connection, job, 2), scenarios.take(connection, job, 2)
        assert first is not None
        assert second is not None
        assert scenarios.take(connection, job, 2) is None
        scenarios.give_back(connection, first)
        again = scenarios.take(connection, job, 2)
        assert again is not None
        scenarios.end(connection, second, {"at": 2})
        third = scenarios.take(connection, job, 2)
        assert third is not None

        assert [each.levers for each in (first, second, again, third)] == [
            ("volume*1",), ("volume*2",), ("volume*1",), ("volume*3",)
        ]  # fmt: skip
        assert scenarios.values_of(connection, job) == [None, {"at": 2}, None]


def test_only_the_attempt_whose_turn_it_is_lays_out_and_once(admin: Caller, dept: str, engine: Engine) -> None:
    """A second worker on the same job, or one that was overtaken, changes nothing."""
    del dept
    job = start(admin)
    laid_out(engine, job, 2)
    with engine.begin() as connection:
        assert not scenarios.begin(connection, job, 1, {"other": "ground"}, [["volume*9"]])
        assert not scenarios.begin(connection, job, 7, {"other": "ground"}, [["volume*9"]])
        assert jobs.large(connection, job, "ground") == GROUND
        assert scenarios.values_of(connection, job) == [None, None]


def test_cancelled_everyone_stops(admin: Caller, engine: Engine) -> None:
    """Nobody may take a scenario any more, who has one loses it, and the helper ends too."""
    push(admin, EXAMPLES / "team-of-50")
    job = start(admin, levers=["volume*[1..3/0.1]"], grid=False, budget=None, time_limit_s=5)
    worker = threading.Thread(target=work_on, args=(engine, job))
    worker.start()
    try:
        with helping(engine, job):
            lent = text("select count(*) from job_scenario where lease is not null")

            def both_work() -> bool:
                with engine.begin() as connection:
                    return bool(connection.execute(lent).scalar_one() == 2)

            wait_for(both_work, 60)
            admin("POST", f"{DEPT}/jobs/{job}/cancel", 202)
            wait_for(lambda: of(admin, job)["state"] == "cancelled", 20)
            worker.join(20)
    finally:
        worker.join(60)
    with engine.begin() as connection:
        assert scenarios.take(connection, job, 64) is None
        assert not scenarios.is_any_open(connection, job)
        assert jobs.large(connection, job, "ground") is None
    assert not worker.is_alive()


def test_a_helper_that_is_told_to_stop_gives_its_scenario_back(admin: Caller, dept: str, engine: Engine) -> None:
    """The job goes on without it."""
    del dept
    job = start(admin, levers=["volume*[1.1,1.2]"], grid=False)

    def one_is_there() -> bool:
        with engine.begin() as connection:
            return len(scenarios.parts_of(connection, job)) > 0

    with pytest.raises(PutBackError):
        work_on(engine, job, one_is_there)
    with pytest.raises(PutBackError):
        help_with(engine, job, lambda: True)
    work_on(engine, job)

    assert of(admin, job)["state"] == "done"
    assert [each["name"] for each in of(admin, job, "/scenarios")] == ["volume*1.1", "volume*1.2"]


def test_help_comes_after_every_job_that_waits(admin: Caller, dept: str, engine: Engine) -> None:
    """A place for each scenario but the first, all of them behind whatever else is queued."""
    del dept
    job = start(admin, levers=["volume*[1.1,1.2,1.3]"], grid=False)
    work_on(engine, job)
    queued = text("select task_name, priority from procrastinate_jobs order by id")
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(queued)]

    assert found == [("paiban.job", 0), *[("paiban.help", -1000)] * 2]
    help_with(engine, job, lambda: False)  # nothing is left: no more than a look


@pytest.mark.parametrize("kind", ["rule_cost", "advise"])
def test_other_sweeps_are_spread_as_well(admin: Caller, engine: Engine, kind: str) -> None:
    """What a rule costs, and who should learn what: the same tables, alone and with help."""
    push(admin, EXAMPLES / "community-centre")
    options: dict[str, dict[str, Any]] = {"rule_cost": {"rule": "weekly_hours.min_h=[28,30]"}, "advise": {"tried": 2}}
    body = {"week": WEEK, "budget": 2, **options[kind]}
    alone, spread = (uuid.UUID(admin("POST", f"{DEPT}/jobs/{kind}", 202, json=body).json()["id"]) for _ in range(2))
    work_on(engine, alone)
    with helping(engine, spread):
        work_on(engine, spread)
    files = {"rule_cost": "rule_cost.csv", "advise": "advice.csv"}

    texts = [admin("GET", f"{DEPT}/jobs/{job}/result/{files[kind]}", 200).text for job in (alone, spread)]
    assert texts[0] == texts[1]
    assert len(texts[0].splitlines()) > 1


def test_figures_kept_as_json_are_the_figures(planned: Planned) -> None:
    """The ground and every scenario come back as they went in, what is unknown too; only reasons have become text."""
    centre = read_department(planned.folder).centre
    options = PlanOptions(solver=SolverConfig(budget=2, workers=1), replications=20)
    ground = Study.of(centre, MONDAY, options).ground()
    base, found = sweep(centre, MONDAY, grid_of([read_axis(each) for each in LEVERS]), options, processes=1)

    again = GroundTold.model_validate_json(GroundTold.of(ground).model_dump_json()).ground("en")
    assert again.roster == ground.roster
    assert (again.base.objective, again.base.bound) == (ground.base.objective, ground.base.bound)
    for queue, levels in ground.base.levels.items():
        assert again.base.levels[queue].tobytes() == levels.tobytes()
    for figures in (base, *found):
        told = ScenarioTold.model_validate_json(ScenarioTold.of(figures).model_dump_json())
        assert repr(told.figures("en")) == repr(_in_text(figures))


def _in_text(figures: ScenarioFigures) -> ScenarioFigures:
    return ScenarioFigures(**{**vars(figures), "reasons": tuple(str(each) for each in figures.reasons)})
