"""Signing in through an issuer of OpenID Connect, where the service is told of one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field
from starlette.status import HTTP_201_CREATED, HTTP_503_SERVICE_UNAVAILABLE

from api.errors import DESCRIBED, NotFoundError, NotSignedInError
from api.oidc import SignIn
from api.routes.tokens import Token, failures_counted, signed_in_as
from api.store import accounts
from api.store.database import Database, Db
from api.transaction import TransactionRoute
from wfm.messages import say
from wfm.model import Model

router = APIRouter(prefix="/v1/sign-in", tags=["sign-in"], route_class=TransactionRoute)

AWAY: dict[int | str, dict[str, Any]] = {
    HTTP_503_SERVICE_UNAVAILABLE: {**DESCRIBED, "description": "The issuer cannot be reached."}
}
Secret = Annotated[str, Field(min_length=1, max_length=500, examples=["kX2v0mQhPzj5"])]


class Ways(Model):
    """How one may sign in besides by name and password: the name of the issuer, null where there is none."""

    oidc: str | None = Field(examples=["example.com"])


class Begun(Model):
    """Where to send the browser, and what it keeps to itself until it comes back with the same `state`."""

    address: str
    state: str
    nonce: str
    verifier: str


class Back(Model):
    """The code that came back, with what was kept."""

    code: Annotated[str, Field(min_length=1, max_length=4000, examples=["SplxlOBeZQQYbYS6WxSbIA"])]
    nonce: Secret
    verifier: Secret


def offered(request: Request) -> SignIn | None:
    """The issuer of the application, if it is told of one."""
    found: SignIn | None = request.app.state.sign_in
    return found


Offered = Annotated[SignIn | None, Depends(offered)]


def _needed(sign_in: SignIn | None) -> SignIn:
    if sign_in is None:
        raise NotFoundError(say("oidc_off"))
    return sign_in


@router.get("")
def ways(sign_in: Offered) -> Ways:
    """What the sign-in page offers."""
    return Ways(oidc=None if sign_in is None else sign_in.issuer.called)


@router.post("/oidc", responses=AWAY)
def begin(sign_in: Offered, response: Response) -> Begun:
    """Begin: the page goes to the address, and the issuer sends it back with a code."""
    response.headers["Cache-Control"] = "no-store"
    return Begun(**asdict(_needed(sign_in).begin()))


@router.post("/oidc/token", status_code=HTTP_201_CREATED, responses=AWAY)
def finish(
    body: Back, sign_in: Offered, request: Request, connection: Db, engine: Database, response: Response
) -> Token:
    """A token for twelve hours, for the account that an administrator has made for this person; none is made here."""
    with failures_counted(engine, request):
        who = _needed(sign_in).finish(body.code, body.nonce, body.verifier)
        row = accounts.account_of_identity(connection, who.subject, who.email)
        if row is None or row["disabled"]:
            raise NotSignedInError(say("oidc_nobody", email=who.email or "–", subject=who.subject))
    return signed_in_as(connection, row["id"], response)
