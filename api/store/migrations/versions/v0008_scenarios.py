"""The scenarios of a sweep, each to be taken by any worker; and the ground they all stand on: the week as it is."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.execute("""
        alter table job add column ground jsonb;
        create table job_scenario (
            job_id uuid not null references job on delete cascade,
            place integer not null,
            levers text[] not null,
            lease uuid,
            lease_until timestamptz,
            part integer,
            primary key (job_id, place),
            foreign key (job_id, part) references job_part,
            check ((lease is null) = (lease_until is null)),
            check (part is null or lease is null)
        );
    """)


def downgrade() -> None:
    op.execute("""
        drop table job_scenario;
        alter table job drop column ground;
    """)
