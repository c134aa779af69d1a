"""Jobs: what was asked, how far it is, the best roster saved, what came out; and the tables of the job engine."""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    op.execute("""
        create table job (
            id uuid primary key,
            centre_id text not null references centre on delete cascade,
            kind text not null,
            options jsonb not null,
            language text not null,
            state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
            priority integer not null default 0,
            created_by text not null,
            created_at timestamptz not null default now(),
            started_at timestamptz,
            ended_at timestamptz,
            attempts integer not null default 0,
            cancel_asked boolean not null default false,
            queue_id bigint,
            phase text not null default '',
            objective bigint,
            bound bigint,
            step integer not null default 0,
            searched_s double precision not null default 0,
            inputs bytea,
            best jsonb,
            best_objective bigint,
            problems jsonb,
            result bytea,
            roster_id bigint references roster on delete set null,
            check ((ended_at is not null) = (state in ('done', 'failed', 'cancelled')))
        );
        create index job_of_centre on job (centre_id, created_at);
        create index job_active on job (created_by) where state in ('queued', 'running');
    """)


def downgrade() -> None:
    op.execute("""
        drop table job;
        drop table procrastinate_periodic_defers, procrastinate_events, procrastinate_jobs, procrastinate_workers cascade;
        do $$
        declare
            each record;
        begin
            for each in select oid::regprocedure as name from pg_proc
                        where proname like 'procrastinate\\_%' and pronamespace = current_schema()::regnamespace loop
                execute format('drop function if exists %s cascade', each.name);
            end loop;
            for each in select oid::regtype as name from pg_type
                        where typname like 'procrastinate\\_%' and typtype in ('e', 'c')
                        and typnamespace = current_schema()::regnamespace loop
                execute format('drop type if exists %s cascade', each.name);
            end loop;
        end $$;
    """)
