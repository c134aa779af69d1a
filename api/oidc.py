"""
Signing in through an issuer of OpenID Connect, by the authorisation code flow with PKCE.

The secrets of an attempt stay with the browser that began it: it gets `Attempt`, and gives its verifier and nonce back with the
code, so that a code that somebody else has seen is worth nothing. The issuer's addresses and keys are read when first needed.
"""

from __future__ import annotations

import secrets
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore", AuthlibDeprecationWarning
    )  # it asks for a successor of httpx, which this product does not need
    from authlib.integrations.base_client.errors import OAuthError
    from authlib.integrations.httpx_client import OAuth2Client

from api.errors import NotSignedInError, UnavailableError
from api.issuer import Issuer
from wfm.messages import say

SCOPE = "openid email"
SIGNED_WITH = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA",
]  # fmt: skip
"""Signatures by a key that nobody but the issuer has; neither none nor one by a shared secret."""
LEEWAY_S = 60
"""Seconds by which the clocks of the issuer and of the service may differ."""
KEPT_S = 3600.0
"""Seconds for which the issuer's addresses and keys are taken to be what they were."""
TIMEOUT_S = 10.0
SECRET_BYTES = 48


@dataclass(frozen=True)
class Attempt:
    """The address to send a browser to, and what it must keep to itself until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Who came back: the issuer's name for them, and their e-mail address if the issuer has verified it."""

    subject: str
    email: str | None


class SignIn:
    """The flow with one issuer."""

    def __init__(self, issuer: Issuer) -> None:
        self.issuer = issuer
        self._lock = threading.Lock()
        self._known: tuple[float, dict[str, Any], KeySet] | None = None

    def begin(self) -> Attempt:
        """A new attempt."""
        with self._speaking():
            place = self._metadata()["authorization_endpoint"]
            state, nonce, verifier = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(3))
            address, _ = self._client().create_authorization_url(
                place, state=state, nonce=nonce, code_verifier=verifier
            )
        return Attempt(address, state, nonce, verifier)

    def finish(self, code: str, nonce: str, verifier: str) -> Identity:
        """
        Who an attempt has brought.

        Raises
        ------
        NotSignedInError
            If the issuer does not accept code and verifier, or what it says of the person is not to be trusted.
        UnavailableError
            If the issuer cannot be reached.
        """
        with self._speaking():
            place = self._metadata()["token_endpoint"]
            try:
                token = self._client().fetch_token(
                    place, grant_type="authorization_code", code=code, code_verifier=verifier
                )
            except OAuthError as error:
                raise self._refused(error.error) from None
            claims = self._claims(str(token.get("id_token", "")), nonce)
        verified = claims.get("email_verified") is True and isinstance(claims.get("email"), str)
        return Identity(claims["sub"], claims["email"] if verified else None)

    def _client(self) -> OAuth2Client:
        secret = self.issuer.client_secret
        return OAuth2Client(
            self.issuer.client_id, None if secret is None else secret.get_secret_value(), scope=SCOPE,
            redirect_uri=self.issuer.redirect_uri, code_challenge_method="S256", timeout=TIMEOUT_S,
            token_endpoint_auth_method="none" if secret is None else "client_secret_basic",
        )  # fmt: skip

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        """What the issuer says of the person, once it is sure that it says so, to us, now, and in answer to this attempt."""
        wanted = jwt.JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self.issuer.url},
            aud={"essential": True, "value": self.issuer.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._decoded(id_token)
            wanted.validate(claims)
        except (JoseError, ValueError) as error:
            raise self._refused(str(error)) from None
        if claims.get("azp", self.issuer.client_id) != self.issuer.client_id:
            raise self._refused("azp")
        return claims

    def _decoded(self, id_token: str) -> dict[str, Any]:
        """The claims of a token the issuer has signed; where its keys do not fit they are read again: it may have others now."""
        try:
            return dict(jwt.decode(id_token, self._keys(), algorithms=SIGNED_WITH).claims)
        except (JoseError, ValueError):
            return dict(jwt.decode(id_token, self._keys(again=True), algorithms=SIGNED_WITH).claims)

    def _metadata(self) -> dict[str, Any]:
        return self._read()[0]

    def _keys(self, *, again: bool = False) -> KeySet:
        return self._read(again=again)[1]

    def _read(self, *, again: bool = False) -> tuple[dict[str, Any], KeySet]:
        """The issuer's description of itself, and its keys."""
        with self._lock:
            if self._known is None or again or time.monotonic() - self._known[0] > KEPT_S:
                metadata = _json(f"{self.issuer.url.rstrip('/')}/.well-known/openid-configuration")
                if metadata.get("issuer") != self.issuer.url:
                    raise self._refused("issuer")
                keys = KeySet.import_key_set(_json(metadata["jwks_uri"]))  # type: ignore[arg-type]
                self._known = time.monotonic(), metadata, keys
            return self._known[1:]

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Whatever keeps the issuer from answering as an issuer does is told in one sentence."""
        try:
            yield
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise UnavailableError(say("oidc_away", name=self.issuer.called, reason=error)) from None

    def _refused(self, reason: str) -> NotSignedInError:
        return NotSignedInError(say("oidc_refused", name=self.issuer.called, reason=reason))


def _json(url: str) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(url, timeout=TIMEOUT_S).raise_for_status().json()
    return found
