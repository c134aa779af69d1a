"""Signing in: passwords, tokens, keys, the limit on failures, and the language of a refusal."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select, text

from api.serving import first_key
from api.store.tables import account, api_key
from tests.api.service.people import Caller, Cast

LIN = {"name": "lin", "role": "scheduler", "password": "a long password"}


def log_in(client: TestClient, password: str = LIN["password"], name: str = "lin") -> Any:
    return client.post("/v1/tokens", json={"name": name, "password": password})


def test_the_first_start_makes_one_key_and_the_second_none(engine: Engine, client: TestClient) -> None:
    """The key signs in as the administrator; it is not printed again unless asked for."""
    key = first_key(engine)

    assert key is not None
    assert first_key(engine) is None
    assert first_key(engine, again=True) not in (None, key)
    assert client.get("/v1/me", headers={"Authorization": f"Bearer {key}"}).json()["role"] == "admin"


def test_a_log_in_gives_a_token_that_can_be_taken_back(admin: Caller, client: TestClient) -> None:
    """Log in, use it, log out; then it is good for nothing."""
    admin("POST", "/v1/accounts", 201, json=LIN)
    token = log_in(client).json()
    headers = {"Authorization": f"Bearer {token['key']}"}

    assert client.get("/v1/me", headers=headers).json()["name"] == "lin"
    assert client.delete(f"/v1/keys/{token['id']}", headers=headers).status_code == 204
    assert client.get("/v1/me", headers=headers).status_code == 401


def test_neither_passwords_nor_keys_are_kept(admin: Caller, client: TestClient, engine: Engine) -> None:
    """The database holds an argon2 hash and a SHA-256."""
    admin("POST", "/v1/accounts", 201, json=LIN)
    token = log_in(client).json()["key"]
    with engine.connect() as connection:
        hashes = connection.execute(select(account.c.password_hash).where(account.c.name == "lin")).scalars().all()
        keys = connection.execute(select(api_key.c.sha256)).scalars().all()

    assert all(kept is not None and kept.startswith("$argon2id$") for kept in hashes)
    assert token not in keys


def test_the_sixth_attempt_has_to_wait(admin: Caller, client: TestClient) -> None:
    """After five failures even the right password is not looked at; another name is."""
    admin("POST", "/v1/accounts", 201, json=LIN)
    admin("POST", "/v1/accounts", 201, json={**LIN, "name": "mo"})
    failed = [log_in(client, "wrong").status_code for _ in range(5)]
    refused = log_in(client)

    assert failed == [401] * 5
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert log_in(client, name="mo").status_code == 201


def test_a_changed_password_ends_the_other_sessions(admin: Caller, client: TestClient) -> None:
    """The session that changed it stays."""
    admin("POST", "/v1/accounts", 201, json=LIN)
    here, there = ({"Authorization": f"Bearer {log_in(client).json()['key']}"} for _ in range(2))
    body = {"old": LIN["password"], "new": "another password"}

    assert client.put("/v1/me/password", json=body, headers=here).status_code == 204
    assert [client.get("/v1/me", headers=each).status_code for each in (here, there)] == [200, 401]
    assert log_in(client, "another password").status_code == 201


@pytest.mark.parametrize("body", [{"disabled": True}, {"role": "hr"}, {"password": "something else"}])
def test_what_takes_something_away_ends_the_sessions(admin: Caller, client: TestClient, body: dict[str, Any]) -> None:
    """Disabled, another role, a reset password: the old tokens are good for nothing."""
    etag = admin("POST", "/v1/accounts", 201, json=LIN).headers["ETag"]
    headers = {"Authorization": f"Bearer {log_in(client).json()['key']}"}
    admin("PUT", "/v1/accounts/lin", 200, json={"role": "scheduler", **body}, headers={"If-Match": etag})

    assert client.get("/v1/me", headers=headers).status_code == 401


def test_an_account_read_before_somebody_changed_it_is_not_written(admin: Caller) -> None:
    """412, with what stands there now and its ETag."""
    etag = admin("POST", "/v1/accounts", 201, json=LIN).headers["ETag"]
    admin("PUT", "/v1/accounts/lin", 200, json={"role": "hr"}, headers={"If-Match": etag})
    late = admin("PUT", "/v1/accounts/lin", 412, json={"role": "lead"}, headers={"If-Match": etag})

    assert late.json()["current"]["role"] == "hr"
    assert admin("PUT", "/v1/accounts/lin", 200, json={"role": "lead"}, headers={"If-Match": late.headers["ETag"]})


def test_a_repeated_request_is_done_once(admin: Caller) -> None:
    """The same Idempotency-Key gives the same answer; with another request it is refused."""
    headers = {"Idempotency-Key": "once"}
    first = admin("POST", "/v1/accounts", 201, json=LIN, headers=headers)
    again = admin("POST", "/v1/accounts", 201, json=LIN, headers=headers)

    assert (first.json(), first.headers["ETag"]) == (again.json(), again.headers["ETag"])
    assert len(admin("GET", "/v1/accounts", 200).json()) == 2
    admin("POST", "/v1/accounts", 422, json={**LIN, "name": "mo"}, headers=headers)


def test_a_key_is_not_kept_for_a_repeated_request(admin: Caller, engine: Engine) -> None:
    """It is made once and shown once; the repetition says so."""
    headers = {"Idempotency-Key": "once"}
    key = admin("POST", "/v1/keys", 201, json={"name": "export"}, headers=headers).json()["key"]
    admin("POST", "/v1/keys", 409, json={"name": "export"}, headers=headers)
    with engine.connect() as connection:
        kept = connection.execute(text("select convert_from(body, 'UTF8') from kept_answer")).scalars().all()

    assert len(admin("GET", "/v1/keys", 200).json()) == 2
    assert key not in "".join(kept)


def test_every_wrong_field_is_named_in_the_language_asked_for(admin: Caller) -> None:
    """A problem lists each field with what was expected."""
    body = {"name": "a b", "role": "boss", "password": "short"}
    problem = admin("POST", "/v1/accounts", 422, json=body, headers={"Accept-Language": "fr, zh;q=0.9, en;q=0.5"})
    errors = problem.json()["errors"]

    assert problem.headers["content-type"] == "application/problem+json"
    assert len(errors) == 3
    assert all("应" in sentence or "需要" in sentence or "期望" in sentence for sentence in errors), errors
    assert [field for field in ("body.name", "body.role", "body.password") if field not in str(errors)] == []


def test_the_audit_log_holds_who_did_what_and_cannot_be_changed(admin: Caller, engine: Engine) -> None:
    """Before and after of every change; the database refuses to change or delete an entry."""
    etag = admin("POST", "/v1/accounts", 201, json=LIN, headers={"X-Request-Id": "r-1"}).headers["ETag"]
    admin("PUT", "/v1/accounts/lin", 200, json={"role": "hr"}, headers={"If-Match": etag})
    changed, made = admin("GET", "/v1/audit", 200).json()[:2]

    assert (made["who"], made["action"], made["request_id"]) == ("admin", "create", "r-1")
    assert (changed["before"]["role"], changed["after"]["role"]) == ("scheduler", "hr")
    assert "password" not in str(made)
    for sql in ("update audit set who = 'x'", "delete from audit", "truncate audit"):
        with engine.connect() as connection, pytest.raises(Exception, match="append-only"):
            connection.execute(text(sql))


def test_a_refused_change_leaves_no_audit_entry(admin: Caller) -> None:
    """Change and entry are one transaction."""
    admin("POST", "/v1/accounts", 201, json=LIN)
    before = admin("GET", "/v1/audit", 200).json()
    admin("POST", "/v1/accounts", 409, json=LIN)

    assert admin("GET", "/v1/audit", 200).json() == before


def test_an_agent_belongs_to_a_person(cast: Cast, admin: Caller) -> None:
    """An agent's account without a person would see nothing, or everything: refused."""
    admin("POST", "/v1/accounts", 422, json={"name": "x", "role": "agent"})
    agent = cast.of("agent", person=("team", "A1"))

    assert agent("GET", "/v1/me", 200).json()["agent_id"] == "A1"
