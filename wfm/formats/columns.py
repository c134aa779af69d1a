"""
The columns of every table, in one place: what a department hands in, and what it gets back.

A column of the file and a field of the model have the same name, except where the file's name is a word Python keeps for itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from wfm.calendar import WEEKDAYS, SpecialDay
from wfm.formats.cells import CLOCK, COUNT, DATE, DAYS, INSTANT, LIST, NUMBER, TEXT, WHOLE, YES_NO, Kind, choice
from wfm.model import Model
from wfm.people import Agent, ApprovedException, Availability, Leave, Limit, Lock, Pair, Pattern
from wfm.records import Attendance, BacklogCount, CleaningDecision, Driver, KpiRecord, Override, TypicalVolume


@dataclass(frozen=True)
class Column:
    """
    One column of a table.

    Attributes
    ----------
    needed
        Every row has a value.
    headed
        The column must be there, though a cell may be blank. True of every needed column.
    blank
        The sentence that refuses a blank cell of a needed column.
    """

    name: str
    kind: Kind
    field: str = ""
    needed: bool = False
    headed: bool = False
    blank: str = "cell_blank"

    @property
    def to(self) -> str:
        """The model's field."""
        return self.field or self.name


@dataclass(frozen=True)
class Table:
    """
    One table: the field of `Centre` it fills, the model of a row, and the columns that tell two rows apart, if any do.

    A row blank in the column `undecided_without` is a question nobody has answered yet: it says nothing. Columns `told` are
    written for the reader's eyes and not read back.
    """

    name: str
    field: str
    model: type[Model] | type[SpecialDay]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    undecided_without: str = ""
    told: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every column."""
        return tuple(column.name for column in self.columns)

    @property
    def headed(self) -> tuple[str, ...]:
        """The columns that must be there."""
        return tuple(column.name for column in self.columns if column.needed or column.headed)


def _must(name: str, kind: Kind = TEXT, field: str = "") -> Column:
    return Column(name, kind, field, needed=True)


def _approval(name: str) -> Column:
    return Column(name, TEXT, needed=True, blank="unapproved")


def _may(name: str, kind: Kind = TEXT, field: str = "") -> Column:
    return Column(name, kind, field)


def _head(name: str, kind: Kind = TEXT, field: str = "") -> Column:
    return Column(name, kind, field, headed=True)


CLEANING_TOLD = ("scope", "actual", "expected", "score_sd", "treatment", "reason")
PRIVATE_COLUMNS = ("phone", "email", "emergency_name", "emergency_phone")
"""Columns of people.csv that never leave the department's folder."""

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "people",
            "agents",
            Agent,
            (
                _must("agent_id"), _may("name"), _may("group"), _head("skills", LIST), _may("contract"),
                _may("min_h", NUMBER), _may("max_h", NUMBER), _may("lead", YES_NO), _may("cost_per_h", NUMBER),
                _may("hired_on", DATE), _may("left_on", DATE), _may("probation_done_h", NUMBER), _may("pattern"),
                _may("pattern_offset", WHOLE), _may("phone"), _may("email"), _may("emergency_name"), _may("emergency_phone"),
            ),
            key=("agent_id",),
        ),
        Table(
            "availability",
            "availability",
            Availability,
            (
                _must("agent_id"), _must("days", DAYS), _may("from", CLOCK, "from_time"), _may("to", CLOCK, "to_time"),
                _must("kind", choice("available", "unavailable", "prefer", "avoid")),
            ),
        ),
        Table(
            "leave",
            "leave",
            Leave,
            (
                _must("agent_id"), _must("from", DATE, "from_day"), _must("to", DATE, "to_day"), _must("kind"),
                _must("status", choice("requested", "approved", "refused")), _may("part", choice("am", "pm")),
                _may("requested_on", DATE), _may("decided_by"), _may("decided_on", DATE), _may("credit_h_per_day", NUMBER),
            ),
        ),
        Table(
            "exceptions",
            "exceptions",
            ApprovedException,
            (
                _must("exception_id"), _must("agent_id"), _must("rule"), _must("from", DATE, "from_day"),
                _must("to", DATE, "to_day"), _must("value", COUNT), _may("unit"), _approval("reason"), _head("approved_by"),
                _may("approved_on", DATE), _may("expires_on", DATE), _may("status", choice("requested", "approved", "refused")),
            ),
            key=("exception_id",),
        ),
        Table(
            "special_days",
            "special_days",
            SpecialDay,
            (_must("date", DATE), _must("name"), _may("acts_like"), _may("factor", COUNT), _may("queue")),
            key=("date", "queue"),
        ),
        Table(
            "drivers",
            "drivers",
            Driver,
            (_must("date", DATE), _must("name"), _must("value", NUMBER), _may("queue")),
            key=("date", "name", "queue"),
        ),
        Table(
            "overrides",
            "overrides",
            Override,
            (
                _must("queue"), _must("from", INSTANT, "from_time"), _must("to", INSTANT, "to_time"),
                _must("kind", choice("percent", "amount", "set")), _must("value", NUMBER), _must("author"), _must("reason"),
                _may("made_on", DATE),
            ),
        ),
        Table(
            "cleaning",
            "cleaning",
            CleaningDecision,
            (
                _must("queue"), _must("interval_start", INSTANT), _must("decision", choice("keep", "exclude")), _must("by"),
            ),
            key=("queue", "interval_start"),
            undecided_without="decision",
            told=CLEANING_TOLD,
        ),
        Table(
            "typical_week",
            "typical_week",
            TypicalVolume,
            (
                _must("queue"), _must("days", DAYS), _may("from", CLOCK, "from_time"), _may("to", CLOCK, "to_time"),
                _must("offered", COUNT),
            ),
        ),
        Table(
            "backlog",
            "backlog",
            BacklogCount,
            (_must("queue"), _must("released_at", INSTANT), _must("offered", COUNT)),
            key=("queue", "released_at"),
        ),
        Table(
            "locks",
            "locks",
            Lock,
            (_must("agent_id"), _must("shift_date", DATE), _head("shift_id"), _may("start", CLOCK)),
            key=("agent_id", "shift_date"),
        ),
        Table(
            "patterns",
            "patterns",
            Pattern,
            (_must("pattern"), _must("week", WHOLE), _must("day", choice(*WEEKDAYS)), _head("shift_id")),
            key=("pattern", "week", "day"),
        ),
        Table(
            "pairs",
            "pairs",
            Pair,
            (_must("agent_a"), _must("agent_b"), _must("kind", choice("together", "apart"))),
            key=("agent_a", "agent_b"),
        ),
        Table(
            "limits",
            "limits",
            Limit,
            (
                _must("kind", choice("absent_at_once", "seats")), _may("group"), _may("from", DATE, "from_day"),
                _may("to", DATE, "to_day"), _must("value", WHOLE),
            ),
        ),
        Table(
            "attendance",
            "attendance",
            Attendance,
            (_must("agent_id"), _must("signed_in", INSTANT), _head("signed_out", INSTANT)),
            key=("agent_id", "signed_in", "signed_out"),
        ),
        Table(
            "kpi",
            "kpi",
            KpiRecord,
            (
                _must("agent_id"), _must("date", DATE), _may("handled", COUNT), _may("satisfaction", NUMBER),
                _may("first_contact_resolved", NUMBER), _may("response_s", NUMBER), _may("quality", NUMBER),
            ),
            key=("agent_id", "date"),
        ),
    )
}  # fmt: skip
"""Tables whose rows are models; `volumes` and `published` have readers of their own."""

