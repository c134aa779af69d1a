"""Logging in and out, one's own account, and one's own keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field
from sqlalchemy import Connection, Engine
from starlette.status import HTTP_201_CREATED, HTTP_204_NO_CONTENT

from api.audit import note_change
from api.errors import NotFoundError, NotSignedInError, TooManyError
from api.security import Principal, Role, needs
from api.store import accounts
from api.store.database import Database, Db
from api.transaction import TransactionRoute
from wfm.messages import say
from wfm.model import Model, Text, Whole

router = APIRouter(prefix="/v1", tags=["sign-in"], route_class=TransactionRoute)

TOKEN_LASTS = timedelta(hours=12)
MOST_FAILURES, WITHIN = 5, timedelta(minutes=15)
SHORTEST_PASSWORD = 10

Password = Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=200, examples=["correct horse battery"])]
KeyNumber = Annotated[int, Field(ge=1, le=2**63 - 1)]


class LogIn(Model):
    """Name and password."""

    name: Annotated[str, Field(max_length=200, examples=["lin"])]
    password: Annotated[str, Field(max_length=200, examples=["correct horse battery"])]


class Token(Model):
    """A key for the header ``Authorization: Bearer KEY``; shown this once."""

    id: int
    key: str
    expires_at: datetime | None


class Me(Model):
    """Who is signed in, and what that allows."""

    name: str
    role: Role
    scopes: tuple[str, ...]
    centre_id: str | None
    agent_id: str | None


class NewKey(Model):
    """A name for a key, and how long it is good; absent, until it is taken back."""

    name: Annotated[Text, Field(max_length=100, examples=["nightly export"])]
    days: Annotated[Whole, Field(ge=1, le=3650)] | None = None


class Key(Model):
    """A key, without the key itself."""

    id: int
    name: str
    purpose: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class NewPassword(Model):
    """The old password and the new."""

    old: Annotated[str, Field(max_length=200)]
    new: Password


@contextmanager
def failures_counted(engine: Engine, request: Request, name: str = "") -> Iterator[None]:
    """Signing in within: refused after too many failures of a name, or from an address; a failure counts though it is refused."""
    address = request.client.host if request.client else "-"
    with engine.begin() as counting:  # not in the transaction of the request, which a refusal rolls back
        if accounts.failures(counting, name, address, WITHIN) >= MOST_FAILURES:
            minutes = int(WITHIN.total_seconds() // 60)
            raise TooManyError(say("log_in_too_often", minutes=minutes), int(WITHIN.total_seconds()))
    try:
        yield
    except NotSignedInError:
        with engine.begin() as counting:
            accounts.note_failure(counting, name, address)
        raise


def signed_in_as(connection: Connection, account_id: int, response: Response) -> Token:
    """A token of an account for twelve hours, in an answer that nobody keeps."""
    response.headers["Cache-Control"] = "no-store"
    number, key = accounts.issue_key(connection, account_id, "log-in", TOKEN_LASTS)
    return Token(id=number, key=key, expires_at=datetime.now(UTC) + TOKEN_LASTS)


@router.post("/tokens", status_code=HTTP_201_CREATED)
def log_in(body: LogIn, request: Request, connection: Db, engine: Database, response: Response) -> Token:
    """Log in: a token for twelve hours. After five failures of a name within a quarter of an hour it has to wait."""
    with failures_counted(engine, request, body.name):
        row = accounts.account_named(connection, body.name)
        kept = None if row is None else row["password_hash"]
        if not accounts.is_password(kept, body.password) or row is None or row["disabled"]:
            raise NotSignedInError(say("log_in_wrong"))
    return signed_in_as(connection, row["id"], response)


@router.get("/me")
def me(who: Annotated[Principal, needs("self")]) -> Me:
    """Who is signed in."""
    return Me(
        name=who.name, role=who.role, scopes=tuple(sorted(who.scopes)), centre_id=who.centre_id, agent_id=who.agent_id
    )


@router.put("/me/password", status_code=HTTP_204_NO_CONTENT)
def change_password(body: NewPassword, connection: Db, who: Annotated[Principal, needs("self")]) -> None:
    """A new password; every other token and key of the account is taken back."""
    row = accounts.account_named(connection, who.name, for_change=True)
    if row is None or not accounts.is_password(row["password_hash"], body.old):
        raise NotSignedInError(say("log_in_wrong"))
    accounts.change_account(connection, who.account_id, password_hash=accounts.PASSWORDS.hash(body.new))
    for key in accounts.keys_of(connection, who.account_id):
        if key["id"] != who.key_id:
            accounts.drop_key(connection, who.account_id, key["id"])
    note_change(connection, who.name, "password", "account", who.name)


@router.get("/keys")
def keys(connection: Db, who: Annotated[Principal, needs("self")]) -> list[Key]:
    """One's own tokens and keys."""
    return [Key(**row) for row in accounts.keys_of(connection, who.account_id)]


@router.post("/keys", status_code=HTTP_201_CREATED)
def new_key(body: NewKey, connection: Db, who: Annotated[Principal, needs("self")], response: Response) -> Token:
    """An API key, shown this once."""
    response.headers["Cache-Control"] = "no-store"
    lasts = None if body.days is None else timedelta(days=body.days)
    number, key = accounts.issue_key(connection, who.account_id, body.name, lasts)
    note_change(connection, who.name, "create", "key", str(number), after={"name": body.name, "days": body.days})
    return Token(id=number, key=key, expires_at=None if lasts is None else datetime.now(UTC) + lasts)


@router.delete("/keys/{key_id}", status_code=HTTP_204_NO_CONTENT)
def drop_key(key_id: KeyNumber, connection: Db, who: Annotated[Principal, needs("self")]) -> Response:
    """Take a token or key back; one's own token: log out."""
    if not accounts.drop_key(connection, who.account_id, key_id):
        raise NotFoundError(say("thing_missing", thing="key", name=key_id))
    note_change(connection, who.name, "delete", "key", str(key_id))
    return Response(status_code=HTTP_204_NO_CONTENT)
