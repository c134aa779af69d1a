"""A small issuer of OpenID Connect on this machine, with real keys: it sends people back with a code, and tokens for a code."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from pydantic import SecretStr

from api.issuer import Issuer

CLIENT, SECRET = "paiban", "between the two of us"


@dataclass
class FakeIssuer:
    """
    The issuer.

    Attributes
    ----------
    person
        What it says of whoever signs in.
    forged
        Changes the claims of a token before it is signed, and may name another key to sign it with.
    """

    url: str
    key: RSAKey = field(
        default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})
    )
    person: dict[str, Any] = field(default_factory=dict)
    forged: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    signer: RSAKey | None = None
    public: bool = False
    metadata: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def told(self, address: str, name: str = "Example") -> Issuer:
        """The setting of a service at an address, which this issuer knows."""
        secret = None if self.public else SecretStr(SECRET)
        return Issuer(url=self.url, client_id=CLIENT, client_secret=secret, name=name, address=address)

    def description(self) -> dict[str, Any]:
        places = {name: f"{self.url}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
        return {"issuer": self.url, **places, **self.metadata}

    def keys(self) -> dict[str, Any]:
        return dict(KeySet([self.key]).as_dict(private=False))

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, the person having signed in."""
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(12)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The token for a code: once, for the client it was given to, who has the verifier; None otherwise."""
        asked = self.codes.pop(sent.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(
            b"="
        )
        by_secret = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_client = sent.get("client_id") == CLIENT if self.public else authorization == by_secret
        if (
            asked is None or not is_client or challenge.decode() != asked["code_challenge"]
            or sent.get("redirect_uri") != asked["redirect_uri"]
        ):  # fmt: skip
            return None
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.person,
        }  # fmt: skip
        signer = self.signer or self.key
        signed = jwt.encode({"alg": "RS256", "kid": signer.kid}, self.forged(claims), signer)
        return {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def fake_issuer() -> Iterator[FakeIssuer]:
    """An issuer that listens on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if address.path == "/authorization_endpoint":
                asked = {name: values[0] for name, values in parse_qs(address.query).items()}
                self.send_response(302)
                self.send_header("Location", issuer.authorize(asked))
                self.end_headers()
            else:
                self._json(200, issuer.keys() if address.path == "/jwks_uri" else issuer.description())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            told = issuer.token(sent, self.headers.get("Authorization", ""))
            self._json(400 if told is None else 200, told or {"error": "invalid_grant"})

        def _json(self, status: int, value: object) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = FakeIssuer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
