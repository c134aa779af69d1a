"""Migrations: up, down and up again, and the shape the queries count on."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from api.store.migrate import downgrade, revisions, upgrade
from api.store.tables import METADATA


def test_an_empty_database_goes_up_down_and_up_again(empty_database: Engine) -> None:
    """Every step up can be taken back, and nothing is left at the bottom."""
    for revision in revisions():
        upgrade(empty_database, revision)
    for revision in [*reversed(revisions()[:-1]), "base"]:
        downgrade(empty_database, revision)

    assert set(inspect(empty_database).get_table_names()) == {"alembic_version"}
    upgrade(empty_database)
    assert "centre" in inspect(empty_database).get_table_names()


def test_the_tables_of_the_queries_are_those_of_the_migrations(engine: Engine) -> None:
    """Names, types and nullability agree."""
    ours = set(METADATA.tables)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in ours, "compare_type": True}
        found = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
    about = ("add_table", "remove_table", "add_column", "remove_column")
    differences = [each for each in found if isinstance(each, list) or each[0] in about]

    assert differences == []