VOLUME_COLUMNS = ("queue", "interval_start", "offered", "handled", "abandoned", "aht_s")
CALL_LOG_COLUMNS = ("queue", "wait_s", "outcome")
ROSTER_COLUMNS = ("agent_id", "shift_date", "shift_id", "start", "end", "activity", "queues", "shares", "paid")
INPUT_TABLES = ("people", "availability", "leave", "exceptions", "volumes", "special_days", "drivers", "overrides", "cleaning",
                "typical_week", "backlog", "locks", "patterns", "pairs", "limits", "attendance", "kpi", "published")  # fmt: skip

OUTPUT_COLUMNS: dict[str, tuple[str, ...]] = {
    "forecast.csv": ("queue", "interval_start", "offered", "aht_s", "lo80", "hi80", "lo95", "hi95", "base_offered"),
    "requirement.csv": (
        "queue", "skill", "interval_start", "offered", "model", "base_staff", "scheduled_staff", "fractional_staff",
        "base_staff_erlang_a", "base_staff_stationary", "expected_service_level", "expected_occupancy", "definition", "binding",
    ),
    "roster.csv": ROSTER_COLUMNS,
    "coverage.csv": ("skill", "interval_start", "required", "rostered", "shortage", "overstaffing"),
    "service.csv": (
        "queue", "interval_start", "offered", "erlang_service_level", "simulated_service_level", "ci_lo", "ci_hi", "asa_s",
        "abandonment", "occupancy", "definition",
    ),
    "service_week.csv": (
        "queue", "week", "target", "offered", "erlang", "simulated", "lo", "hi", "asa_s", "abandonment", "occupancy", "verdict",
    ),
    "compliance.csv": (
        "agent_id", "week", "date", "rule", "status", "observed", "limit", "unit", "cause", "exception_id", "sentence",
    ),
    "audit_weeks.csv": (
        "agent_id", "name", "group", "week", "planned_h", "due_h", "worked_h", "unplanned_h", "credited_h", "counted_h", "low_h",
        "high_h", "overtime_h", "adherence", "conformance", "shifts_due", "shifts_attended", "late", "early_leave", "absent",
        "missed_sign_out", "status", "cause", "exception_id", "sentence",
    ),
    "audit_findings.csv": (
        "agent_id", "day", "week", "kind", "shift_id", "planned_start", "planned_end", "signed_in", "signed_out", "minutes",
        "sentence",
    ),
    "audit_evaluation.csv": (
        "agent_id", "name", "group", "month", "place", "mark", "score", "attendance", "punctuality", "adherence", "hours",
        "satisfaction", "first_contact_resolution", "quality", "response_s",
    ),
    "whatif.csv": ("scenario", "outcome", "measure", "queue", "value", "lo", "hi", "difference", "low", "high", "verdict"),
    "why.csv": (
        "queue", "date", "method", "expected", "level", "weekday", "holiday", "around", "month", "season", "driver", "special",
        "sentence",
    ),
    "cleaning.csv": ("queue", "interval_start", "decision", "by", *CLEANING_TOLD),
    "backtest.csv": (
        "queue", "method", "lead_week", "origins", "wape_interval", "wape_day", "bias", "floor", "coverage_80", "coverage_95",
        "width_80", "width_95", "pinball", "chosen",
    ),
    "call_in.csv": ("group", "agent_id", "order", "phone", "emergency_phone", "free_from", "free_to", "needs_exception"),
    "answer.csv": ("sentence",),
    "changes.csv": ("agent_id", "shift_date", "from", "to", "why"),
    "wishes.csv": (
        "agent_id", "week", "day", "kind", "wish", "shift", "reason", "rule", "missing_h", "sentence",
    ),
    "rule_cost.csv": (
        "rule", "value", "outcome", "extra_h", "extra_low_h", "extra_high_h", "verdict", "people", "paid_h", "cost", "missing_h",
        "surplus_h", "wishes_refused", "sentence",
    ),
    "advice.csv": (
        "rank", "agents", "skill", "gain_h", "tried", "saved_h", "saved_low_h", "saved_high_h", "verdict", "sentence",
    ),
    "capacity.csv": ("scenario", "week", "monday", "skill", "required_h", "served_h", "short_h"),
    "capacity_people.csv": (
        "scenario", "week", "monday", "skills", "contract", "opening", "joined", "hired", "left", "closing", "full_agents",
        "paid_h", "overtime_h", "spare_h", "cost",
    ),
    "capacity_hires.csv": (
        "scenario", "decide_by", "starts_on", "week", "hiring_class", "skills", "contract", "people",
    ),
}  # fmt: skip
"""Columns of what is written, in order; `write_table` adds nothing and leaves out nothing."""

TEXT_COLUMNS = frozenset(
    {"queue", "skill", "model", "agent_id", "week", "rule", "status", "unit", "cause", "exception_id", "sentence", "group",
     "shift_id", "activity", "queues", "definition", "binding", "phone", "emergency_phone", "date", "shift_date", "needs_exception",
     "verdict"}
)  # fmt: skip
INSTANT_COLUMNS = frozenset({"interval_start", "free_from", "free_to", "start", "end"})

PROOF_KEYS = (
    "status", "objective", "bound", "gap", "gap_agent_hours", "gap_share_of_required", "by_goal", "shortages", "engine", "seed",
    "workers", "budget", "kept_start", "iterations", "stopped_by", "solver", "solver_version", "paiban_version",
    "input_sha256", "wall_s",
    "checked_by", "violations", "week", "first_day", "days", "replications",
)  # fmt: skip
