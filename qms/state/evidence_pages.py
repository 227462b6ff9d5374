"""Choose evidence by what the register knows of it and give it page by page, without fetching the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import as_evidence
from qms.state.tables import evidence, links

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from sqlalchemy.engine import Connection

    from qms.model.evidence import Evidence

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The SHA-256 of no bytes: empty files are no copies of one another."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold what evidence is narrowed to; empty fields narrow nothing, dates are inclusive.

    `among` keeps only some ids, `hidden` leaves out others, `books` are the ids of spreadsheets that prove by
    themselves and so are never unlinked. `linked` and `indicator` speak of the links of `framework`.
    """

    framework: str
    status: str = ""
    kind: str = ""
    suffixes: tuple[str, ...] = ()
    service: str = ""
    indicator: str = ""
    linked: bool | None = None
    since: date | None = None
    until: date | None = None
    folder: str = ""
    words: tuple[str, ...] = ()
    unsearchable: bool = False
    suspect: bool = False
    copies: bool = False
    personal: bool = False
    among: frozenset[str] | None = None
    hidden: frozenset[str] = frozenset()
    books: frozenset[str] = frozenset()


def count(conn: Connection, choice: Choice) -> int:
    """Return how many evidences are chosen."""
    query = sa.select(sa.func.count()).select_from(evidence).where(*_conditions(choice))
    return int(conn.execute(query).scalar_one())


def page(conn: Connection, choice: Choice, sort: str, first: int, most: int) -> list[Evidence]:
    """Return a page of the evidences that are chosen; `sort` is path, date, -date, size, -size, title or -seen."""
    query = sa.select(evidence).where(*_conditions(choice)).order_by(*_order(sort), evidence.c.path)
    return [as_evidence(row) for row in conn.execute(query.offset(first).limit(most))]


def paths_with_bytes(conn: Connection, sha256: str, hidden: Collection[str]) -> list[tuple[bytes, str]]:
    """Return raw and shown paths of present files with these bytes, attachments and ids of `hidden` left out."""
    table = evidence.c
    query = sa.select(table.raw, table.path, table.id).where(
        table.sha256 == sha256, table.container.is_(None), table.status == EvidenceStatus.PRESENT.value
    )
    return [(row.raw, row.path) for row in conn.execute(query.order_by(table.path)) if row.id not in hidden]


def ids_at(conn: Connection, raws: Collection[bytes]) -> dict[bytes, str]:
    """Return the ids of evidence by raw path."""
    query = sa.select(evidence.c.raw, evidence.c.id).where(evidence.c.raw.in_(set(raws)))
    return {row.raw: row.id for row in conn.execute(query)}


def equals_of(conn: Connection, ident: str, sha256: str, hidden: Collection[str]) -> list[tuple[str, str]]:
    """Return id and path of other present evidence with the same bytes."""
    if sha256 == EMPTY:
        return []
    table = evidence.c
    query = sa.select(table.id, table.path).where(
        table.sha256 == sha256, table.id != ident, table.status == EvidenceStatus.PRESENT.value
    )
    return [(row.id, row.path) for row in conn.execute(query.order_by(table.path)) if row.id not in hidden]


def inside_of(conn: Connection, ident: str, hidden: Collection[str]) -> list[tuple[str, str]]:
    """Return id and path of what is attached to an evidence."""
    query = sa.select(evidence.c.id, evidence.c.path).where(evidence.c.container == ident)
    return [
        (row.id, row.path) for row in conn.execute(query.order_by(evidence.c.path)) if row.id not in hidden
    ]


def suffixes(conn: Connection, hidden: frozenset[str]) -> list[str]:
    """Return the suffixes that files of the register have, in order."""
    query = sa.select(evidence.c.path).where(evidence.c.deleted_as_due.is_(False), _seen(hidden))
    names = (path.rsplit("/", 1)[-1] for path in conn.execute(query).scalars())
    return sorted({name.rsplit(".", 1)[-1].casefold() for name in names if "." in name[1:]})


def _seen(hidden: frozenset[str]) -> sa.ColumnElement[bool]:
    return evidence.c.id.not_in(hidden) if hidden else sa.true()


