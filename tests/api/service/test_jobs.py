"""Jobs: done by whoever claims them, once; watched, cancelled, and their rosters and files."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from api.archive import unzipped
from api.routes.centres import EXAMPLE_TOML
from api.store import jobs
from api.tasks import TASKS
from api.work import PutBackError
from api.working import work_on
from scenarios import PlanOptions, plan
from solver import SolverConfig
from tests.api.service.departments import DEPT, EXAMPLES, push, wait_for
from tests.api.service.people import Caller, Cast
from tests.department import MONDAY, WEEK, write_department
from wfm.formats.department import read_department
from wfm.reports.check import check_output
from wfm.roster import Roster
from wfm.timetable import Timetable

PLAN = {"week": WEEK, "budget": 3}
LONG = {"week": WEEK, "time_limit_s": 600}


def start(caller: Caller, kind: str = "plan", options: dict[str, Any] | None = None, **rest: Any) -> str:
    answer = caller("POST", f"{DEPT}/jobs/{kind}", 202, json=options or PLAN, **rest)
    return str(answer.json()["id"])


def do(engine: Engine, job: str, stopping: Callable[[], bool] = lambda: False) -> None:
    work_on(engine, uuid.UUID(job), stopping)


def state(caller: Caller, job: str) -> dict[str, Any]:
    found: dict[str, Any] = caller("GET", f"{DEPT}/jobs/{job}", 200).json()
    return found


def unpack(content: bytes, folder: Path) -> Path:
    for name, each in unzipped(content, flat=False).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(each)
    return folder


def test_a_plan_is_what_the_command_line_makes_of_the_folder(
    admin: Caller, dept: str, engine: Engine, tmp_path: Path
) -> None:
    """The same roster for the same seed and budget; it passes the independent check and is there as a draft."""
    job = start(admin)
    do(engine, job)
    ended = state(admin, job)
    out = unpack(admin("GET", f"{dept}/jobs/{job}/result", 200).content, tmp_path / "out")
    folder = unpack(admin("GET", f"{dept}/folder", 200).content, tmp_path / "pulled")
    here = plan(read_department(folder).centre, WEEK, PlanOptions(solver=SolverConfig(budget=3)))

    assert (ended["state"], ended["attempts"]) == ("done", 1)
    assert 0 <= ended["gap"] <= 1
    assert check_output(out, folder).passed
    assert json.loads((out / "proof.json").read_text())["objective"] == here.result.objective == ended["objective"]
    draft = admin("GET", f"{dept}/rosters/{ended['roster_id']}", 200).json()
    assert draft["state"] == "draft"
    assert len(draft["shifts"]) == len(here.roster.shifts)
    proof = admin("GET", f"{dept}/jobs/{job}/result/proof.json", 200).json()
    assert proof["violations"] == []


def test_the_same_job_done_twice_changes_nothing(admin: Caller, dept: str, engine: Engine) -> None:
    """Once it has ended there is nothing more to do."""
    job = start(admin)
    do(engine, job)
    first = state(admin, job)
    do(engine, job)

    assert state(admin, job) == first
    assert len(admin("GET", f"{dept}/rosters", 200).json()) == 1


def test_of_two_workers_on_one_job_only_the_later_may_end_it(admin: Caller, dept: str, engine: Engine) -> None:
    """A slow worker that was taken for dead finds that its attempt counts no more."""
    del dept
    job = uuid.UUID(start(admin))
    with engine.begin() as connection:
        slow, quick = jobs.claim(connection, job), jobs.claim(connection, job)
        assert slow is not None
        assert quick is not None
        assert jobs.tell_progress(connection, job, slow["attempts"], step=5) is None
        assert not jobs.end(connection, job, slow["attempts"], "done", {})
        assert jobs.end(connection, job, quick["attempts"], "done", {})


def test_a_job_works_on_what_it_began_with(admin: Caller, dept: str, engine: Engine) -> None:
    """A department changed between two attempts does not mix into the second."""
    job = start(admin, options=LONG)
    with pytest.raises(PutBackError):
        do(engine, job, stopping=lambda: True)
    admin("POST", f"{dept}/people", 201, json={"agent_id": "A9", "skills": ["phone"]})
    with engine.begin() as connection:
        inputs = unzipped(jobs.large(connection, uuid.UUID(job), "inputs"), flat=False)

    assert state(admin, job)["state"] == "queued"
    assert b"A9" not in inputs["people.csv"]


def test_cancelled_before_anybody_works_on_it_it_ends_at_once(admin: Caller, dept: str, engine: Engine) -> None:
    """And is not begun afterwards; cancelled again it says that it has ended."""
    job = start(admin)
    assert admin("POST", f"{dept}/jobs/{job}/cancel", 202).json()["state"] == "cancelled"
    do(engine, job)

    assert state(admin, job)["attempts"] == 0
    admin("POST", f"{dept}/jobs/{job}/cancel", 409)


def test_cancelled_in_mid_search_it_ends_within_three_seconds_and_keeps_the_best(
    admin: Caller, engine: Engine, tmp_path: Path
) -> None:
    """The draft is a legal roster of the week, no worse than the last one told of."""
    del tmp_path
    push(admin, EXAMPLES / "team-of-50")
    job = start(admin, options=LONG)
    worker = threading.Thread(target=do, args=(engine, job))
    worker.start()
    try:
        told = wait_for(lambda: (now := state(admin, job))["objective"] and now, 120)
        asked = time.monotonic()
        admin("POST", f"{DEPT}/jobs/{job}/cancel", 202)
        ended = wait_for(lambda: (now := state(admin, job))["state"] == "cancelled" and now, 30)
        took_s = time.monotonic() - asked
    finally:
        worker.join(60)
    draft = admin("GET", f"{DEPT}/rosters/{ended['roster_id']}", 200).json()
    centre = read_department(EXAMPLES / "team-of-50").centre
    with engine.begin() as connection:
        shifts = jobs.best_of(connection, uuid.UUID(job))
        best = connection.execute(text("select best_objective from job")).scalar_one()
    assert shifts is not None
    table = Timetable(centre, Roster(MONDAY, 7, shifts))

    assert took_s < 3
    assert not worker.is_alive()
    assert best <= told["objective"]
    assert len(draft["shifts"]) == len(shifts) > 150
    assert [found for rule in centre.rules if not rule.is_soft for found in rule.check(table)] == []


def test_a_stopping_worker_puts_its_job_back_with_the_best_roster(admin: Caller, engine: Engine) -> None:
    """The next attempt begins from there, with what is left of the time."""
    push(admin, EXAMPLES / "small-office")
    options = {"week": WEEK, "time_limit_s": 5}
    job = start(admin, options=options)
    with engine.begin() as connection:
        began = time.monotonic()

    def saved() -> bool:
        with engine.begin() as connection:
            return jobs.best_of(connection, uuid.UUID(job)) is not None or time.monotonic() - began > 60

    with pytest.raises(PutBackError):
        do(engine, job, stopping=saved)
    with engine.begin() as connection:
        best = connection.execute(text("select best_objective from job")).scalar_one()
    do(engine, job)
    ended = state(admin, job)

    assert (ended["state"], ended["attempts"]) == ("done", 2)
    assert ended["objective"] <= best


def test_a_clash_is_told_in_the_words_of_the_command_line(admin: Caller, engine: Engine, tmp_path: Path) -> None:
    """The job has failed; whoever asks reads why in their language."""
    rows = "".join(f"A{at},mon-sun,00:00,24:00,unavailable\n" for at in range(1, 7))
    push(admin, write_department(tmp_path / "clash", availability=f"agent_id,days,from,to,kind\n{rows}"))
    job = start(admin)
    do(engine, job)
    english = admin("GET", f"{DEPT}/jobs/{job}", headers={"Accept-Language": "en"}).json()
    chinese = admin("GET", f"{DEPT}/jobs/{job}", headers={"Accept-Language": "zh"}).json()

    assert english["state"] == "failed"
    assert english["problem"]["title"] == "ConflictError"
    assert "A1" in english["problem"]["detail"]
    assert english["problem"]["detail"] != chinese["problem"]["detail"]
    admin("GET", f"{DEPT}/jobs/{job}/result", 404)


def test_a_job_whose_workers_all_die_is_given_up_and_keeps_its_roster(
    admin: Caller, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has failed, in words; the best roster saved is a draft."""
    push(admin, EXAMPLES / "small-office")
    job = uuid.UUID(start(admin, options=LONG))
    shifts = read_department(EXAMPLES / "small-office").centre.published[:3]
    with engine.begin() as connection:
        claimed = jobs.claim(connection, job)
        assert claimed is not None
        jobs.save_best(connection, job, claimed["attempts"], shifts, 7)
    monkeypatch.setattr("api.working.MOST_ATTEMPTS", 1)
    do(engine, str(job))
    ended = state(admin, str(job))

    assert ended["state"] == "failed"
    assert "1 workers" in ended["problem"]["detail"]
    assert len(admin("GET", f"{DEPT}/rosters/{ended['roster_id']}", 200).json()["shifts"]) == 3


