"""From the expected volumes to the people required: every queue as if alone, then every pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from wfm.centre import Centre
from wfm.demand import Channel, QueueRequirement, Shrinkage, StaffingRequirement, VolumeForecast
from wfm.goals.placing import best_placement
from wfm.roster import Roster
from wfm.staffing import chat, deferred, position, voice
from wfm.staffing.backlog import with_backlog
from wfm.staffing.notes import requirement_notes
from wfm.staffing.pool import LIVE, pool_requirement
from wfm.staffing.queue_demand import Ints, QueueDemand, QueueNeed, queue_demand
from wfm.staffing.shrink import scheduled

STAFFING_MODELS: Mapping[Channel, Callable[[QueueDemand], QueueNeed]] = {
    "voice": voice.need,
    "chat": chat.need,
    "deferred": deferred.need,
    "position": position.need,
}

NO_SHRINKAGE = Shrinkage()


def required_staff(
    centre: Centre, forecast: VolumeForecast, placed: Mapping[str, Ints] | None = None
) -> StaffingRequirement:
    """
    The people a department requires on the grid of a forecast.

    Parameters
    ----------
    centre
        Queues with their targets and opening hours, and the shrinkage.
    forecast
        Contacts per interval and handle times in seconds of every queue that is no position, on the centre's grid.
    placed
        Of queues of deferred work, hundredths of scheduled agents besides the minimum per interval, shape (T,); a queue that is
        not named is spread evenly. Whether they lie between the curves is for `DeferredWork.allows` to say.

    Returns
    -------
    StaffingRequirement
        Queues in the order of the centre; ``scheduled_staff = base_staff / ((1 - in_shift)(1 - off_shift))`` rounded up once,
        positions without shrinkage; 0 while a queue is closed, its `min_agents` while nothing is offered.

    Raises
    ------
    StaffingError
        Naming queue and interval, where the forecast lacks a queue, an interval or a handle time.
    """
    placed = placed or {}
    demands = [
        replace(
            with_backlog(queue_demand(centre, forecast, queue), centre),
            placed=placed.get(queue.id),
            worked_share=centre.shrinkage.worked_share,
        )
        for queue in centre.queues
    ]
    needs = {demand.queue.id: (demand, STAFFING_MODELS[demand.queue.channel](demand)) for demand in demands}
    pools = tuple(
        pool_requirement(skill, [needs[queue.id] for queue in queues], centre.shrinkage)
        for skill, queues in centre.pools().items()
    )
    return StaffingRequirement(
        grid=forecast.grid,
        queues=tuple(_of_queue(demand, need, centre.shrinkage) for demand, need in needs.values()),
        pools=pools,
        notes=tuple(requirement_notes(centre, forecast.grid, needs.values(), pools)),
    )


def required_beside(centre: Centre, forecast: VolumeForecast, roster: Roster) -> StaffingRequirement:
    """The same with the deferred work placed where a roster of the days of the forecast does it best."""
    evenly = required_staff(centre, forecast)
    placed = best_placement(centre, evenly, roster)
    return required_staff(centre, forecast, placed) if placed else evenly


def _of_queue(demand: QueueDemand, need: QueueNeed, shrinkage: Shrinkage) -> QueueRequirement:
    queue = demand.queue
    shrinkage = NO_SHRINKAGE if queue.channel == "position" else shrinkage
    return QueueRequirement(
        queue=queue.id,
        skill=queue.pool,
        model=need.model,
        offered=demand.offered,
        aht_s=demand.aht_s,
        load_erl=need.load_erl,
        base_staff=need.base_staff,
        scheduled_staff=scheduled(need.base_staff, shrinkage),
        fractional_staff=need.fractional / shrinkage.worked_share,
        base_staff_erlang_a=need.impatience.erlang_a if need.impatience else None,
        base_staff_stationary=need.base_staff_stationary,
        expected_service_level=need.service_level,
        expected_occupancy=need.occupancy,
        definition=queue.definition if queue.channel in LIVE and queue.answer_within_s is not None else "",
        binding=need.binding,
    )
