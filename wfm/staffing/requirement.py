"""From the expected volumes to the people required: every queue as if alone, then every pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from wfm.centre import Centre
from wfm.demand import Channel, PoolRequirement, QueueRequirement, Shrinkage, StaffingRequirement, VolumeForecast
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
    return Requiring(centre, forecast).placed(placed or {})


def required_beside(centre: Centre, forecast: VolumeForecast, roster: Roster) -> StaffingRequirement:
    """The same with the deferred work placed where a roster of the days of the forecast does it best."""
    return Requiring(centre, forecast).beside(roster)


class Requiring:
    """What a department requires under a forecast; what no placing of deferred work changes is worked out once for all of them."""

    def __init__(self, centre: Centre, forecast: VolumeForecast) -> None:
        self._centre, self._grid = centre, forecast.grid
        share = centre.shrinkage.worked_share
        demands = [
            replace(with_backlog(queue_demand(centre, forecast, queue), centre), worked_share=share)
            for queue in centre.queues
        ]
        self._needs = {demand.queue.id: _need(demand) for demand in demands}
        self._evenly = self._required(self._needs, {}, {})

    def placed(self, placed: Mapping[str, Ints]) -> StaffingRequirement:
        """With deferred work placed as `required_staff` takes it."""
        if not placed:
            return self._evenly
        changed = {name: _need(replace(self._needs[name][0], placed=table)) for name, table in placed.items()}
        queues = {each.queue: each for each in self._evenly.queues if each.queue not in changed}
        pools = {each.skill: each for each in self._evenly.pools if changed.keys().isdisjoint(each.queues)}
        return self._required(self._needs | changed, queues, pools)

    def beside(self, roster: Roster) -> StaffingRequirement:
        """With deferred work placed where a roster of the days of the forecast does it best."""
        return self.placed(best_placement(self._centre, self._evenly, roster))

    def _required(
        self,
        needs: Mapping[str, tuple[QueueDemand, QueueNeed]],
        queues: Mapping[str, QueueRequirement],
        pools: Mapping[str, PoolRequirement],
    ) -> StaffingRequirement:
        """Of every queue's need; queues and pools that are known already are taken as they are."""
        centre = self._centre
        all_pools = tuple(
            pools.get(skill) or pool_requirement(skill, [needs[queue.id] for queue in members], centre.shrinkage)
            for skill, members in centre.pools().items()
        )
        return StaffingRequirement(
            grid=self._grid,
            queues=tuple(queues.get(name) or _of_queue(*each, centre.shrinkage) for name, each in needs.items()),
            pools=all_pools,
            notes=tuple(requirement_notes(centre, self._grid, needs.values(), all_pools)),
        )


def _need(demand: QueueDemand) -> tuple[QueueDemand, QueueNeed]:
    return demand, STAFFING_MODELS[demand.queue.channel](demand)


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
