"""What must agree between the tables of a department: ids, skills, groups, limits, approvals, the grid of opening hours."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from wfm.calendar import DAY_MIN, WEEKDAYS, OpeningHours, clock_text
from wfm.centre import Centre
from wfm.errors import InputError
from wfm.formats.centre_toml import CentreToml
from wfm.formats.problems import Problems, names, nearest, shown
from wfm.formats.records import Records
from wfm.messages import Sentence, say
from wfm.people import Agent, ApprovedException, Contract
from wfm.rules import EXCEPTION_KEYS
from wfm.rules.weekly_hours import WeeklyHours
from wfm.timegrid import INTERVALS_MIN

OF_AGENTS = ("availability", "leave", "exceptions", "locks", "kpi")
OF_QUEUES = ("special_days", "drivers", "overrides", "cleaning", "typical_week", "backlog")
UNIT_WORDS = {"h": ("h", "hour", "hours", "小时"), "d": ("d", "day", "days", "天"), "": ("", "shift", "shifts", "次")}


def check_department(centre: Centre, toml: CentreToml, tables: Mapping[str, Records], problems: Problems) -> Centre:
    """Refuse what does not agree; leave out attendance of unknown people, with a note."""
    _Checks(centre, toml, tables, problems).run()
    return centre.model_copy(update={"attendance": _known_attendance(centre, tables["attendance"], problems)})


class _Checks:
    def __init__(self, centre: Centre, toml: CentreToml, tables: Mapping[str, Records], problems: Problems) -> None:
        self.centre, self.toml, self.tables, self.problems = centre, toml, tables, problems
        self.agents = [agent.agent_id for agent in centre.agents]
        self.groups = sorted({agent.group for agent in centre.agents if agent.group})
        self.queues = [queue.id for queue in centre.queues]
        self.shifts = [template.id for template in centre.templates]
        self.skills = list(centre.pools())

    def run(self) -> None:
        self._calendar()
        self._templates()
        self._activities()
        self._people()
        self._ids()
        self._floors()
        self._exceptions()

    def _known(self, place: Sentence, thing: str, value: str | None, known: Collection[str], where: str) -> None:
        if value is not None and value not in known:
            self.problems.refuse(
                "id_unknown", place=place, thing=say(f"thing_{thing}"), value=shown(value), known=names(known),
                near=nearest(value, known), where=where,
            )  # fmt: skip

    # --- centre.toml --------------------------------------------------------------------------------------------------

    def _calendar(self) -> None:
        try:
            _ = self.centre.calendar
        except InputError as error:
            place = self.toml.place("centre", None, "holidays")
            self.problems.refuse("cell_refused", place=place, why=error.sentences[0])
        self._on_grid(self.centre.open, self.toml.place("centre", None, "open"))
        for at, queue in enumerate(self.centre.queues):
            if queue.open is not None:
                self._on_grid(queue.open, self.toml.place("queue", at, "open"))
            sisters = [other.id for other in self.centre.queues if other.channel != "position" and other.id != queue.id]
            self._known(self.toml.place("queue", at, "like"), "queue", queue.like, sisters, "centre.toml")

    def _on_grid(self, hours: OpeningHours, place: Sentence) -> None:
        interval = self.centre.interval_min
        if interval == DAY_MIN:
            return
        bounds = sorted({bound for kind in (*WEEKDAYS, "holiday") for each in hours.ranges(kind, 0) for bound in each})
        for bound in bounds:
            if bound % interval:
                fitting = max((i for i in INTERVALS_MIN if not any(b % i for b in bounds)), default=None)
                key = "opening_off_every_grid" if fitting is None else "opening_off_grid"
                value = clock_text(bound)
                self.problems.refuse(key, place=place, value=value, interval=interval, fitting=fitting)
                return

    def _templates(self) -> None:
        for at, template in enumerate(self.centre.templates):
            for key, thing, values, known, where in (
                ("groups", "group", template.groups, self.groups, "people.csv"),
                ("skills", "skill", template.skills, self.skills, "centre.toml"),
            ):
                for value in (values or ()) if self.centre.agents or thing != "group" else ():
                    self._known(self.toml.place("shift", at, key), thing, value, known, where)

    def _activities(self) -> None:
        for at, activity in enumerate(self.centre.activities):
            for value in activity.agents:
                place = self.toml.place("activity", at, "agents")
                self._known(place, "agent", value, self.agents, "people.csv")
            place = self.toml.place("activity", at, "group")
            self._known(place, "group", activity.group, self.groups, "people.csv")

    # --- tables -------------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        people = self.tables["people"]
        contracts = [contract.id for contract in self.centre.contracts]
        patterns = sorted({pattern.pattern for pattern in self.centre.patterns})
        for at, agent in enumerate(people.rows):
            for skill in agent.skills:
                if skill not in self.skills:
                    self.problems.refuse(
                        "skill_unused", place=people.place(at, "skills"), agent=agent.agent_id, value=shown(skill),
                        known=names(self.skills), near=nearest(skill, self.skills),
                    )  # fmt: skip
            self._known(people.place(at, "contract"), "contract", agent.contract, contracts, "centre.toml")
            self._known(people.place(at, "pattern"), "pattern", agent.pattern, patterns, "patterns.csv")

    def _ids(self) -> None:
        for name in OF_AGENTS:
            self._column(name, "agent_id", "agent", self.agents, "people.csv")
        for column in ("agent_a", "agent_b"):
            self._column("pairs", column, "agent", self.agents, "people.csv")
        for name in OF_QUEUES:
            self._column(name, "queue", "queue", self.queues, "centre.toml")
        deferred = [queue.id for queue in self.centre.queues if queue.channel == "deferred"]
        for at, row in enumerate(self.tables["backlog"].rows):
            if row.queue in self.queues and row.queue not in deferred:
                place = self.tables["backlog"].place(at, "queue")
                self.problems.refuse("backlog_not_deferred", place=place, queue=row.queue)
        for name in ("locks", "patterns"):
            self._column(name, "shift_id", "shift", self.shifts, "centre.toml")
        self._column("limits", "group", "group", self.groups, "people.csv")
        self._pairs()

    def _pairs(self) -> None:
        """Two rows about the same two people, in whatever order, cannot both be meant."""
        pairs, seen = self.tables["pairs"], dict[frozenset[str], int]()
        for at, row in enumerate(pairs.rows):
            people = frozenset((row.agent_a, row.agent_b))
            if people in seen:
                self.problems.refuse(
                    "pair_twice",
                    place=pairs.place(at),
                    one=row.agent_a,
                    other=row.agent_b,
                    line=pairs.lines[seen[people]],
                )
            seen.setdefault(people, at)

    def _column(self, table: str, column: str, thing: str, known: Collection[str], where: str) -> None:
        records = self.tables[table]
        for at, row in enumerate(records.rows):
            self._known(records.place(at, column), thing, getattr(row, column), known, where)

    # --- limits -------------------------------------------------------------------------------------------------------

    def _floors(self) -> None:
        rule = self.centre.rule("weekly_hours")
        if not isinstance(rule, WeeklyHours):
            return
        for at, contract in enumerate(self.centre.contracts):
            if contract.min_h is not None and contract.min_h < rule.min_h and not _is_approved(contract):
                self.problems.refuse(
                    "floor_contract", place=self.toml.place("contract", at, "min_h"), min_h=contract.min_h,
                    contract=contract.id, floor=rule.min_h,
                )  # fmt: skip
        people = self.tables["people"]
        for at, agent in enumerate(people.rows):
            self._floor_of(agent, rule, people.place(at, "min_h"))

    def _floor_of(self, agent: Agent, rule: WeeklyHours, place: Sentence) -> None:
        contract = self.centre.contract_of(agent)
        approved = contract is not None and _is_approved(contract)
        excepted = any(
            exception.is_approved and exception.agent_id == agent.agent_id and exception.rule == "weekly_hours.min_h"
            for exception in self.centre.exceptions
        )
        if agent.min_h is not None and agent.min_h < rule.min_h and not approved and not excepted:
            self.problems.refuse("floor_agent", place=place, min_h=agent.min_h, agent=agent.agent_id, floor=rule.min_h)
        low, _ = _first((agent.min_h, contract.min_h if contract else None, rule.min_h))
        high, source = _first((agent.max_h, contract.max_h if contract else None, rule.max_h))
        if low > high:
            self.problems.refuse(
                "min_above_max", place=place, min_h=low, agent=agent.agent_id, max_h=high, source=say(source)
            )

    def _exceptions(self) -> None:
        records = self.tables["exceptions"]
        for at, exception in enumerate(records.rows):
            if exception.is_approved and not exception.approved_by.strip():
                self.problems.refuse("unapproved", place=records.place(at, "approved_by"), field="approved_by")
            if exception.rule not in EXCEPTION_KEYS:
                self.problems.refuse(
                    "exception_rule", place=records.place(at, "rule"), value=shown(exception.rule),
                    known=names(EXCEPTION_KEYS), near=nearest(exception.rule, EXCEPTION_KEYS),
                )  # fmt: skip
                continue
            expected = _unit_of(exception.rule)
            if exception.unit and exception.unit.lower() not in UNIT_WORDS[expected]:
                self.problems.refuse(
                    "exception_unit", place=records.place(at, "unit"), value=shown(exception.unit), rule=exception.rule,
                    expected=expected or "shifts",
                )  # fmt: skip
        for (first_at, first), (second_at, second) in _overlaps(records):
            self.problems.refuse(
                "exceptions_overlap", place=records.place(second_at), second=second.exception_id,
                first=first.exception_id, line=records.lines[first_at], agent=first.agent_id, rule=first.rule,
            )  # fmt: skip


def _is_approved(contract: Contract) -> bool:
    return bool((contract.reason or "").strip() and (contract.approved_by or "").strip())


def _first(values: tuple[float | None, float | None, float]) -> tuple[float, str]:
    """The first limit that is given, and whose it is."""
    for value, source in zip(values, ("source_person", "source_contract", "source_rule"), strict=True):
        if value is not None:
            return value, source
    raise AssertionError("the rule always has a limit")


def _unit_of(limit: str) -> str:
    if limit.endswith("_h"):
        return "h"
    return "d" if limit.endswith("_days") else ""


def _overlaps(
    records: Records,
) -> Iterator[tuple[tuple[int, ApprovedException], tuple[int, ApprovedException]]]:
    """Pairs of exceptions that speak of the same limit of the same person at the same time."""
    by_limit: dict[tuple[str, str], list[tuple[int, ApprovedException]]] = {}
    for at, exception in enumerate(records.rows):
        by_limit.setdefault((exception.agent_id, exception.rule), []).append((at, exception))
    for own in by_limit.values():
        for first, second in combinations(own, 2):
            if first[1].from_day <= second[1].to_day and second[1].from_day <= first[1].to_day:
                yield first, second


def _known_attendance(centre: Centre, records: Records, problems: Problems) -> tuple[object, ...]:
    strangers = sorted({row.agent_id for row in records.rows if centre.agent(row.agent_id) is None})
    kept = [(at, row) for at, row in enumerate(records.rows) if row.agent_id not in strangers]
    if strangers:
        problems.note(
            "note_unknown_agents", file=records.label, agents=names(strangers),
            count=len(records.rows) - len(kept),
        )  # fmt: skip
    open_ended = [at for at, row in kept if row.signed_out is None]
    if open_ended:
        line = records.lines[open_ended[0]]
        problems.note("note_no_sign_out", file=records.label, count=len(open_ended), line=line)
    backwards = [
        at for at, row in kept if row.signed_out is not None and row.signed_out.timestamp() < row.signed_in.timestamp()
    ]
    if backwards:
        line = records.lines[backwards[0]]
        problems.note("note_sign_out_early", file=records.label, count=len(backwards), line=line)
    return tuple(row for _, row in kept)
