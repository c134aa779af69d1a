"""Who may do what: the scopes, the roles they make up, and the one signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from sqlalchemy import Connection

from api.errors import ForbiddenError, NotSignedInError
from api.store import accounts
from api.store.database import Db
from wfm.messages import say

Role = Literal["scheduler", "manager", "hr", "lead", "agent", "admin"]
Scope = Literal[
    "own:read", "own:write", "department:read", "department:write", "attendance:read", "attendance:write", "people:private",
    "requests:decide", "swaps:decide", "rosters:read", "rosters:write", "rosters:publish", "jobs:read", "jobs:run",
    "personal:erase", "accounts:manage", "audit:read", "operations:read", "self",
]  # fmt: skip
SCOPES: Mapping[Scope, str] = {
    "self": "know who one is and manage one's own keys",
    "own:read": "see one's own data",
    "own:write": "ask for leave, state wishes and offer shifts",
    "department:read": "see a department: queues, people without private data, leave, volumes",
    "department:write": "change a department",
    "attendance:read": "see the sign-in log and what was achieved",
    "attendance:write": "record the sign-in log",
    "people:private": "see and change phone numbers, addresses and emergency contacts",
    "requests:decide": "decide on leave and exceptions, never on one's own",
    "swaps:decide": "confirm or refuse swaps that people have agreed on, never one's own",
    "rosters:read": "see rosters",
    "rosters:write": "draft and edit rosters",
    "rosters:publish": "publish rosters",
    "jobs:read": "see jobs and their results",
    "jobs:run": "start and cancel jobs",
    "personal:erase": "hand out and erase a person's data",
    "accounts:manage": "manage accounts",
    "audit:read": "read the audit log",
    "operations:read": "read metrics",
}
_STAFF: tuple[Scope, ...] = ("self", "department:read", "rosters:read", "jobs:read")
ROLES: Mapping[Role, frozenset[Scope]] = {
    "scheduler": frozenset(
        (*_STAFF, "department:write", "rosters:write", "rosters:publish", "swaps:decide", "jobs:run")
    ),
    "manager": frozenset(
        (*_STAFF, "department:write", "rosters:write", "rosters:publish", "swaps:decide", "jobs:run", "attendance:read")
    ),
    "hr": frozenset((*_STAFF, "jobs:run", "attendance:read", "attendance:write", "people:private", "personal:erase")),
    "lead": frozenset((*_STAFF, "rosters:write", "swaps:decide", "jobs:run", "attendance:read", "attendance:write")),
    "agent": frozenset(("self", "own:read", "own:write")),
    "admin": frozenset(scope for scope in SCOPES if not scope.startswith("own:")),
}
"""No role but admin brings `requests:decide`: it is granted to a person, the station manager, and never for oneself."""
GRANTS: tuple[Scope, ...] = ("requests:decide", "audit:read", "people:private", "operations:read")
"""Scopes that an account may be given beyond its role."""


@dataclass(frozen=True)
class Principal:
    """
    The one signed in.

    Attributes
    ----------
    centre_id, agent_id
        The person of a team sheet this account belongs to, if any; it sees no other centre.
    """

    account_id: int
    name: str
    role: Role
    scopes: frozenset[str]
    centre_id: str | None = None
    agent_id: str | None = None
    key_id: int | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Principal:
        """Of a row of accounts."""
        role: Role = row["role"]
        scopes = ROLES[role] | frozenset(row["grants"])
        return cls(row["id"], row["name"], role, scopes, row["centre_id"], row["agent_id"], row.get("key_id"))

    def may(self, scope: Scope) -> bool:
        """Whether this may be done."""
        return scope in self.scopes

    def must(self, scope: Scope) -> None:
        """A refusal where it may not."""
        if not self.may(scope):
            raise ForbiddenError(say("scope_missing", name=self.name, scope=scope))

    def is_person(self, centre_id: str, agent_id: str) -> bool:
        """Whether it is that person's own account."""
        return (self.centre_id, self.agent_id) == (centre_id, agent_id)


BEARER = HTTPBearer(auto_error=False, description="A token of POST /v1/tokens, or an API key.")


def signed_in(
    connection: Db,
    needed: SecurityScopes,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)],
) -> Principal:
    """The one signed in, who has one of the scopes the route asks for."""
    if credentials is None:
        raise NotSignedInError(say("not_signed_in"))
    principal = principal_of(connection, credentials.credentials)
    if not principal.scopes.intersection(needed.scopes):
        scope = needed.scopes[0]
        raise ForbiddenError(say("scope_missing", name=principal.name, scope=scope))
    return principal


def principal_of(connection: Connection, key: str) -> Principal:
    """Whom a key belongs to; a refusal where it is good for nobody."""
    row = accounts.account_of_key(connection, key)
    if row is None:
        raise NotSignedInError(say("key_unknown"))
    accounts.used(connection, row)
    return Principal.of(row)


def needs(*scopes: Scope) -> Any:
    """What a route asks for: any one of these scopes."""
    return Security(signed_in, scopes=list(scopes))
