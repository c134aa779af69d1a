"""By what an issuer of OpenID Connect names the person of an account: an e-mail address it has verified, or its own subject."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("""
        alter table account add column email text, add column subject text;
        create unique index account_email on account (lower(email));
        create unique index account_subject on account (subject);
    """)


def downgrade() -> None:
    op.execute("alter table account drop column email, drop column subject")
