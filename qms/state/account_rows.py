"""Read and write accounts of the web application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.people_tables import accounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection, Row

# The hash of the password is left out, so that whoever lists accounts never holds one.
_SHOWN: list[sa.ColumnElement[Any]] = [
    *(column for column in accounts.c if column.name != "password"),
    accounts.c.password.is_not(None).label("has_password"),
]


def all_accounts(conn: Connection) -> list[Row[Any]]:
    """Return every account without the hash, in order of persons; `has_password` says whether there is one."""
    return list(conn.execute(sa.select(*_SHOWN).order_by(accounts.c.person)))


def find_account(conn: Connection, person: str) -> Row[Any] | None:
    """Return the account of a person without the hash."""
    return conn.execute(sa.select(*_SHOWN).where(accounts.c.person == person)).first()


def password_of(conn: Connection, person: str) -> str | None:
    """Return the hash of the password of an account that is not disabled."""
    query = sa.select(accounts.c.password).where(accounts.c.person == person)
    return conn.execute(query.where(accounts.c.disabled.is_(False))).scalar()


def insert_account(conn: Connection, person: str, values: Mapping[str, Any]) -> None:
    """Add an account, which is open and at its first generation."""
    conn.execute(accounts.insert().values(person=person, disabled=False, generation=1, version=1, **values))


def update_account(
    conn: Connection, person: str, values: Mapping[str, Any], *, end_sessions: bool = False
) -> bool:
    """Change an account and say whether there is one; with `end_sessions` its generation goes up."""
    moved: dict[str, Any] = {"version": accounts.c.version + 1}
    if end_sessions:
        moved["generation"] = accounts.c.generation + 1
    query = accounts.update().where(accounts.c.person == person)
    return conn.execute(query.values(**values, **moved)).rowcount > 0