def _conditions(choice: Choice) -> list[sa.ColumnElement[bool]]:
    table = evidence.c
    found = [table.deleted_as_due.is_(False), _seen(choice.hidden)]
    if choice.among is not None:
        found.append(table.id.in_(choice.among))
    if choice.status:
        found.append(table.status == choice.status)
    if choice.suffixes:
        lower = sa.func.lower(table.path)
        found.append(sa.or_(*(lower.endswith(f".{one}", autoescape=True) for one in choice.suffixes)))
    if choice.folder:
        found.append(table.path.startswith(f"{choice.folder}/", autoescape=True))
    for one in choice.words:
        # SQLite compares letters beyond ASCII as they are, so a word is also looked for with a capital.
        either = {one, one.lower(), one.upper(), one.capitalize()}
        found.append(
            sa.or_(*(c.contains(w, autoescape=True) for c in (table.path, table.title) for w in either))
        )
    if choice.unsearchable:
        found.append((table.problem.is_not(None)) | (table.ocr_waiting > 0))
        found.append(table.status != EvidenceStatus.MISSING.value)
    if choice.personal:
        found.append(table.personal_data.is_(True))
    if choice.copies:
        found.append(_has_copies(choice.hidden))
    return found + _by_links(choice) + _dated(choice)


def _has_copies(hidden: frozenset[str]) -> sa.ColumnElement[bool]:
    """Say of an evidence that a present one that may be seen has the same bytes."""
    table, other = evidence.c, evidence.alias()
    seen = other.c.id.not_in(hidden) if hidden else sa.true()
    present = EvidenceStatus.PRESENT.value
    equal = sa.select(other.c.sha256).where(other.c.status == present, other.c.sha256 != EMPTY, seen)
    several = equal.group_by(other.c.sha256).having(sa.func.count() > 1)
    return (table.status == present) & table.sha256.in_(several)


def _by_links(choice: Choice) -> list[sa.ColumnElement[bool]]:
    own = links.c.evidence == evidence.c.id
    inside = own & (links.c.framework == choice.framework)
    found: list[sa.ColumnElement[bool]] = []
    if choice.indicator:
        found.append(sa.exists().where(inside & (links.c.indicator == choice.indicator)))
    if choice.service:
        spoken = _holds(links.c.services, choice.service) | (sa.cast(links.c.services, sa.Text) == "[]")
        found.append(sa.exists().where(inside & spoken))
    if choice.kind:
        by_link = sa.exists().where(own & _holds(links.c.kinds, choice.kind))
        found.append(_holds(evidence.c.kinds, choice.kind) | by_link)
    if choice.suspect:
        found.append(sa.exists().where(own & links.c.suspect.is_not(None)))
    if choice.linked is True:
        found.append(sa.exists().where(own))
    elif choice.linked is False:
        attached = evidence.alias()
        of_inner = sa.select(attached.c.container).join(links, links.c.evidence == attached.c.id)
        found += [
            ~sa.exists().where(own),
            evidence.c.id.not_in(of_inner.where(attached.c.container.is_not(None))),
            evidence.c.id.not_in(choice.books),
            evidence.c.status == EvidenceStatus.PRESENT.value,
        ]
    return found


def _holds(column: sa.Column[Any], token: str) -> sa.ColumnElement[bool]:
    """Say whether a list in JSON holds a token; tokens and ids need no escapes there."""
    return sa.cast(column, sa.Text).contains(f'"{token}"', autoescape=True)


def _dated(choice: Choice) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if choice.since is not None:
        found.append(_date("date_to") >= choice.since)
    if choice.until is not None:
        found.append(_date("date_from") <= choice.until)
    return found


def _date(name: str) -> sa.ColumnElement[Any]:
    """Return the date of an evidence as `evidence_period` tells it: confirmed on its first link, else its own."""
    confirmed = (
        sa.select(sa.func.coalesce(links.c[name], links.c.date_from))
        .where(
            links.c.evidence == evidence.c.id, links.c.date_from.is_not(None), links.c.date_assumed.is_(False)
        )
        .order_by(links.c.framework, links.c.indicator)
        .limit(1)
        .scalar_subquery()
    )
    return sa.func.coalesce(confirmed, evidence.c[name], evidence.c.date_from)


def _order(sort: str) -> Sequence[sa.ColumnElement[Any]]:
    table = evidence.c
    down = sort.startswith("-")
    by: dict[str, sa.ColumnElement[Any]] = {
        "date": _date("date_from"),
        "size": table.size + 0,
        "title": sa.func.lower(table.title),
    }
    column = by.get(sort.lstrip("-"))
    if column is None:
        return ()
    return (column.is_(None), column.desc() if down else column)
