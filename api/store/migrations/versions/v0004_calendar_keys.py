"""Keys that open a person's calendar and nothing else: they stand in addresses that calendar applications keep."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("""
        alter table api_key add column purpose text not null default 'everything' check (purpose in ('everything', 'calendar'))
    """)


def downgrade() -> None:
    op.execute("""
        delete from api_key where purpose <> 'everything';
        alter table api_key drop column purpose;
    """)
