"""What is assumed of a department's year: its capacity.toml, byte for byte."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("alter table centre add column capacity bytea")


def downgrade() -> None:
    op.execute("alter table centre drop column capacity")
