"""Accounts: who may sign in, in which role, and for which person of a team sheet."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Path, Response
from pydantic import Field, model_validator
from starlette.status import HTTP_201_CREATED

from api.audit import note_change
from api.errors import NotFoundError, TakenError
from api.etag import IfMatch, etag, must_match
from api.routes.tokens import Password
from api.security import Principal, Role, needs
from api.store import accounts
from api.store.database import Db
from api.transaction import TransactionRoute
from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Id, Model

router = APIRouter(prefix="/v1/accounts", tags=["accounts"], route_class=TransactionRoute)

Grant = Literal["requests:decide", "audit:read", "people:private", "operations:read"]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$", examples=["lin@example.com"])]
Subject = Annotated[str, Field(min_length=1, max_length=255, examples=["248289761001"])]
Name = Annotated[str, Path(max_length=100, pattern=r"^[^;,\s]+$")]


class AccountChange(Model):
    """
    What an account may do; an agent's belongs to a person of a team sheet.

    `email` or `subject` lets the person sign in through the issuer the service is told of, `subject` being the issuer's own name.
    """

    role: Role
    grants: tuple[Grant, ...] = Field((), examples=[["requests:decide"]])
    centre_id: Id | None = None
    agent_id: Id | None = None
    disabled: Annotated[bool, Field(strict=True)] = False
    password: Password | None = None
    email: Email | None = None
    subject: Subject | None = None

    @model_validator(mode="after")
    def _of_a_person(self) -> Self:
        if (self.centre_id is None) != (self.agent_id is None) or (self.role == "agent" and self.agent_id is None):
            raise InputError(say("account_of_whom"))
        return self


class NewAccount(AccountChange):
    """The same with a name."""

    name: Annotated[Id, Field(max_length=100, examples=["lin"])]


class Account(Model):
    """An account, without its password."""

    name: str
    role: Role
    grants: tuple[Grant, ...]
    centre_id: str | None
    agent_id: str | None
    disabled: bool
    email: str | None
    subject: str | None


Manager = Annotated[Principal, needs("accounts:manage")]


def _told(row: dict[str, Any]) -> Account:
    return Account(**{name: row[name] for name in Account.model_fields})


def _values(body: AccountChange) -> dict[str, Any]:
    values = body.model_dump(exclude={"password"})
    values["grants"] = list(body.grants)
    if body.password is not None:
        values["password_hash"] = accounts.PASSWORDS.hash(body.password)
    return values


def _found(connection: Db, name: str) -> dict[str, Any]:
    row = accounts.account_named(connection, name, for_change=True)
    if row is None:
        raise NotFoundError(say("thing_missing", thing="account", name=name))
    return row


@router.get("")
def all_accounts(connection: Db, _who: Manager) -> list[Account]:
    """Every account."""
    return [_told(row) for row in accounts.all_accounts(connection)]


@router.post("", status_code=HTTP_201_CREATED)
def add(body: NewAccount, connection: Db, who: Manager, response: Response) -> Account:
    """A new account; without a password it signs in by nothing but keys."""
    if accounts.account_named(connection, body.name) is not None:
        raise TakenError(say("thing_taken", thing="account", name=body.name))
    account = _told(accounts.add_account(connection, **_values(body)))
    note_change(connection, who.name, "create", "account", body.name, after=account.model_dump(mode="json"))
    response.headers["ETag"] = etag(1)
    return account


@router.get("/{name}")
def one(name: Name, connection: Db, _who: Manager, response: Response) -> Account:
    """One account."""
    row = _found(connection, name)
    response.headers["ETag"] = etag(row["version"])
    return _told(row)


@router.put("/{name}")
def change(
    name: Name, body: AccountChange, connection: Db, who: Manager, response: Response, if_match: IfMatch
) -> Account:
    """Change role, grants, password or whose it is; its tokens and keys are taken back where that takes something away."""
    row = _found(connection, name)
    before = _told(row)
    must_match(if_match, row["version"], name, before.model_dump(mode="json"))
    changed = accounts.change_account(connection, row["id"], **_values(body))
    whose = (body.email, body.subject) != (before.email, before.subject)
    if body.disabled or body.password is not None or body.role != before.role or whose:
        accounts.drop_keys(connection, row["id"])
    after = _told(changed)
    note_change(
        connection, who.name, "change", "account", name, before=before.model_dump(mode="json"),
        after=after.model_dump(mode="json"),
    )  # fmt: skip
    response.headers["ETag"] = etag(changed["version"])
    return after
