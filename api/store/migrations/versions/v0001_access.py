"""Who may do what: users, their keys, failed log-ins; the audit log; answers kept for repeated requests."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("""
        create table account (
            id bigint generated always as identity primary key,
            name text not null unique check (name ~ '^[^[:space:]]+$'),
            role text not null check (role in ('scheduler', 'manager', 'hr', 'lead', 'agent', 'admin')),
            grants text[] not null default '{}',
            centre_id text,
            agent_id text,
            password_hash text,
            disabled boolean not null default false,
            version integer not null default 1,
            check (role <> 'agent' or (centre_id is not null and agent_id is not null)),
            check ((centre_id is null) = (agent_id is null))
        );
        create table api_key (
            id bigint generated always as identity primary key,
            account_id bigint not null references account on delete cascade,
            name text not null,
            sha256 text not null unique,
            created_at timestamptz not null default now(),
            expires_at timestamptz,
            last_used_at timestamptz
        );
        create table failed_log_in (
            id bigint generated always as identity primary key,
            name text not null,
            address text not null,
            at timestamptz not null default now()
        );
        create index failed_log_in_at on failed_log_in (at);
        create table kept_answer (
            account_id bigint not null references account on delete cascade,
            key text not null,
            request_sha256 text not null,
            status integer not null,
            headers jsonb not null,
            body bytea not null,
            at timestamptz not null default now(),
            primary key (account_id, key)
        );
        create table audit (
            id bigint generated always as identity primary key,
            at timestamptz not null default now(),
            who text not null,
            request_id text not null,
            action text not null,
            centre_id text,
            thing text not null,
            key text not null,
            before jsonb,
            after jsonb
        );
        create index audit_thing on audit (centre_id, thing, key);
        create function audit_is_append_only() returns trigger language plpgsql as $$
        begin
            -- Erasing a person is the one reason to blank what an entry says; that it happened stays.
            if tg_op = 'UPDATE' and current_setting('paiban.erasing', true) = 'on'
               and (new.id, new.at, new.who, new.request_id, new.action, new.centre_id, new.thing, new.key)
                   is not distinct from (old.id, old.at, old.who, old.request_id, old.action, old.centre_id, old.thing, old.key)
            then
                return new;
            end if;
            raise exception 'the audit log is append-only' using errcode = 'restrict_violation';
        end $$;
        create trigger audit_append_only before update or delete on audit for each row execute function audit_is_append_only();
        create trigger audit_no_truncate before truncate on audit for each statement execute function audit_is_append_only();
    """)


def downgrade() -> None:
    op.execute("""
        drop table audit;
        drop function audit_is_append_only;
        drop table kept_answer;
        drop table failed_log_in;
        drop table api_key;
        drop table account;
    """)