def test_progress_comes_as_events_until_the_end(admin: Caller, dept: str, engine: Engine) -> None:
    """The last event says how it ended."""
    job = start(admin)
    worker = threading.Thread(target=do, args=(engine, job))
    worker.start()
    stream = admin("GET", f"{dept}/jobs/{job}/events", 200)
    worker.join(60)
    kinds = [line.removeprefix("event: ") for line in stream.text.splitlines() if line.startswith("event: ")]
    last = json.loads(stream.text.strip().splitlines()[-1].removeprefix("data: "))

    assert stream.headers["content-type"].startswith("text/event-stream")
    assert kinds[-1] == "end"
    assert set(kinds[:-1]) <= {"progress"}
    assert last["state"] == "done"


def test_scenarios_are_there_as_soon_as_they_end(admin: Caller, dept: str, engine: Engine) -> None:
    """Each of a sweep as an event and in its list, in the language-neutral figures of the what-if; a plan has none."""
    levers = ["volume*[1.1,2]", "rules.max_daily_hours.max_h=9"]
    job = start(admin, "whatif", {"week": WEEK, "levers": levers, "budget": 2})
    assert admin("GET", f"{dept}/jobs/{job}/scenarios", 200).json() == []
    do(engine, job)
    told = admin("GET", f"{dept}/jobs/{job}/scenarios", 200).json()
    stream = admin("GET", f"{dept}/jobs/{job}/events", 200).text.split("\n\n")
    events = [json.loads(each.partition("data: ")[2]) for each in stream if each.startswith("event: scenario")]

    assert [each["name"] for each in told] == [f"volume*{value} {levers[1]}" for value in ("1.1", "2")]
    assert events == told
    assert told[0]["outcome"] == "planned"
    assert told[1]["queues"][0]["verdict"] == "worse"
    assert told[1]["missing_h"] > told[0]["missing_h"]


