"""Real worker processes, killed in mid-solve: another continues from the best roster saved, and nothing is lost or doubled."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import Engine, text

from api.jobs import requeue_lost
from api.leftovers import job_folder
from api.store import jobs
from api.worker import AUTOGROUP, NICENESS, workers
from api.working import work_on
from tests.api.service.departments import DEPT, EXAMPLES, push, wait_for
from tests.api.service.people import Caller
from tests.department import WEEK

KILLS = int(os.environ.get("WFM_TEST_KILLS", "1"))
"""How often the worker is killed; twenty times is a matter of ten minutes."""
STARTS_S = 300
"""How long is waited for what takes as long as the machine is busy; what must be quick has its own limit."""


def all_working() -> list[psutil.Process]:
    """The worker processes this test keeps alive."""
    return [each for each in psutil.Process().children() if "api.worker" in each.cmdline()]


def working() -> psutil.Process | None:
    """The first of them."""
    return next(iter(all_working()), None)


def row(engine: Engine, job: str) -> Any:
    with engine.connect() as connection:
        columns = "state, attempts, best_objective, best is not null as saved, searched_s"
        return connection.execute(text(f"select {columns} from job where id = :id"), {"id": uuid.UUID(job)}).one()


@pytest.fixture
def job(admin: Caller) -> str:
    """A plan that takes longer than the test."""
    push(admin, EXAMPLES / "team-of-50")
    answer = admin("POST", f"{DEPT}/jobs/plan", 202, json={"week": WEEK, "time_limit_s": 3600})
    return str(answer.json()["id"])


def test_a_worker_killed_in_mid_solve_is_replaced_and_the_job_continued(
    admin: Caller, engine: Engine, url: str, job: str
) -> None:
    """Within 30 seconds a new worker searches on, never behind what was saved; stopped and cancelled, it is one draft."""

    def is_attempt(count: int) -> bool:
        return bool(row(engine, job).attempts == count)

    def is_saved_in(count: int) -> bool:
        return is_attempt(count) and bool(row(engine, job).saved)

    def is_searched_past(searched_s: float) -> bool:
        return bool(row(engine, job).searched_s > searched_s)

    with workers(1, url):
        for kill in range(1, KILLS + 1):
            wait_for(partial(is_saved_in, kill), STARTS_S)
            wait_for(partial(is_searched_past, row(engine, job).searched_s), STARTS_S)
            before = row(engine, job)
            process = working()
            assert process is not None
            process.send_signal(signal.SIGKILL)
            killed = time.monotonic()
            wait_for(partial(is_attempt, kill + 1), STARTS_S)
            assert time.monotonic() - killed < 30
            assert row(engine, job).best_objective <= before.best_objective
            assert row(engine, job).searched_s >= before.searched_s
        wait_for(partial(is_searched_past, row(engine, job).searched_s), STARTS_S)
    assert row(engine, job).state == "queued"  # stopped in order, the worker has put it back
    assert working() is None
    assert list(Path(tempfile.gettempdir()).glob(f"paiban-job-{job}-*")) == []
    assert admin("POST", f"{DEPT}/jobs/{job}/cancel", 202).json()["state"] == "cancelled"
    rosters = admin("GET", f"{DEPT}/rosters", 200).json()

    assert len([each for each in rosters if each["state"] == "draft"]) == 1


@contextmanager
def worker(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own, as another machine would run it: nobody starts another in its place."""
    process = subprocess.Popen([sys.executable, "-m", "api.worker"], env={**os.environ, "WFM_DATABASE": url})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def test_of_two_workers_the_other_takes_over(admin: Caller, engine: Engine, url: str, job: str) -> None:
    """The one that has the job is killed; within 30 seconds the other goes on from the roster saved, and nothing is left behind."""
    left = Path(tempfile.gettempdir())
    with worker(url) as first:
        wait_for(lambda: row(engine, job).saved, STARTS_S)
        with worker(url):
            wait_for(lambda: known_workers(engine) == 2, STARTS_S)
            before = row(engine, job)
            first.kill()
            killed = time.monotonic()
            wait_for(lambda: row(engine, job).attempts == 2, STARTS_S)
            assert time.monotonic() - killed < 30
            wait_for(lambda: row(engine, job).searched_s > before.searched_s, STARTS_S)
            assert row(engine, job).best_objective <= before.best_objective
            assert [each.name.split("-")[-2] for each in left.glob(f"paiban-job-{job}-*")] == ["2"]
    assert row(engine, job).state == "queued"
    assert admin("POST", f"{DEPT}/jobs/{job}/cancel", 202).json()["state"] == "cancelled"


