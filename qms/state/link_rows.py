"""Read and write links with their pins, exemptions, owners and statements of indicators."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.errors import ChangedMeanwhile
from qms.model.evidence import Link, Pin
from qms.model.words import EvidenceKind
from qms.state.evidence_rows import new_id
from qms.state.tables import exemptions, indicators, links, pins, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.engine import Connection, Row


def all_links(
    conn: Connection, framework: str | None = None, among: Collection[str] | None = None
) -> list[Link]:
    """Return links with their pins in a stable order, of one framework or of all; `among` are ids of evidence."""
    query = sa.select(*_COLUMNS).order_by(links.c.evidence, links.c.framework, links.c.indicator)
    if framework is not None:
        query = query.where(links.c.framework == framework)
    by_link: dict[str, list[Pin]] = defaultdict(list)
    places = sa.select(pins.c.link, pins.c.unit, pins.c.number, pins.c.label, pins.c.quote)
    if among is not None:
        query = query.where(links.c.evidence.in_(set(among)))
        places = places.join(links).where(links.c.evidence.in_(set(among)))
    for link, *pin in conn.execute(places.order_by(pins.c.number, pins.c.label, pins.c.id)):
        by_link[link].append(Pin(*pin))
    return [_as_link(row, tuple(by_link.get(row[0], ()))) for row in conn.execute(query).all()]


def links_of(conn: Connection, evidence: str) -> list[Row[Any]]:
    """Return the link rows of one evidence."""
    query = sa.select(links).where(links.c.evidence == evidence)
    return list(conn.execute(query.order_by(links.c.framework, links.c.indicator)))


def linked_references(conn: Connection) -> dict[str, frozenset[tuple[str, str]]]:
    """Return (framework, indicator) of all links, by evidence id."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for ident, framework, indicator in conn.execute(
        sa.select(links.c.evidence, links.c.framework, links.c.indicator)
    ):
        found[ident].add((framework, indicator))
    return {ident: frozenset(references) for ident, references in found.items()}


def linked_among(conn: Connection, wanted: Iterable[str]) -> set[str]:
    """Return the evidence ids that have links."""
    query = sa.select(links.c.evidence).where(links.c.evidence.in_(set(wanted))).distinct()
    return set(conn.execute(query).scalars())


def find_link(conn: Connection, evidence: str, framework: str, indicator: str) -> Row[Any] | None:
    """Return the one link between an evidence and an indicator."""
    where = (links.c.evidence == evidence) & (links.c.framework == framework)
    return conn.execute(sa.select(links).where(where & (links.c.indicator == indicator))).first()


def insert_link(conn: Connection, values: Mapping[str, Any]) -> str:
    """Add a link and return its id."""
    ident = new_id("l")
    conn.execute(links.insert().values(id=ident, version=1, **values))
    return ident


def update_link(conn: Connection, ident: str, values: Mapping[str, Any], version: int | None = None) -> None:
    """Change a link; with `version`, refuse when it moved on (ChangedMeanwhile)."""
    query = links.update().where(links.c.id == ident)
    if version is not None:
        query = query.where(links.c.version == version)
    if conn.execute(query.values(**values, version=links.c.version + 1)).rowcount == 0:
        raise ChangedMeanwhile(subject=ident)


def delete_link(conn: Connection, ident: str) -> None:
    """Remove a link and its pins."""
    conn.execute(pins.delete().where(pins.c.link == ident))
    conn.execute(links.delete().where(links.c.id == ident))


def links_on(conn: Connection, framework: str, indicator: str) -> list[Row[Any]]:
    """Return the link rows of one indicator."""
    where = (links.c.framework == framework) & (links.c.indicator == indicator)
    return list(conn.execute(sa.select(links).where(where).order_by(links.c.evidence)))


def pins_of(conn: Connection, link: str) -> list[Row[Any]]:
    """Return the pin rows of one link."""
    return list(conn.execute(sa.select(pins).where(pins.c.link == link).order_by(pins.c.id)))


def insert_pin(conn: Connection, link: str, pin: Pin) -> None:
    """Add a pin to a link unless the same one is there."""
    for row in pins_of(conn, link):
        if (row.unit, row.number, row.label, row.quote) == (pin.unit, pin.number, pin.label, pin.quote):
            return
    conn.execute(
        pins.insert().values(
            id=new_id("p"), link=link, unit=pin.unit, number=pin.number, label=pin.label, quote=pin.quote
        )
    )


def move_pin(
    conn: Connection, ident: str, unit: str, number: int | None, label: str, found: str | None
) -> None:
    """Give a pin the place where its passage was found again, and the present words where they differ (`found`)."""
    values = {"unit": unit, "number": number, "label": label, "found": found}
    conn.execute(pins.update().where(pins.c.id == ident).values(**values))


def settle_pin(conn: Connection, ident: str, unit: str, number: int | None, label: str, quote: str) -> None:
    """Give a pin the place and the words that a person confirmed."""
    values = {"unit": unit, "number": number, "label": label, "quote": quote, "found": None}
    conn.execute(pins.update().where(pins.c.id == ident).values(**values))


def pins_in_other_words(conn: Connection) -> list[Row[Any]]:
    """Return the pins whose passage was found in other words, with evidence, framework and indicator, in order."""
    query = sa.select(pins, links.c.evidence, links.c.framework, links.c.indicator).join(links)
    query = query.where(pins.c.found.is_not(None))
    return list(conn.execute(query.order_by(links.c.indicator, links.c.evidence, pins.c.id)))


