"""Shifts that people offer each other, and what became of it."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("""
        create table swap_offer (
            id bigint generated always as identity primary key,
            centre_id text not null references centre on delete cascade,
            agent_id text not null,
            day date not null,
            to_agent_id text check (to_agent_id <> agent_id),
            state text not null check (state in ('offered', 'accepted', 'done', 'refused', 'withdrawn')),
            taken_by text check (taken_by <> agent_id),
            taken_day date check (taken_day is null or taken_by is not null),
            decided_by text,
            roster_id bigint references roster on delete set null,
            version integer not null default 1,
            made_at timestamptz not null default now(),
            changed_at timestamptz not null default now(),
            check (state not in ('accepted', 'done') or taken_by is not null)
        );
        create index swap_offer_day on swap_offer (centre_id, day);
        create unique index swap_offer_once on swap_offer (centre_id, agent_id, day) where state in ('offered', 'accepted');
    """)


def downgrade() -> None:
    op.execute("drop table swap_offer")
