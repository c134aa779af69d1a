"""The service does what its description says, whatever it is sent: schemathesis on every operation, signed in, every check."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from sqlalchemy import create_engine

from api.app import create_app
from api.archive import zipped
from api.store import accounts
from api.store.database import connect
from api.warm import load_code
from tests.api.service.conftest import new_database
from tests.api.service.departments import DEPT, push
from tests.api.service.people import Caller
from tests.department import WEEK, write_department
from wfm.formats.department import folder_files

REQUESTS = int(os.environ.get("WFM_TEST_REQUESTS", "2"))
"""Requests made up for each operation, right ones and wrong ones; some hundred for a thorough run."""
KNOWN = {"centre": "dept", "agent_id": "A3", "day": "2026-11-24", "roster_id": 1, "name": "admin"}
"""Path parameters that lead somewhere: otherwise everything is missing."""
SPARE = "spare"
"""A department that may be taken away."""
PASSWORD = "a long password"
TAKE_AWAY = {
    "DELETE /v1/centres/{centre}/people/{agent_id}/personal-data", "DELETE /v1/centres/{centre}", "PUT /v1/accounts/{name}",
    "DELETE /v1/keys/{key_id}", "PUT /v1/me/password",
}  # fmt: skip
"""Operations that would end the test's own session, or what it works on: each request is of, and about, an account of its own."""

SETTLED = schemathesis.Config.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 401, 403, 404, 409, 412, 422, 429]}}}
)
"""What no schema of one request can say, a row that must agree with other rows, is refused with 422 and a sentence."""


@schemathesis.serializer("application/toml", "application/zip")
def _as_it_is(_context: Any, value: Any) -> Any:
    """Text and archives are sent as they are."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


APP = create_app(create_engine("postgresql+psycopg://"))  # its database is set once there is one
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", APP, config=SETTLED)


def operations() -> Iterator[APIOperation[Any, Any, Any, Any]]:
    for found in SCHEMA.get_all_operations():
        assert isinstance(found, Ok), found.err()
        yield found.ok()


OPERATIONS = {each.label: each for each in operations()}


@pytest.fixture(scope="module")
def key(server: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The key of an administrator, of a service with departments, a roster and a job."""
    load_code()  # no request may take as long as compiling does
    with new_database(server, template) as url:
        APP.state.engine = connect(url)
        with APP.state.engine.begin() as connection:
            row = accounts.add_account(connection, name="admin", role="admin", grants=[])
            _, key = accounts.issue_key(connection, row["id"], "test", None)
        admin = Caller(TestClient(APP), "admin", key)
        folder = write_department(tmp_path_factory.mktemp("contract"))
        push(admin, folder)
        admin("PUT", f"/v1/centres/{SPARE}/folder", 200, content=zipped(folder_files(folder)))
        admin("POST", f"{DEPT}/rosters", 201, json={"week": "2026-11-24"})
        admin("POST", f"{DEPT}/jobs/plan", 202, json={"week": WEEK})
        yield key
        APP.state.engine.dispose()


def alone() -> tuple[str, dict[str, Any]]:
    """The key of a new account, and path parameters that lead to what is its own and to the department that may go."""
    with APP.state.engine.begin() as connection:
        name = f"spare-{uuid.uuid4()}"
        row = accounts.add_account(
            connection, name=name, role="admin", grants=[], password_hash=accounts.PASSWORDS.hash(PASSWORD)
        )
        number, own_key = accounts.issue_key(connection, row["id"], "test", None)
    return own_key, KNOWN | {"centre": SPARE, "name": name, "key_id": number}


MODES = {
    f"{label} {mode.value}": (label, mode)
    for label, each in sorted(OPERATIONS.items())
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if (mode is GenerationMode.POSITIVE or list(each.iter_parameters()) or each.body)
}


@pytest.mark.parametrize(("label", "mode"), MODES.values(), ids=MODES)
def test_the_service_does_what_its_description_says(label: str, mode: GenerationMode, key: str) -> None:
    """No failure of ours, no undocumented status, body or header, nothing accepted that the description calls wrong."""

    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    @settings(
        max_examples=REQUESTS, suppress_health_check=list(HealthCheck), derandomize=True, deadline=None, database=None,
        phases=[Phase.generate],
    )  # fmt: skip
    def check(case: Case[Any]) -> None:
        own_key, known = alone() if label in TAKE_AWAY else (key, KNOWN)
        if mode is GenerationMode.POSITIVE:
            for name in known.keys() & (case.path_parameters or {}).keys():
                case.path_parameters[name] = known[name]
            if label == "PUT /v1/me/password":
                assert isinstance(case.body, dict)
                case.body["old"] = PASSWORD
        case.call_and_validate(headers={"Authorization": f"Bearer {own_key}"})

    check()


def test_what_one_request_makes_the_next_can_use(key: str) -> None:
    """Requests in sequences, each with what the ones before it gave: made, read, changed, deleted, and no longer there."""

    class Signed(SCHEMA.as_state_machine()):  # type: ignore[misc]
        """Signed in."""

        def get_call_kwargs(self, _case: Case[Any]) -> dict[str, Any]:
            return {"headers": {"Authorization": f"Bearer {key}"}}

    Signed.run(
        settings=settings(
            max_examples=REQUESTS, stateful_step_count=10, suppress_health_check=list(HealthCheck), derandomize=True,
            deadline=None, database=None, phases=[Phase.generate],
        )
    )  # fmt: skip


def test_the_operations_that_take_something_away_are_there() -> None:
    """None has been renamed: it would be sent for as the administrator."""
    assert OPERATIONS.keys() >= TAKE_AWAY


def test_every_body_has_an_example() -> None:
    """So that whoever reads the description can try it."""
    without = []
    for path, methods in APP.openapi()["paths"].items():
        for method, described in methods.items():
            for kind, content in described.get("requestBody", {}).get("content", {}).items():
                if kind != "application/zip" and not _has_example(content):
                    without.append(f"{method.upper()} {path}")
    assert without == []


def _has_example(content: dict[str, Any]) -> bool:
    schema = content["schema"]
    named = schema.get("$ref", "").rpartition("/")[2]
    model = APP.openapi()["components"]["schemas"].get(named, {})
    return "example" in str(content) or "example" in str(model)
