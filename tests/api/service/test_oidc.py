"""Signing in through an issuer: who an administrator has made an account for, and nothing that is not signed for this attempt."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey
from sqlalchemy import Engine

from api.app import create_app
from api.issuer import Issuer, must_be_safe
from api.settings import settings_of
from tests.api.service.issuer import CLIENT, FakeIssuer, fake_issuer
from tests.api.service.people import Caller, Cast
from wfm.errors import InputError

LIN = {"name": "lin", "role": "scheduler", "email": "Lin@example.com"}
PERSON = {"sub": "s-1", "email": "lin@example.com", "email_verified": True}


@dataclass
class Door:
    """A service that knows an issuer, and how one goes in."""

    client: TestClient
    issuer: FakeIssuer
    admin: Caller

    def begun(self) -> tuple[dict[str, str], dict[str, str]]:
        """What the page keeps, and what it comes back with from the issuer."""
        attempt = self.client.post("/v1/sign-in/oidc").json()
        sent_to = httpx.get(attempt["address"])
        said = parse_qs(urlsplit(sent_to.headers["Location"]).query)
        assert said["state"] == [attempt["state"]]
        return attempt, {"code": said["code"][0]}

    def enter(self, **changed: str) -> httpx.Response:
        attempt, back = self.begun()
        answer: httpx.Response = self.client.post("/v1/sign-in/oidc/token", json=kept(attempt) | back | changed)
        return answer


def kept(attempt: dict[str, str]) -> dict[str, str]:
    return {name: attempt[name] for name in ("nonce", "verifier")}


@pytest.fixture
def door(engine: Engine) -> Iterator[Door]:
    """Lin has an account, and is who signs in at the issuer."""
    with fake_issuer() as issuer:
        issuer.person = dict(PERSON)
        with TestClient(create_app(engine, issuer.told("http://paiban.test")), raise_server_exceptions=False) as client:
            admin = Cast(client, engine).of("admin")
            admin("POST", "/v1/accounts", 201, json=LIN)
            yield Door(client, issuer, admin)


def test_a_person_with_an_account_comes_in_by_a_verified_address(door: Door) -> None:
    """With a token for twelve hours like any other, however the address is spelt; the page knows how the issuer is called."""
    answer = door.enter()
    headers = {"Authorization": f"Bearer {answer.json()['key']}"}

    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert door.client.get("/v1/me", headers=headers).json()["name"] == "lin"
    assert door.client.get("/v1/sign-in").json() == {"oidc": "Example"}


def test_a_person_comes_in_by_subject_whatever_the_address(door: Door) -> None:
    """Where a subject is entered it decides, and the address no longer does."""
    etag = door.admin("GET", "/v1/accounts/lin", 200).headers["ETag"]
    body = {"role": "scheduler", "email": LIN["email"], "subject": "s-9"}
    door.admin("PUT", "/v1/accounts/lin", 200, json=body, headers={"If-Match": etag})
    by_address = door.enter()
    door.issuer.person = {"sub": "s-9"}

    assert by_address.status_code == 401
    assert door.enter().status_code == 201


@pytest.mark.parametrize(
    "person",
    [{"email_verified": False}, {"email_verified": "true"}, {"email": "mo@example.com"}, {"email": None}],
)
def test_nobody_else_comes_in_and_no_account_is_made(door: Door, person: dict[str, Any]) -> None:
    """Not verified, not known: refused with what an administrator would have to enter."""
    door.issuer.person |= person
    answer = door.enter()

    assert answer.status_code == 401
    assert "s-1" in answer.json()["detail"]
    assert len(door.admin("GET", "/v1/accounts", 200).json()) == 2


def test_a_disabled_account_stays_shut(door: Door) -> None:
    """Whatever the issuer says."""
    body = {"role": "scheduler", "email": LIN["email"], "disabled": True}
    door.admin("PUT", "/v1/accounts/lin", 200, json=body, headers={"If-Match": "*"})

    assert door.enter().status_code == 401


FORGERIES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "another issuer": lambda claims: claims | {"iss": "https://elsewhere.example"},
    "for somebody else": lambda claims: claims | {"aud": "another-client"},
    "for several, of whom another may use it": lambda claims: claims | {"aud": [CLIENT, "other"], "azp": "other"},
    "another attempt": lambda claims: claims | {"nonce": "of another attempt"},
    "no attempt": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "expired": lambda claims: claims | {"exp": int(time.time()) - 3600},
    "without an end": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "not issued yet": lambda claims: claims | {"iat": int(time.time()) + 3600},
    "nobody": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_token_that_is_not_for_this_attempt_is_refused(door: Door, forgery: str) -> None:
    """Signed by the issuer as it is."""
    door.issuer.forged = FORGERIES[forgery]

    assert door.enter().status_code == 401


def test_a_token_signed_by_somebody_else_is_refused(door: Door) -> None:
    """Under the name of the issuer's key, or of a key the issuer does not have."""
    for name in ("first", "unknown"):
        door.issuer.signer = RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})
        assert door.enter().status_code == 401