def known_workers(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("select count(*) from procrastinate_workers")).scalar_one())


def test_what_the_engine_has_lost_is_queued_again(admin: Caller, engine: Engine, job: str) -> None:
    """Whatever becomes of its place in the queue, a job that has not ended gets another; one that has one keeps it."""
    del admin
    queued = "select count(*) from procrastinate_jobs where status = 'todo'"
    with engine.begin() as connection:
        connection.execute(text("delete from procrastinate_jobs"))
    for _ in range(2):
        requeue_lost(engine)
        with engine.connect() as connection:
            assert connection.execute(text(queued)).scalar_one() == 1
    del job


@pytest.mark.parametrize("killed", [0, 1])
def test_a_sweep_goes_on_though_one_of_its_two_workers_is_killed(
    admin: Caller, dept: str, engine: Engine, url: str, killed: int
) -> None:
    """Whether it began the job or only helps: its scenario is lent again, all end once, and the figures are those of one alone."""
    del dept
    body = {"week": WEEK, "levers": ["volume*[0.9..1.2/0.1]", "headcount:phone+[0..2]"], "grid": True, "budget": 8}
    alone, spread = (
        str(admin("POST", f"{DEPT}/jobs/whatif", 202, json={**body, **own}).json()["id"])
        for own in ({"processes": 1}, {})
    )
    work_on(engine, uuid.UUID(alone))

    def lent_to_two() -> bool:
        query = text("select count(*) from job_scenario where job_id = :id and lease is not null")
        with engine.connect() as connection:
            return bool(connection.execute(query, {"id": uuid.UUID(spread)}).scalar_one() == 2)

    with workers(2, url):
        wait_for(lent_to_two, 3 * STARTS_S)
        all_working()[killed].send_signal(signal.SIGKILL)
        wait_for(lambda: row(engine, spread).state == "done", 5 * STARTS_S)
    tables = [admin("GET", f"{DEPT}/jobs/{job}/result/whatif.csv", 200).text for job in (alone, spread)]
    told = admin("GET", f"{DEPT}/jobs/{spread}/scenarios", 200).json()

    assert tables[0] == tables[1]
    assert len(told) == len({each["name"] for each in told}) == 12


def test_all_workers_with_a_sweep_of_their_own_end_them(admin: Caller, dept: str, engine: Engine, url: str) -> None:
    """Nobody waits for help that does not come."""
    del dept
    body = {"week": WEEK, "levers": ["volume*[1,1.1,1.2]"], "budget": 2}
    both = [str(admin("POST", f"{DEPT}/jobs/whatif", 202, json=body).json()["id"]) for _ in range(2)]

    with workers(2, url):
        wait_for(lambda: all(row(engine, job).state == "done" for job in both), 3 * STARTS_S)

    names = [{each["name"] for each in admin("GET", f"{DEPT}/jobs/{job}/scenarios", 200).json()} for job in both]
    assert names == [{"volume*1", "volume*1.1", "volume*1.2"}] * 2


def test_what_a_killed_worker_left_goes_when_its_job_is_taken_over(admin: Caller, engine: Engine, job: str) -> None:
    """Its folder, and no other: neither that of the attempt at work, nor what a worker of another service left."""
    del admin
    job_id, left = uuid.UUID(job), Path(tempfile.gettempdir())
    with engine.begin() as connection:
        for _ in range(2):
            jobs.claim(connection, job_id)
    killed, foreign = left / f"paiban-job-{job}-1-x", left / f"paiban-job-{uuid.uuid4()}-1-x"
    for folder in (killed, foreign):
        (folder / "out").mkdir(parents=True)
    try:
        with job_folder(engine, job_id, 2) as base:
            assert (killed.exists(), foreign.exists(), base.exists()) == (False, True, True)
        assert not base.exists()
    finally:
        shutil.rmtree(foreign)


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="the scheduler of this machine does not know sessions")
def test_a_worker_stands_back_behind_other_sessions() -> None:
    """Its niceness counts within its session only: the session itself is set back too."""
    told = "from api.worker import stand_back, AUTOGROUP; stand_back(); print(AUTOGROUP.read_text())"
    ran = subprocess.run(
        [sys.executable, "-c", told], start_new_session=True, capture_output=True, text=True, check=True
    )

    assert ran.stdout.split()[-2:] == ["nice", str(NICENESS)]
