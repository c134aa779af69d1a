"""Accounts and their keys. Passwords are kept as argon2 hashes, keys as SHA-256: they are long and random already."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pwdlib import PasswordHash
from sqlalchemy import Connection, delete, func, or_, select, update

from api.store.tables import account, api_key, failed_log_in

PASSWORDS = PasswordHash.recommended()
NOBODY = PASSWORDS.hash(secrets.token_urlsafe())
"""Compared with where there is no such account: an unknown name takes as long as a wrong password."""
PREFIX = "paiban_"
EVERYTHING = "everything"
"""The purpose of a key that does what its account may; a key for one purpose is good for nothing else."""


def sha256(key: str) -> str:
    """How a key is kept."""
    return hashlib.sha256(key.encode()).hexdigest()


def issue_key(
    connection: Connection, account_id: int, name: str, lasts: timedelta | None, purpose: str = EVERYTHING
) -> tuple[int, str]:
    """A new key of an account: its number, and the key itself, which is not kept."""
    key = PREFIX + secrets.token_urlsafe(32)
    expires_at = None if lasts is None else datetime.now(UTC) + lasts
    values = {
        "account_id": account_id,
        "name": name,
        "sha256": sha256(key),
        "created_at": func.now(),
        "purpose": purpose,
    }
    number = connection.execute(api_key.insert().values(**values, expires_at=expires_at).returning(api_key.c.id))
    return number.scalar_one(), key


def account_of_key(connection: Connection, key: str, purpose: str = EVERYTHING) -> dict[str, Any] | None:
    """The account a key belongs to, if the key is still good, for this purpose, and the account not disabled."""
    good = or_(api_key.c.expires_at.is_(None), api_key.c.expires_at > func.now())
    lately = func.coalesce(api_key.c.last_used_at > func.now() - timedelta(minutes=1), False).label("used_lately")
    query = select(account, api_key.c.id.label("key_id"), lately)
    query = query.join(api_key, api_key.c.account_id == account.c.id)
    query = query.where((api_key.c.sha256 == sha256(key)) & (api_key.c.purpose == purpose) & good & ~account.c.disabled)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def used(connection: Connection, key: Mapping[str, Any]) -> None:
    """Remember when the key of a row of `account_of_key` was last used, to the minute; nobody waits for another who does."""
    if not key["used_lately"]:
        free = select(api_key.c.id).where(api_key.c.id == key["key_id"]).with_for_update(skip_locked=True)
        connection.execute(update(api_key).where(api_key.c.id.in_(free)).values(last_used_at=func.now()))


def keys_of(connection: Connection, account_id: int) -> list[dict[str, Any]]:
    """The keys of an account, without the keys themselves."""
    columns = [column for column in api_key.c if column.name not in ("sha256", "account_id")]
    query = select(*columns).where(api_key.c.account_id == account_id).order_by(api_key.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def drop_key(connection: Connection, account_id: int, key_id: int) -> bool:
    """Take a key back; whether there was one."""
    named = (api_key.c.id == key_id) & (api_key.c.account_id == account_id)
    return connection.execute(delete(api_key).where(named)).rowcount == 1


def drop_keys(connection: Connection, account_id: int, purpose: str | None = None) -> None:
    """Take every key of an account back, or those for one purpose."""
    of_account = delete(api_key).where(api_key.c.account_id == account_id)
    connection.execute(of_account if purpose is None else of_account.where(api_key.c.purpose == purpose))


def account_named(connection: Connection, name: str, *, for_change: bool = False) -> dict[str, Any] | None:
    """The account of that name."""
    query = select(account).where(account.c.name == name)
    row = connection.execute(query.with_for_update() if for_change else query).mappings().one_or_none()
    return None if row is None else dict(row)


def account_of_identity(connection: Connection, subject: str, email: str | None) -> dict[str, Any] | None:
    """The account of whom an issuer has vouched for: by subject, else by verified e-mail address where no subject is entered."""
    named = or_(
        account.c.subject == subject, account.c.subject.is_(None) & (func.lower(account.c.email) == func.lower(email))
    )
    query = select(account).where(named).order_by(account.c.subject.nulls_last()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else dict(row)


def all_accounts(connection: Connection) -> list[dict[str, Any]]:
    """Every account, by name."""
    return [dict(row) for row in connection.execute(select(account).order_by(account.c.name)).mappings()]


def add_account(connection: Connection, **values: Any) -> dict[str, Any]:
    """A new account."""
    row = connection.execute(account.insert().values(**{"disabled": False, "version": 1} | values).returning(account))
    return dict(row.mappings().one())


def change_account(connection: Connection, account_id: int, **values: Any) -> dict[str, Any]:
    """A changed account."""
    new = update(account).where(account.c.id == account_id).values(**values, version=account.c.version + 1)
    return dict(connection.execute(new.returning(account)).mappings().one())


def is_password(kept: str | None, password: str) -> bool:
    """Whether it is the account's password; equally slow where the account has none."""
    return PASSWORDS.verify(password, kept or NOBODY) and kept is not None


def note_failure(connection: Connection, name: str, address: str) -> None:
    """Remember a log-in that failed."""
    connection.execute(failed_log_in.insert().values(name=name, address=address, at=func.now()))


def failures(connection: Connection, name: str, address: str, within: timedelta) -> int:
    """Failed log-ins of a name, if one was given, or from an address, whichever are more; older ones are forgotten."""
    connection.execute(delete(failed_log_in).where(failed_log_in.c.at < func.now() - within))
    counts = [
        connection.execute(select(func.count()).where(condition)).scalar_one()
        for condition in (failed_log_in.c.name == name, failed_log_in.c.address == address)
    ]
    return max(counts[0] if name else 0, counts[1] // 4)