def drop_quote(conn: Connection, pin: Row[Any]) -> None:
    """Leave a pin its place only; where the link has a pin of that place already, remove it."""
    place = (pin.unit, pin.number, pin.label, "")
    if any((p.unit, p.number, p.label, p.quote) == place for p in pins_of(conn, pin.link)):
        conn.execute(pins.delete().where(pins.c.id == pin.id))
    else:
        conn.execute(pins.update().where(pins.c.id == pin.id).values(quote="", found=None))


def exemptions_of(conn: Connection, framework: str) -> list[Row[Any]]:
    """Return the decisions that something does not apply, in a stable order."""
    query = sa.select(exemptions).where(exemptions.c.framework == framework)
    return list(conn.execute(query.order_by(exemptions.c.indicator, exemptions.c.service, exemptions.c.need)))


def put_exemption(conn: Connection, values: Mapping[str, Any]) -> None:
    """Add a decision that something does not apply, replacing one of the same scope."""
    drop_exemption(
        conn, str(values["framework"]), str(values["indicator"]), values["service"], values["need"]
    )
    conn.execute(exemptions.insert().values(id=new_id("x"), **values))


def drop_exemption(
    conn: Connection, framework: str, indicator: str, service: str | None, need: str | None
) -> bool:
    """Withdraw the decision of exactly this scope; say whether there was one."""
    table = exemptions.c
    where = (table.framework == framework) & (table.indicator == indicator)
    where &= table.service.is_(None) if service is None else table.service == service
    where &= table.need.is_(None) if need is None else table.need == need
    return conn.execute(exemptions.delete().where(where)).rowcount > 0


def indicator_rows(conn: Connection, framework: str) -> dict[str, Row[Any]]:
    """Return owners and due dates by indicator."""
    query = sa.select(indicators).where(indicators.c.framework == framework)
    return {row.indicator: row for row in conn.execute(query)}


def put_indicator(
    conn: Connection, framework: str, indicator: str, values: Mapping[str, Any], seen: int | None = None
) -> None:
    """Set owner or due date of an indicator; with `seen`, refuse when it is of another version (0: not there yet)."""
    where = (indicators.c.framework == framework) & (indicators.c.indicator == indicator)
    if seen is not None:
        version = conn.execute(sa.select(indicators.c.version).where(where)).scalar() or 0
        if version != seen:
            raise ChangedMeanwhile(subject=f"{framework}:{indicator}")
    changed = conn.execute(
        indicators.update().where(where).values(**values, version=indicators.c.version + 1)
    )
    if changed.rowcount == 0:
        base = {"owner": None, "due": None} | dict(values)
        conn.execute(indicators.insert().values(framework=framework, indicator=indicator, version=1, **base))


def statements_of(conn: Connection, framework: str, indicator: str | None = None) -> list[Row[Any]]:
    """Return evidence statements with their history, newest last."""
    query = sa.select(statements).where(statements.c.framework == framework)
    if indicator is not None:
        query = query.where(statements.c.indicator == indicator)
    return list(
        conn.execute(query.order_by(statements.c.indicator, statements.c.service, statements.c.number))
    )


def add_statement(conn: Connection, values: Mapping[str, Any], seen: int | None = None) -> int:
    """Append a version of an evidence statement and return its number.

    With `seen`, refuse when that is not the newest number (0: there was none).
    """
    rows = statements_of(conn, str(values["framework"]), str(values["indicator"]))
    number = 1 + sum(1 for row in rows if row.service == values["service"])
    if seen is not None and number != seen + 1:
        raise ChangedMeanwhile(subject=f"{values['framework']}:{values['indicator']}")
    conn.execute(statements.insert().values(id=new_id("s"), number=number, **values))
    return number


# The same few lists stand in thousands of rows, so their text is fetched and parsed once.
_COLUMNS: tuple[sa.ColumnElement[Any], ...] = (
    links.c.id,
    links.c.evidence,
    links.c.framework,
    links.c.indicator,
    sa.cast(links.c.kinds, sa.Text),
    sa.cast(links.c.services, sa.Text),
    links.c.date_from,
    links.c.date_to,
    links.c.date_assumed,
    links.c.suspect,
    links.c.note,
    links.c.confirmed_by,
    links.c.confirmed_at,
    links.c.series,
)


@lru_cache(maxsize=1024)
def _kinds(text: str) -> tuple[EvidenceKind, ...]:
    return tuple(EvidenceKind(k) for k in json.loads(text))


@lru_cache(maxsize=1024)
def _services(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _as_link(row: Any, found: tuple[Pin, ...]) -> Link:
    ident, evidence, framework, indicator, kinds, services, *rest = row
    start, end, assumed, suspect, note, who, when, series = rest
    return Link(
        id=ident,
        evidence=evidence,
        framework=framework,
        indicator=indicator,
        kinds=_kinds(kinds),
        services=() if services == "[]" else _services(services),
        date_from=start,
        date_to=end,
        date_assumed=assumed,
        suspect=suspect,
        note=note,
        pins=found,
        confirmed_by=who,
        confirmed_on=when[:10],
        series=series,
    )
