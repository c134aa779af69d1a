"""The scenarios of a sweep: each is there as soon as it has ended, long before the job has."""

from __future__ import annotations

from fastapi import APIRouter

from api.routes.centres import CentreId
from api.routes.jobs import JobId, Watcher, found_job
from api.store import scenarios
from api.store.database import Db
from api.told import ScenarioTold
from api.transaction import TransactionRoute

router = APIRouter(prefix="/v1/centres/{centre}/jobs", tags=["jobs"], route_class=TransactionRoute)


@router.get("/{job_id}/scenarios")
def every(centre: CentreId, job_id: JobId, connection: Db, who: Watcher) -> list[ScenarioTold]:
    """Those that have ended, in the order they did; none for jobs that are no sweep."""
    found_job(connection, who, centre, job_id)
    return [ScenarioTold.model_validate(value) for value in scenarios.parts_of(connection, job_id)]
