"""Carry links, evidence statements and owners from one standard to another, as a mapping file says.

A plan is made first and can be looked at; applying it makes the same plan again inside the transaction. What is there
already is extended and nothing is deleted, so that applying twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qms.coverage.gather import gather, proof_of_link, setting_of
from qms.coverage.rules import judge
from qms.state.evidence_rows import standings
from qms.state.link_rows import (
    add_statement,
    all_links,
    find_link,
    indicator_rows,
    insert_link,
    insert_pin,
    put_indicator,
    statements_of,
    update_link,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qms.catalogue.mappings import MappingFile, Step
    from qms.model.coverage import Proof
    from qms.model.evidence import Link, Pin
    from qms.model.words import State
    from qms.state.evidence_rows import Standing
    from qms.state.store import Change, Connection
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class CarriedLink:
    """Hold one link of the target as it will be: `before` is what stands there now, `sources` where it comes from.

    `pins` are those to be added; `link` has the dates, kinds and services of the result.
    """

    link: Link
    before: Link | None
    sources: tuple[str, ...]
    path: str
    pins: tuple[Pin, ...]
    origin: Link


@dataclass(frozen=True, slots=True)
class CarriedStatement:
    """Hold a statement that a target has not got yet, for a service or (None) for all."""

    target: str
    service: str | None
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CarriedOwner:
    """Hold an owner for a target that has none."""

    target: str
    owner: str
    source: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """Hold a step that only suggests: how many files are linked at its source."""

    step: Step
    files: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what would be carried, in the order of the target; states are those of coverage before and after.

    `unmapped` are references of the source with links that no step of the mapping names.
    """

    mapping: MappingFile
    links: tuple[CarriedLink, ...]
    statements: tuple[CarriedStatement, ...]
    owners: tuple[CarriedOwner, ...]
    suggestions: tuple[Suggested, ...]
    unmapped: tuple[str, ...]
    before: Mapping[str, State]
    after: Mapping[str, State]

    @property
    def is_empty(self) -> bool:
        """Say whether all of it is there already."""
        return not (self.links or self.statements or self.owners)

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the references that get something, in the order of the standard."""
        named = {c.link.indicator for c in self.links} | {s.target for s in self.statements}
        named |= {o.target for o in self.owners}
        return tuple(i.ref for i in self.mapping.target.indicators if i.ref in named)


def plan_carrying(workspace: Workspace, mapping: MappingFile) -> Plan:
    """Return what a mapping would carry, and what the coverage of the target would be before and after."""
    with workspace.state.read() as conn:
        plan = _plan(conn, mapping)
        sources = standings(conn, mapping.source.id)
    before, after = _states(workspace, mapping, plan.links, sources)
    return replace(plan, before=before, after=after)


def carry(workspace: Workspace, mapping: MappingFile, note: str) -> Plan:
    """Carry all that a mapping says in one transaction and return what was carried; the trail names who did it.

    `note` is written beside the links, and says where they come from.
    """
    with workspace.state.write(workspace.actor.id) as change:
        plan = _plan(change.conn, mapping)
        for carried in plan.links:
            _write_link(change, mapping, carried, note)
        for statement in plan.statements:
            values = {
                "framework": mapping.target.id,
                "indicator": statement.target,
                "service": statement.service,
                "text": statement.text,
                "by": change.actor,
                "at": change.at,
            }
            number = add_statement(change.conn, values)
            subject = f"{mapping.target.id}:{statement.target}"
            change.log("indicator.statement", subject, number=number, service=statement.service)
        for owner in plan.owners:
            put_indicator(change.conn, mapping.target.id, owner.target, {"owner": owner.owner})
            change.log("indicator.set", f"{mapping.target.id}:{owner.target}", owner=owner.owner)
    return plan


def _plan(conn: Connection, mapping: MappingFile) -> Plan:
    by_ref: dict[str, list[Link]] = {}
    for link in all_links(conn, mapping.source.id):
        by_ref.setdefault(link.indicator, []).append(link)
    standing = {(link.evidence, link.indicator): link for link in all_links(conn, mapping.target.id)}
    paths = {ident: known.path for ident, known in standings(conn, mapping.source.id).items()}
    places = {indicator.ref: number for number, indicator in enumerate(mapping.target.indicators)}
    links = sorted(_links(mapping, by_ref, standing, paths), key=lambda c: (places[c.link.indicator], c.path))
    mapped = {step.source for step in mapping.steps}
    return Plan(
        mapping=mapping,
        links=tuple(links),
        statements=tuple(
            sorted(_statements(conn, mapping), key=lambda s: (places[s.target], s.service or ""))
        ),
        owners=tuple(sorted(_owners(conn, mapping), key=lambda o: places[o.target])),
        suggestions=tuple(
            Suggested(step, len(by_ref.get(step.source, ()))) for step in mapping.steps if not step.carries
        ),
        unmapped=tuple(i.ref for i in mapping.source.indicators if i.ref in by_ref and i.ref not in mapped),
        before={},
        after={},
    )


def _links(
    mapping: MappingFile,
    by_ref: Mapping[str, list[Link]],
    standing: Mapping[tuple[str, str], Link],
    paths: Mapping[str, str],
) -> Iterator[CarriedLink]:
    """Yield the links that are new, or that would have more than they have now."""
    found: dict[tuple[str, str], CarriedLink] = {}
    for step in mapping.steps:
        for link in by_ref.get(step.source, ()) if step.carries else ():
            key = (link.evidence, step.target)
            known = found.get(key)
            before = standing.get(key)
            own = replace(link, framework=mapping.target.id, indicator=step.target)
            base = known.link if known else before
            merged = own if base is None else _merged(base, own)
            sources = (*(known.sources if known else ()), step.source)
            path = paths.get(link.evidence, "")
            origin = known.origin if known else link
            found[key] = CarriedLink(merged, before, sources, path, (), origin)
    for carried in found.values():
        kept = carried.before.pins if carried.before else ()
        added = tuple(pin for pin in carried.link.pins if pin not in kept)
        if carried.before is None or carried.link != carried.before:
            yield replace(carried, pins=added)


def _merged(base: Link, other: Link) -> Link:
    """Return a link with what another one adds; its own confirmation, dates and note stay."""
    everywhere = not base.services or not other.services
    services = () if everywhere else tuple(dict.fromkeys((*base.services, *other.services)))
    has_date = base.date_from is not None or base.date_to is not None
    return replace(
        base,
        kinds=tuple(dict.fromkeys((*base.kinds, *other.kinds))),
        services=services,
        pins=tuple(dict.fromkeys((*base.pins, *other.pins))),
        date_from=base.date_from if has_date else other.date_from,
        date_to=base.date_to if has_date else other.date_to,
        date_assumed=base.date_assumed if has_date else other.date_assumed,
    )


def _statements(conn: Connection, mapping: MappingFile) -> Iterator[CarriedStatement]:
    """Yield the newest statements for targets that have none of that service; those of several sources are joined."""
    newest: dict[str, dict[str | None, str]] = {}
    for row in statements_of(conn, mapping.source.id):
        newest.setdefault(row.indicator, {})[row.service] = row.text.strip()
    taken = {(row.indicator, row.service) for row in statements_of(conn, mapping.target.id)}
    found: dict[tuple[str, str | None], CarriedStatement] = {}
    for step in mapping.steps:
        for service, text in newest.get(step.source, {}).items() if step.carries else ():
            key = (step.target, service)
            if key in taken or not text:
                continue
            known = found.get(key)
            joined = text if known is None else f"{known.text}\n\n{text}"
            sources = (*(known.sources if known else ()), step.source)
            found[key] = CarriedStatement(step.target, service, joined, sources)
    yield from found.values()


def _owners(conn: Connection, mapping: MappingFile) -> Iterator[CarriedOwner]:
    """Yield owners for targets without one; of several sources the first of the mapping."""
    old, new = indicator_rows(conn, mapping.source.id), indicator_rows(conn, mapping.target.id)
    taken = {ref for ref, row in new.items() if row.owner}
    for step in mapping.steps:
        row = old.get(step.source)
        if step.carries and row is not None and row.owner and step.target not in taken:
            taken.add(step.target)
            yield CarriedOwner(step.target, row.owner, step.source)


def _states(
    workspace: Workspace,
    mapping: MappingFile,
    carried: tuple[CarriedLink, ...],
    sources: Mapping[str, Standing],
) -> tuple[dict[str, State], dict[str, State]]:
    """Return the coverage of every reference of the target as it is, and as it would be."""
    setting = setting_of(workspace)
    found = gather(workspace, mapping.target, setting.as_of)
    setting = replace(setting, conditions=found.conditions)
    proofs = list(found.proofs)
    after = list(proofs)
    for one in carried:
        evidence = found.evidence.get(one.link.evidence) or sources[one.link.evidence]
        if one.before is not None:
            old = proof_of_link(one.before, evidence)
            if old in after:
                after.remove(old)
        after.append(proof_of_link(one.link, evidence))

    def judged(all_proofs: list[Proof]) -> dict[str, State]:
        return {
            indicator.ref: judge(
                indicator.rule,
                [proof for proof in all_proofs if proof.indicator == indicator.ref],
                found.exemptions,
                setting,
            ).state
            for indicator in mapping.target.indicators
        }

    return judged(proofs), judged(after)


def _write_link(change: Change, mapping: MappingFile, carried: CarriedLink, note: str) -> None:
    """Write one link: a new one with the confirmation of its origin, or what an existing one lacks."""
    link, origin = carried.link, carried.origin
    values = {
        "kinds": [kind.value for kind in link.kinds],
        "services": list(link.services),
        "date_from": link.date_from,
        "date_to": link.date_to,
        "date_assumed": link.date_assumed,
    }
    if carried.before is not None:
        ident = carried.before.id
        update_link(change.conn, ident, values | {"note": carried.before.note or note})
    else:
        row = find_link(change.conn, origin.evidence, origin.framework, origin.indicator)
        if row is None:  # pragma: no cover - the plan was made in this transaction
            return
        kept = {
            name: getattr(row, name)
            for name in (
                "suspect",
                "confirmed_revision",
                "confirmed_text",
                "confirmed_by",
                "confirmed_at",
                "series",
            )
        }
        target = {"evidence": link.evidence, "framework": mapping.target.id, "indicator": link.indicator}
        text = f"{link.note} {note}".strip()
        ident = insert_link(change.conn, target | values | kept | {"note": text})
    for pin in carried.pins:
        insert_pin(change.conn, ident, pin)
    subject = f"{link.evidence}>{mapping.target.id}:{link.indicator}"
    sources = [f"{mapping.source.id}:{ref}" for ref in carried.sources]
    change.log("link.carried", subject, sources=sources, kinds=values["kinds"], services=values["services"])