OTHERS: dict[str, tuple[dict[str, Any], str]] = {
    "forecast": ({"from_day": "2026-11-23", "weeks": 2}, "forecast.csv"),
    "backtest": ({"origins": 2}, "backtest.csv"),
    "whatif": ({"week": WEEK, "levers": ["headcount:phone+1"], "budget": 2}, "whatif.csv"),
    "rule_cost": ({"week": WEEK, "rule": "weekly_hours.min_h=[28,30]", "budget": 2}, "rule_cost.csv"),
    "advise": ({"week": WEEK, "tried": 1, "budget": 2}, "advice.csv"),
    "cost": ({"leave": "A04:2026-11-23", "budget": 2}, "answer.csv"),
    "capacity": (
        {
            "from_day": "2026-11-25",
            "weeks": 10,
            "assumptions": {"scenario": [{"id": "more", "levers": ["volume*1.2"]}]},
        },
        "capacity_hires.csv",
    ),
    "audit": ({"from_day": "2026-11-01", "to_day": "2026-11-22"}, "audit.xlsx"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_every_other_kind_fills_its_folder(admin: Caller, engine: Engine, kind: str) -> None:
    """As the command of that name does."""
    push(admin, EXAMPLES / "community-centre")
    options, file = OTHERS[kind]
    job = start(admin, kind, options if kind != "whatif" else {**options, "levers": ["volume*1.1"]})
    do(engine, job)

    assert state(admin, job)["state"] == "done", state(admin, job)
    assert admin("GET", f"{DEPT}/jobs/{job}/result/{file}", 200).content


def test_every_kind_has_a_test() -> None:
    """Plan, simulate, repair and why are tested along with rosters."""
    assert set(TASKS) == {"plan", "simulate", "repair", "why", *OTHERS}


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("plan", {"week": "soon"}),
        ("plan", {"week": WEEK, "method": "tea leaves"}),
        ("plan", {"week": WEEK, "time_limit_s": 0}),
        ("whatif", {"week": WEEK, "levers": ["moon+1"]}),
        ("whatif", {"week": WEEK, "levers": ["volume*1.1"], "processes": 0}),
        ("rule_cost", {"week": WEEK, "rule": "weekly_hour.min_h=30"}),
        ("advise", {"week": "soon"}),
        ("capacity", {"from_day": "2026-11-25", "assumptions": {"assumptions": {"usable_share": 2}}}),
        ("capacity", {"from_day": "2026-11-25", "assumptions": {"scenario": [{"id": "x", "levers": ["moon+1"]}]}}),
        ("audit", {"from_day": "2026-11-30", "to_day": "2026-11-01"}),
        ("repair", {"now": "noon"}),
        ("cost", {}),
        ("cost", {"leave": "A04"}),
        ("why", {"skill": "phone"}),
        ("why", {"skill": "phone", "start": "2026-11-24T12:00", "end": "2026-11-24T11:00"}),
    ],
)
def test_options_that_cannot_be_met_are_refused_at_once(
    admin: Caller, dept: str, kind: str, options: dict[str, Any]
) -> None:
    """422 and no job."""
    admin("POST", f"{dept}/jobs/{kind}", 422, json=options)

    assert admin("GET", f"{dept}/jobs", 200).json() == []