def test_an_issuer_may_change_its_key(door: Door) -> None:
    """It is read again where the one that is known does not fit."""
    assert door.enter().status_code == 201
    door.issuer.key = RSAKey.generate_key(2048, {"kid": "second", "use": "sig", "alg": "RS256"})

    assert door.enter().status_code == 201


def test_a_code_is_worth_nothing_without_what_the_browser_kept(door: Door) -> None:
    """A wrong verifier or nonce, and a code used before; each a failure of its address."""
    attempt, back = door.begun()
    good = kept(attempt) | back

    assert door.enter(verifier="guessed").status_code == 401
    assert door.enter(nonce="guessed").status_code == 401
    assert door.client.post("/v1/sign-in/oidc/token", json=good).status_code == 201
    assert door.client.post("/v1/sign-in/oidc/token", json=good).status_code == 401


def test_failures_from_one_address_are_limited(door: Door) -> None:
    """After twenty it has to wait, and a right password is not looked at either."""
    body = {"code": "x", "nonce": "x", "verifier": "x"}
    statuses = [door.client.post("/v1/sign-in/oidc/token", json=body).status_code for _ in range(21)]

    assert statuses == [401] * 20 + [429]


def test_one_address_belongs_to_one_account(door: Door) -> None:
    """Two would leave open who comes in."""
    refused = door.admin("POST", "/v1/accounts", 409, json={"name": "mo", "role": "hr", "email": "LIN@EXAMPLE.COM"})

    assert "e-mail address" in refused.json()["detail"]


def test_another_address_ends_the_sessions(door: Door) -> None:
    """The account is somebody else's then."""
    headers = {"Authorization": f"Bearer {door.enter().json()['key']}"}
    body = {"role": "scheduler", "email": "mo@example.com"}
    door.admin("PUT", "/v1/accounts/lin", 200, json=body, headers={"If-Match": "*"})

    assert door.client.get("/v1/me", headers=headers).status_code == 401


def test_an_issuer_that_calls_itself_otherwise_is_refused(door: Door) -> None:
    """Its description must be of the issuer the service was told of."""
    door.issuer.metadata = {"issuer": "https://elsewhere.example"}

    assert door.client.post("/v1/sign-in/oidc").status_code == 401


def test_an_issuer_that_is_away_is_said_to_be(engine: Engine) -> None:
    """503, and a name and a password still do."""
    told = Issuer(url="http://127.0.0.1:9", client_id=CLIENT, address="http://paiban.test")
    with TestClient(create_app(engine, told)) as client:
        answer = client.post("/v1/sign-in/oidc", headers={"Accept-Language": "zh"})

    assert answer.status_code == 503
    assert "无法连接" in answer.json()["detail"]


def test_a_public_client_is_protected_by_its_verifier_alone(engine: Engine, admin: Caller) -> None:
    """Without a secret it names itself in what it sends."""
    admin("POST", "/v1/accounts", 201, json=LIN)
    with fake_issuer() as issuer:
        issuer.person, issuer.public = dict(PERSON), True
        with TestClient(create_app(engine, issuer.told("http://paiban.test"))) as client:
            assert Door(client, issuer, admin).enter().status_code == 201


def test_it_is_off_unless_an_issuer_is_named(client: TestClient) -> None:
    """No button, and no way round it."""
    assert client.get("/v1/sign-in").json() == {"oidc": None}
    assert client.post("/v1/sign-in/oidc").status_code == 404
    assert client.post("/v1/sign-in/oidc/token", json={"code": "x", "nonce": "x", "verifier": "x"}).status_code == 404


def test_the_issuer_is_named_by_settings() -> None:
    """With its client, and over TLS unless it is on this machine; the secret does not show."""
    named = settings_of(oidc_issuer="https://id.example", oidc_client_id="paiban", oidc_client_secret="hush", port=9000)

    assert settings_of().issuer is None
    assert named.issuer is not None
    assert named.issuer.redirect_uri == "http://127.0.0.1:9000/ui/"
    assert "hush" not in repr(named) + repr(named.issuer)
    must_be_safe("http://127.0.0.1:8080/realm")
    with pytest.raises(InputError, match="in the open"):
        _ = settings_of(oidc_issuer="http://id.example", oidc_client_id="paiban").issuer
    with pytest.raises(InputError, match="WFM_OIDC_CLIENT_ID"):
        _ = settings_of(oidc_issuer="https://id.example").issuer
