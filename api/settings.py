"""What a running service is told: by options of the command, else by environment variables that begin with ``WFM_``."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.issuer import Issuer, must_be_safe
from wfm.errors import InputError
from wfm.messages import say

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
    address
        Where browsers reach the service, ``https://paiban.example``; absent, at `host` and `port`.
    oidc_issuer, oidc_client_id, oidc_client_secret, oidc_name
        The issuer of OpenID Connect through whom people may sign in, as whom it knows the service, and how the page calls it.
    """

    model_config = SettingsConfigDict(env_prefix="WFM_", frozen=True)

    database: str | None = None
    data: Path = Path("wfm-data")
    host: str = LOOPBACK
    port: int = 8000
    workers: int = 1
    address: str | None = None
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = ""

    @property
    def issuer(self) -> Issuer | None:
        """The issuer to sign in through; InputError where it is not fully named, or would be spoken to in the open."""
        if self.oidc_issuer is None:
            return None
        if self.oidc_client_id is None:
            raise InputError(say("oidc_no_client"))
        must_be_safe(self.oidc_issuer)
        return Issuer(
            url=self.oidc_issuer, client_id=self.oidc_client_id, client_secret=self.oidc_client_secret,
            name=self.oidc_name, address=self.address or f"http://{self.host}:{self.port}",
        )  # fmt: skip


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
