"""Departments: centre.toml as sent, the rows of the tables, the volumes, and the published rosters with who is where."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("""
        create table centre (
            id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
            name text not null,
            toml bytea not null,
            toml_version integer not null default 1,
            revision bigint not null default 1,
            created_at timestamptz not null default now()
        );
        create table record (
            centre_id text not null references centre on delete cascade,
            sheet text not null,
            key text not null,
            position integer not null,
            value jsonb not null,
            version integer not null default 1,
            primary key (centre_id, sheet, key)
        );
        create index record_order on record (centre_id, sheet, position);
        create table volume (
            centre_id text not null references centre on delete cascade,
            queue text not null,
            interval_start timestamptz not null,
            offered double precision not null check (offered >= 0 and offered < 'Infinity'),
            handled double precision check (handled >= 0 and handled < 'Infinity'),
            abandoned double precision check (abandoned >= 0 and abandoned < 'Infinity'),
            aht_s double precision check (aht_s >= 0 and aht_s < 'Infinity'),
            primary key (centre_id, queue, interval_start)
        );
        create type text_range as range (subtype = text);
        create table roster (
            id bigint generated always as identity primary key,
            centre_id text not null references centre on delete cascade,
            week date not null check (extract(isodow from week) = 1),
            state text not null check (state in ('draft', 'published')),
            version integer check ((version is null) = (state = 'draft')),
            revision integer not null default 1,
            created_by text not null,
            created_at timestamptz not null default now(),
            published_by text,
            published_at timestamptz,
            forecast bytea,
            unique (centre_id, week, version)
        );
        create table shift (
            roster_id bigint not null references roster on delete cascade,
            agent_id text not null,
            shift_date date not null,
            shift_id text not null,
            during tstzrange not null check (not isempty(during)),
            segments jsonb not null,
            primary key (roster_id, agent_id, shift_date, shift_id),
            constraint nobody_in_two_places exclude using gist
                (int8range(roster_id, roster_id, '[]') with &&, text_range(agent_id, agent_id, '[]') with &&, during with &&)
        );
        create function published_never_changes() returns trigger language plpgsql as $$
        declare
            of_roster bigint;
        begin
            if tg_table_name = 'roster' then
                if tg_op = 'DELETE' and not exists (select 1 from centre where id = old.centre_id) then
                    return old;  -- the whole centre is deleted
                end if;
                if old.state = 'published' then
                    raise exception 'a published roster never changes' using errcode = 'restrict_violation';
                end if;
                return case tg_op when 'DELETE' then old else new end;
            end if;
            for of_roster in select distinct unnest(case tg_op when 'INSERT' then array[new.roster_id]
                                                    when 'DELETE' then array[old.roster_id]
                                                    else array[old.roster_id, new.roster_id] end) loop
                if exists (select 1 from roster where id = of_roster and state = 'published') then
                    raise exception 'a published roster never changes' using errcode = 'restrict_violation';
                end if;
            end loop;
            return case tg_op when 'DELETE' then old else new end;
        end $$;
        create trigger roster_published before update or delete on roster for each row
            execute function published_never_changes();
        create trigger shift_published before insert or update or delete on shift for each row
            execute function published_never_changes();
        create table placement (
            centre_id text not null references centre on delete cascade,
            roster_id bigint not null references roster on delete cascade,
            agent_id text not null,
            during tstzrange not null,
            constraint nobody_published_in_two_places exclude using gist
                (text_range(centre_id, centre_id, '[]') with &&, text_range(agent_id, agent_id, '[]') with &&, during with &&)
        );
        create index placement_roster on placement (roster_id);
    """)


def downgrade() -> None:
    op.execute("""
        drop table placement;
        drop table shift;
        drop table roster;
        drop function published_never_changes;
        drop type text_range;
        drop table volume;
        drop table record;
        drop table centre;
    """)
