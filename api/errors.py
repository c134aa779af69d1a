"""
Refusals over HTTP: every error becomes ``application/problem+json`` with the sentence the command line would print.

    WfmError
    └── ServiceError              what only a service says no to
        ├── NotSignedInError      401
        ├── ForbiddenError        403
        ├── NotFoundError         404
        ├── TakenError            409  something of that name is there, or the state forbids it
        ├── ChangedError          412  somebody else changed it; carries what stands there now
        ├── TooLargeError         413
        ├── UnmatchedError        428  it is there already, and no If-Match says which state of it is meant
        ├── TooManyError          429
        └── UnavailableError      503  somebody else whose answer is needed cannot be reached
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from starlette.exceptions import HTTPException

from wfm.errors import CheckError, ConflictError, InputError, SolverError, TimeLimitError, WfmError
from wfm.formats.problems import Problems
from wfm.formats.validation import refuse_invalid
from wfm.messages import DEFAULT_LANGUAGE, LANGUAGES, Sentence, say
from wfm.model import Model

MEDIA_TYPE = "application/problem+json"
LOG = structlog.get_logger("paiban.api")


class ServiceError(WfmError):
    """What only a service says no to."""

    status = 500


class NotSignedInError(ServiceError):
    """Nobody is signed in, or not any more."""

    status = 401


class ForbiddenError(ServiceError):
    """The one signed in may not do this."""

    status = 403


class NotFoundError(ServiceError):
    """There is no such thing."""

    status = 404


class TakenError(ServiceError):
    """Something of that name is there already, or what is there forbids it."""

    status = 409


class ChangedError(ServiceError):
    """Somebody else has changed it since it was read."""

    status = 412

    def __init__(self, said: Sentence, etag: str, current: Any) -> None:
        super().__init__(said)
        self.etag, self.current = etag, current


class TooLargeError(ServiceError):
    """More was sent than is taken at once."""

    status = 413


class UnmatchedError(ServiceError):
    """It is there already, and nothing says which state of it is to be changed."""

    status = 428


class TooManyError(ServiceError):
    """Too often; to be tried again later."""

    status = 429

    def __init__(self, said: Sentence, retry_after_s: int) -> None:
        super().__init__(said)
        self.retry_after_s = retry_after_s


class UnavailableError(ServiceError):
    """Somebody else whose answer is needed cannot be reached."""

    status = 503


STATUS: dict[type[WfmError], int] = {CheckError: 409, ConflictError: 409, TimeLimitError: 409, SolverError: 500}
"""Of the errors of `wfm.errors` that are not wrong input (422)."""


class Problem(Model):
    """RFC 9457: what went wrong, in the language asked for."""

    type: Literal["about:blank"] = "about:blank"
    title: str = Field(description="The kind of error, for programs: the class of `wfm.errors` or `api.errors`.")
    status: int
    detail: str = Field(description="The sentences, one a line.")
    errors: tuple[str, ...] = Field((), description="Each sentence alone.")
    current: Any = Field(None, description="With 412: what stands there now.")


DESCRIBED: dict[str, Any] = {
    "description": "Refused; the sentences say why.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
"""How a refusal stands in the description of the API."""


def language_of(accept_language: str | None) -> str:
    """The language of ``Accept-Language`` that is spoken here, the best liked first; English in doubt."""
    liked = []
    for at, part in enumerate((accept_language or "").split(",")):
        tag, _, quality = part.strip().partition(";")
        match = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", quality)
        liked.append((-(float(match[1]) if match else 1.0), at, tag.strip().lower()))
    for weight, _, tag in sorted(liked):
        for language in LANGUAGES:
            if weight < 0 and tag.split("-")[0] == language.lower().split("-")[0]:
                return language
    return DEFAULT_LANGUAGE


def status_of(error: WfmError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, ServiceError):
        return error.status
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)


def problem_of(error: WfmError, language: str) -> Problem:
    """An error as the body of an answer."""
    return Problem(
        title=type(error).__name__,
        status=status_of(error),
        detail=error.text(language),
        errors=tuple(said.text(language) if isinstance(said, Sentence) else said for said in error.sentences),
        current=getattr(error, "current", None),
    )


def answer(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer that carries a problem."""
    body = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(body, problem.status, dict(headers or {}), media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Answer every error of an application this way."""
    app.add_exception_handler(WfmError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(IntegrityError, _contradicted)
    app.add_exception_handler(OperationalError, _no_database)
    app.add_exception_handler(DataError, _not_storable)
    app.add_exception_handler(Exception, _unexpected)


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language"))


def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, WfmError)
    headers = {}
    if isinstance(error, NotSignedInError):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, ChangedError):
        headers["ETag"] = error.etag
    if isinstance(error, TooManyError):
        headers["Retry-After"] = str(error.retry_after_s)
    return answer(problem_of(error, _language(request)), headers)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Every field that is wrong, each in a sentence of its own."""
    assert isinstance(error, RequestValidationError)
    problems = Problems()
    for said in error.errors():
        place = ".".join(str(part) for part in said["loc"])
        given = said.get("input")
        refuse_invalid(problems, place, None if given is None or said["type"] == "missing" else str(given), said)
    return answer(problem_of(InputError(problems.refused), _language(request)))


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, WfmError):
        return _refused(request, error.__cause__)
    known = {404: "http_no_route", 405: "http_no_method"}
    said = say(known.get(error.status_code, "http_refused"), method=request.method, path=request.url.path)
    problem = problem_of(ServiceError(said), _language(request))
    return answer(problem.model_copy(update={"title": "HTTPError", "status": error.status_code}), error.headers)


CONSTRAINTS = {
    "nobody_in_two_places": "in_two_places",
    "nobody_published_in_two_places": "in_two_places",
    "account_email": "identity_taken",
    "account_subject": "identity_taken",
}
"""Truths that the database holds, and the sentence of each."""


def _contradicted(request: Request, error: Exception) -> JSONResponse:
    """What the database does not let happen, whoever asks."""
    assert isinstance(error, IntegrityError)
    said = error.orig.diag if isinstance(error.orig, psycopg.Error) else None
    detail = " ".join(((said and (said.message_detail or said.message_primary)) or "").split())
    if said is not None and said.sqlstate == psycopg.errors.RestrictViolation.sqlstate:
        return answer(problem_of(TakenError(say("published_is_fixed")), _language(request)))
    key = CONSTRAINTS.get((said and said.constraint_name) or "", "database_conflict")
    return answer(problem_of(TakenError(say(key, detail=detail)), _language(request)))


def _not_storable(request: Request, error: Exception) -> JSONResponse:
    """Text with a NUL in it, a day before all calendars: what PostgreSQL has no room for."""
    LOG.info("not storable", reason=str(getattr(error, "orig", error)))
    return answer(problem_of(InputError(say("not_storable")), _language(request)))


def _no_database(request: Request, error: Exception) -> JSONResponse:
    LOG.error("database", reason=str(error))
    problem = problem_of(ServiceError(say("service_without_database")), _language(request))
    return answer(problem.model_copy(update={"status": 503}), {"Retry-After": "5"})


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    LOG.error("unexpected", kind=type(error).__name__, reason=str(error), exc_info=error)
    return answer(problem_of(ServiceError(say("service_failed")), _language(request)))
