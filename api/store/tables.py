"""The tables as the queries name them. What holds in them, constraints and triggers, stands in the migrations."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Identity,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE

METADATA = MetaData()

INSTANT = DateTime(timezone=True)


def _identity() -> Column[int]:
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


account = Table(
    "account",
    METADATA,
    _identity(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("grants", ARRAY(Text), nullable=False),
    Column("centre_id", Text),
    Column("agent_id", Text),
    Column("password_hash", Text),
    Column("disabled", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("email", Text),
    Column("subject", Text),
)
api_key = Table(
    "api_key",
    METADATA,
    _identity(),
    Column("account_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("expires_at", INSTANT),
    Column("last_used_at", INSTANT),
)
failed_log_in = Table(
    "failed_log_in",
    METADATA,
    _identity(),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", INSTANT, nullable=False),
)
kept_answer = Table(
    "kept_answer",
    METADATA,
    Column("account_id", BigInteger, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_sha256", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", INSTANT, nullable=False),
)
audit = Table(
    "audit",
    METADATA,
    _identity(),
    Column("at", INSTANT, nullable=False),
    Column("who", Text, nullable=False),
    Column("request_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("centre_id", Text),
    Column("thing", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("before", JSONB(none_as_null=True)),
    Column("after", JSONB(none_as_null=True)),
)
centre = Table(
    "centre",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("toml", LargeBinary, nullable=False),
    Column("toml_version", Integer, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("capacity", LargeBinary),
)
record = Table(
    "record",
    METADATA,
    Column("centre_id", Text, primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("value", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
)
volume = Table(
    "volume",
    METADATA,
    Column("centre_id", Text, primary_key=True),
    Column("queue", Text, primary_key=True),
    Column("interval_start", INSTANT, primary_key=True),
    Column("offered", Double, nullable=False),
    Column("handled", Double),
    Column("abandoned", Double),
    Column("aht_s", Double),
)
roster = Table(
    "roster",
    METADATA,
    _identity(),
    Column("centre_id", Text, nullable=False),
    Column("week", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer),
    Column("revision", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("published_by", Text),
    Column("published_at", INSTANT),
    Column("forecast", LargeBinary),
)
shift = Table(
    "shift",
    METADATA,
    Column("roster_id", BigInteger, primary_key=True),
    Column("agent_id", Text, primary_key=True),
    Column("shift_date", Date, primary_key=True),
    Column("shift_id", Text, primary_key=True),
    Column("during", TSTZRANGE, nullable=False),
    Column("segments", JSONB, nullable=False),
)
placement = Table(
    "placement",
    METADATA,
    Column("centre_id", Text, nullable=False),
    Column("roster_id", BigInteger, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("during", TSTZRANGE, nullable=False),
)
swap_offer = Table(
    "swap_offer",
    METADATA,
    _identity(),
    Column("centre_id", Text, nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("to_agent_id", Text),
    Column("state", Text, nullable=False),
    Column("taken_by", Text),
    Column("taken_day", Date),
    Column("decided_by", Text),
    Column("roster_id", BigInteger),
    Column("version", Integer, nullable=False),
    Column("made_at", INSTANT, nullable=False),
    Column("changed_at", INSTANT, nullable=False),
)
job = Table(
    "job",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("centre_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("options", JSONB, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", INSTANT, nullable=False),
    Column("started_at", INSTANT),
    Column("ended_at", INSTANT),
    Column("attempts", Integer, nullable=False),
    Column("cancel_asked", Boolean, nullable=False),
    Column("queue_id", BigInteger),
    Column("phase", Text, nullable=False),
    Column("objective", BigInteger),
    Column("bound", BigInteger),
    Column("step", Integer, nullable=False),
    Column("searched_s", Double, nullable=False),
    Column("inputs", LargeBinary),
    Column("best", JSONB(none_as_null=True)),
    Column("best_objective", BigInteger),
    Column("problems", JSONB(none_as_null=True)),
    Column("result", LargeBinary),
    Column("roster_id", BigInteger),
    Column("ground", JSONB(none_as_null=True)),
)
job_part = Table(
    "job_part",
    METADATA,
    Column("job_id", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("value", JSONB, nullable=False),
)
job_scenario = Table(
    "job_scenario",
    METADATA,
    Column("job_id", Uuid, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("levers", ARRAY(Text), nullable=False),
    Column("lease", Uuid),
    Column("lease_until", INSTANT),
    Column("part", Integer),
)
