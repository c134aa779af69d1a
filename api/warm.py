"""What the first visitor would wait for, made ready beside a service that starts: compiled code, and the departments."""

from __future__ import annotations

import structlog
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


def warm_up(engine: Engine) -> None:
    """Load the code of forecast and requirement by a use of it, then read every department; whatever fails is only logged."""
    try:
        load_code()
        with engine.connect() as connection:
            for centre_id, _ in centres.centre_ids(connection):
                row = centres.centre_row(connection, centre_id)
                if row is not None:
                    centre_at_hand(connection, row)
    except Exception as error:
        LOG.warning("not warmed up", reason=str(error))


def load_code() -> None:
    """Forecast and staff the demo department, which has calls, chats and mail: what is compiled is loaded, or compiled for good."""
    centre = department_of(example_files(DEMO)).centre
    monday = week_start(WEEK)
    forecast = expected_volumes(centre, monday, DAYS_A_WEEK)
    Requiring(centre, forecast).beside(Roster(monday, DAYS_A_WEEK, ()))
