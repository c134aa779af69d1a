"""Every route asks for a scope, and every role gets as far as its scopes go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import ROUTERS
from api.security import GRANTS, ROLES, SCOPES, Role, Scope
from api.transaction import TransactionRoute
from tests.api.service.people import Cast

PUBLIC = {
    ("GET", "/health"), ("GET", "/ready"), ("POST", "/v1/tokens"), ("GET", "/v1/feeds/{key}.ics"), ("GET", "/v1/sign-in"),
    ("POST", "/v1/sign-in/oidc"), ("POST", "/v1/sign-in/oidc/token"),
}  # fmt: skip
"""What needs no sign-in: signs of life, signing in, and a calendar, whose address is its key."""
FILLED = {
    "centre": "dept", "row_id": "x", "entry_id": "x", "name": "x", "key_id": "9", "roster_id": "9", "offer_id": "9",
    "agent_id": "A2", "day": "2026-11-24", "job_id": "00000000-0000-4000-8000-000000000000", "file": "proof.json",
    "key": "paiban_x",
}  # fmt: skip


@dataclass(frozen=True)
class Operation:
    """A route of the description, with the scopes any one of which it asks for."""

    method: str
    path: str
    scopes: frozenset[str]

    @property
    def filled(self) -> str:
        return re.sub(r"\{(\w+)(?::path)?\}", lambda match: FILLED[match[1]], self.path)


def operations(app: FastAPI) -> Iterator[Operation]:
    for path, methods in app.openapi()["paths"].items():
        for method, described in methods.items():
            scopes = {scope for asked in described.get("security", []) for each in asked.values() for scope in each}
            yield Operation(method.upper(), path, frozenset(scopes))


def test_every_route_but_the_public_ones_asks_for_a_known_scope(client: TestClient) -> None:
    """And the public ones are those."""
    found = list(operations(client.app))  # type: ignore[arg-type]
    without = {(each.method, each.path) for each in found if not each.scopes}

    assert without == PUBLIC
    assert {scope for each in found for scope in each.scopes} <= set(SCOPES)


def test_every_route_is_in_the_description_and_in_a_transaction(client: TestClient) -> None:
    """Nothing is served that the walk above does not see; whatever signs in does so in the transaction of its request."""
    described = {(each.method, each.path) for each in operations(client.app)}  # type: ignore[arg-type]
    routes: list[Any] = [route for router in ROUTERS for route in router.routes]
    served = {
        (method, route.path.replace(":path}", "}")) for route in routes for method in route.methods if method != "HEAD"
    }

    assert served == described
    assert {route.path for route in routes if not isinstance(route, TransactionRoute)} == {"/health", "/ready"}


def test_scopes_roles_and_grants_name_the_same_things() -> None:
    """Every scope is explained and held by somebody; nobody but the administrator may decide without being granted it."""
    assert set(SCOPES) == set(get_args(Scope))
    assert set(ROLES) == set(get_args(Role))
    assert set().union(*ROLES.values()) == set(SCOPES)
    assert [role for role, scopes in ROLES.items() if "requests:decide" in scopes] == ["admin"]
    assert "requests:decide" in GRANTS


def test_nobody_gets_anywhere_without_signing_in(client: TestClient) -> None:
    """401, in a problem."""
    for each in operations(client.app):  # type: ignore[arg-type]
        if each.scopes:
            answer = client.request(each.method, each.filled)
            assert answer.status_code == 401, each
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("role", get_args(Role))
def test_each_role_on_each_route(role: Role, cast: Cast, client: TestClient) -> None:
    """403 exactly where the role has none of the scopes; further on, what is asked for may be missing or wrong."""
    person = ("dept", "A2") if role == "agent" else None
    caller = cast.of(role, person=person)
    for each in operations(client.app):  # type: ignore[arg-type]
        if each.scopes and each.path != "/v1/keys/{key_id}":
            status = caller(each.method, each.filled, headers={"If-Match": "*"}).status_code
            assert (status == 403) == (not each.scopes & ROLES[role]), (each, status)
            assert status < 500, (each, status)
