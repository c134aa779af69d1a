"""What a running service is told: by options of the command, else by environment variables that begin with ``WFM_``."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = "127.0.0.1"


class Settings(BaseSettings):
    """
    Settings of the service.

    Attributes
    ----------
    database
        URL of a PostgreSQL server, ``postgresql://user@host/name``; absent, one is started in `data`.
    data
        Folder of the embedded PostgreSQL.
    host, port
        Where the API listens; this machine alone unless told otherwise.
    workers
        Worker processes that ``wfm serve`` starts beside the API.
    """

    model_config = SettingsConfigDict(env_prefix="WFM_", frozen=True)

    database: str | None = None
    data: Path = Path("wfm-data")
    host: str = LOOPBACK
    port: int = 8000
    workers: int = 1


def settings_of(**given: object) -> Settings:
    """What is given, and the environment where it is None."""
    return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]


def psycopg_url(url: str) -> str:
    """A PostgreSQL URL as SQLAlchemy wants it: with the driver's name."""
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def plain_url(url: str) -> str:
    """The same as PostgreSQL's own programs and the job engine want it."""
    return "postgresql://" + psycopg_url(url).removeprefix("postgresql+psycopg://")
