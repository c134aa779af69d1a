"""Who vouches for the people who sign in: an issuer of OpenID Connect, as a setting of the service."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import SecretStr

from wfm.errors import InputError
from wfm.messages import say
from wfm.model import Model

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Issuer(Model):
    """
    Who vouches for people, and as whom it knows the service.

    `name` stands on the button of the sign-in page; `address` is where browsers reach the service. Absent `client_secret` the
    service is a public client, which PKCE alone protects.
    """

    url: str
    client_id: str
    client_secret: SecretStr | None = None
    name: str = ""
    address: str

    @property
    def redirect_uri(self) -> str:
        """Where the issuer sends people back to; to be registered with it."""
        return f"{self.address.rstrip('/')}/ui/"

    @property
    def called(self) -> str:
        """What the button says."""
        return self.name or urlsplit(self.url).hostname or self.url


def must_be_safe(url: str) -> None:
    """A refusal of an issuer that would be spoken to without TLS, unless it is on this machine."""
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOOPBACK):
        raise InputError(say("oidc_open", value=url))
