"""What a job gives before it has ended: the scenarios of a sweep, each as it ends."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("""
        create table job_part (
            job_id uuid not null references job on delete cascade,
            number integer not null,
            value jsonb not null,
            primary key (job_id, number)
        );
    """)


def downgrade() -> None:
    op.execute("drop table job_part")