def test_a_job_and_its_place_in_the_queue_are_one_transaction(admin: Caller, dept: str, engine: Engine) -> None:
    """Repeated with its Idempotency-Key it is one job; refused, it is none in either table."""
    headers = {"Idempotency-Key": "plan-48"}
    first, again = start(admin, headers=headers), start(admin, headers=headers)
    admin("POST", f"{dept}/jobs/simulate", 404, json={"roster_id": 99})
    with engine.connect() as connection:
        queued = connection.execute(text("select args->>'job_id' from procrastinate_jobs")).scalars().all()

    assert first == again
    assert queued == [first]


def test_jobs_of_one_account_are_limited(cast: Cast, admin: Caller, dept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next has to wait until one has ended; somebody else's does not."""
    del dept
    monkeypatch.setattr("api.routes.jobs.MOST_ACTIVE", 2)
    scheduler = cast.of("scheduler")
    first = start(scheduler)
    start(scheduler)
    refused = scheduler("POST", f"{DEPT}/jobs/plan", 429, json=PLAN)
    assert "Retry-After" in refused.headers
    start(admin)
    scheduler("POST", f"{DEPT}/jobs/{first}/cancel", 202)
    start(scheduler)


def test_what_comes_out_is_seen_by_those_it_is_meant_for(cast: Cast, dept: str, engine: Engine) -> None:
    """No phone numbers for a scheduler, no audit either."""
    scheduler, hr = cast.of("scheduler"), cast.of("hr")
    job = start(scheduler)
    do(engine, job)
    theirs = unzipped(scheduler("GET", f"{dept}/jobs/{job}/result", 200).content, flat=False)
    all_of_it = unzipped(hr("GET", f"{dept}/jobs/{job}/result", 200).content, flat=False)

    assert set(all_of_it) - set(theirs) == {"call_in.csv"}
    scheduler("GET", f"{dept}/jobs/{job}/result/call_in.csv", 404)
    scheduler("POST", f"{dept}/jobs/audit", 403, json={"from_day": "2026-11-01", "to_day": "2026-11-02"})


def test_a_job_of_another_department_is_not_found(admin: Caller, dept: str, client: TestClient) -> None:
    """Nor is any without signing in."""
    job = start(admin)
    admin(
        "POST",
        "/v1/centres",
        201,
        json={"id": "other", "toml": EXAMPLE_TOML},
    )

    admin("GET", f"/v1/centres/other/jobs/{job}", 404)
    assert client.get(f"{dept}/jobs/{job}").status_code == 401
