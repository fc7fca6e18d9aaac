"""The data map: every column says purpose, kind and retention, also in the migrated database."""

import re

import pytest
from sqlalchemy import Column, Connection, MetaData, UniqueConstraint, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

from waitingroom.directory import metadata as directory_tables
from waitingroom.identity import metadata as identity_tables
from waitingroom.notify import metadata as notify_tables
from waitingroom.precheck.tables import metadata as precheck_tables

ALL = (directory_tables, identity_tables, notify_tables, precheck_tables)

SAID = re.compile(r".{4,}; (personal|not personal|pseudonym|secret, hashed); kept .{4,}")

PERSONAL = {"name", "phone", "note", "language", "birth_year", "login", "password_hash"}


def _columns() -> list[Column[object]]:
    return [
        column for metadata in ALL for table in metadata.sorted_tables for column in table.columns
    ]


def test_every_column_says_purpose_kind_and_retention() -> None:
    unsaid = [str(each) for each in _columns() if not SAID.fullmatch(each.comment or "")]
    assert unsaid == []


def test_every_table_says_what_it_is() -> None:
    tables = [table for metadata in ALL for table in metadata.sorted_tables]
    assert [each.name for each in tables if not each.comment] == []


def test_no_column_about_a_person_calls_itself_not_personal() -> None:
    wrong = [
        str(each)
        for each in _columns()
        if each.table.name in ("person", "staff", "account")
        and each.name in PERSONAL
        and "; not personal;" in (each.comment or "")
    ]
    assert wrong == []


def _differences(connection: Connection, metadata: MetaData) -> list[str]:
    found = []
    seen = inspect(connection)
    for table in metadata.sorted_tables:
        there = {each["name"]: each for each in seen.get_columns(table.name)}
        if list(there) != [each.name for each in table.columns]:
            found.append(f"{table.name}: other columns")
            continue
        for column in table.columns:
            real = there[column.name]
            expected = column.type.compile(connection.dialect)
            if real["type"].compile(connection.dialect) != expected:
                found.append(f"{column}: another type")
            if real["nullable"] != column.nullable:
                found.append(f"{column}: nullable or not")
            if connection.dialect.supports_comments and real["comment"] != column.comment:
                found.append(f"{column}: another comment")
        found += _other_keys(connection, metadata, table.name)
    return found


def _other_keys(connection: Connection, metadata: MetaData, name: str) -> list[str]:
    """Keys and indexes that differ from those the metadata makes in a database beside."""
    migrated, made = inspect(connection), metadata.tables[name]
    indexes = {
        (each["name"], tuple(each["column_names"]))
        for each in migrated.get_indexes(name)
        if not each.get("duplicates_constraint") and not each["unique"]
    }
    wanted = {(str(each.name), tuple(c.name for c in each.columns)) for each in made.indexes}
    unique = {tuple(each["column_names"]) for each in migrated.get_unique_constraints(name)}
    wanted_unique = {
        tuple(c.name for c in each.columns)
        for each in made.constraints
        if isinstance(each, UniqueConstraint)
    }
    foreign = {
        (tuple(each["constrained_columns"]), each["referred_table"])
        for each in migrated.get_foreign_keys(name)
    }
    wanted_foreign = {
        (tuple(each.column_keys), each.referred_table.name) for each in made.foreign_key_constraints
    }
    primary = migrated.get_pk_constraint(name)["constrained_columns"]
    pairs = {
        "indexes": (indexes, wanted),
        "unique keys": (unique, wanted_unique),
        "foreign keys": (foreign, wanted_foreign),
        "primary key": (primary, [each.name for each in made.primary_key.columns]),
    }
    return [f"{name}: other {what}" for what, (real, said) in pairs.items() if real != said]


@pytest.mark.parametrize("metadata", ALL)
async def test_the_migrated_database_is_what_the_tables_say(
    engine: AsyncEngine, metadata: MetaData
) -> None:
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences, metadata) == []
