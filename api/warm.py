"""What the first visitor would wait for, made ready beside a service that starts: compiled code, and the departments."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from fastapi import FastAPI
from sqlalchemy import Engine

from api.kept import centre_at_hand
from api.store import centres
from scenarios.demand import expected_volumes
from wfm.examples import DEMO, WEEK, example_files
from wfm.formats.department import department_of
from wfm.roster import Roster
from wfm.staffing.requirement import Requiring
from wfm.timegrid import DAYS_A_WEEK, week_start

LOG = structlog.get_logger("paiban.api")


def make_routes(app: FastAPI) -> None:
    """Have every route made now, and not while the first visitor waits: the framework makes each when it is first looked at."""
    nowhere = {"type": "http", "method": "GET", "path": "/nowhere", "headers": []}
    for route in app.router.routes:
        route.matches(nowhere)


def warm_up(engine: Engine) -> None:
    """Read every department, then load the code of forecast and requirement by a use of it; whatever fails is only logged."""
    try:
        with giving_way(), engine.connect() as connection:
            for centre_id, _ in centres.centre_ids(connection):
                row = centres.centre_row(connection, centre_id)
                if row is not None:
                    centre_at_hand(connection, row)
            load_code()
    except Exception as error:
        LOG.warning("not warmed up", reason=str(error))


@contextmanager
def giving_way() -> Iterator[None]:
    """Within it a thread that works lets others in ten times as soon as usual: a visitor waits for many such turns."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 10)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def load_code() -> None:
    """Forecast and staff the demo department, which has calls, chats and mail: what is compiled is loaded, or compiled for good."""
    centre = department_of(example_files(DEMO)).centre
    monday = week_start(WEEK)
    forecast = expected_volumes(centre, monday, DAYS_A_WEEK)
    Requiring(centre, forecast).beside(Roster(monday, DAYS_A_WEEK, ()))
