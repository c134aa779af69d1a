"""Who calls the service in a test: a signed-in account of some role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.security import Role
from api.store import accounts


@dataclass(frozen=True)
class Caller:
    """A client with the key of one account."""

    client: TestClient
    name: str
    key: str

    def __call__(self, method: str, path: str, expect: int | None = None, **rest: Any) -> httpx.Response:
        """Send a request; `expect` is the status it must be answered with."""
        headers = {"Authorization": f"Bearer {self.key}", **rest.pop("headers", {})}
        answer: httpx.Response = self.client.request(method, path, headers=headers, **rest)
        assert expect is None or answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer


@dataclass(frozen=True)
class Cast:
    """Makes accounts."""

    client: TestClient
    engine: Engine

    def of(
        self, role: Role, name: str = "", person: tuple[str, str] | None = None, grants: tuple[str, ...] = ()
    ) -> Caller:
        """An account of a role, for a person (centre and id) if one is named."""
        centre_id, agent_id = person or (None, None)
        with self.engine.begin() as connection:
            row = accounts.add_account(
                connection, name=name or role, role=role, grants=list(grants), centre_id=centre_id, agent_id=agent_id
            )
            _, key = accounts.issue_key(connection, row["id"], "test", None)
        return Caller(self.client, name or role, key)
