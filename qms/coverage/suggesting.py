"""Propose what files may prove, with the passage and the reasons; a person accepts or rejects (design section 5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qms.catalogue.packs import load_packs
from qms.coverage.arriving import rule_suggestions
from qms.coverage.map import build_map
from qms.coverage.passages import best_passage
from qms.coverage.scoring import Scorer, Subject
from qms.coverage.services_named import services_named
from qms.coverage.wording import Matcher
from qms.evidence.identity import EMPTY
from qms.evidence.kinds import propose_kinds
from qms.evidence.listing import evidence_period, list_evidence
from qms.evidence.readings import ReadingCache
from qms.evidence.relevance import is_put_away
from qms.evidence.services import check_services
from qms.model.coverage import GAP_ORDER
from qms.model.reasons import Reason
from qms.model.references import natural_key
from qms.model.suggestion import Suggestion
from qms.model.words import EvidenceStatus, State
from qms.results.own_words import without_explanations
from qms.state.suggestion_rows import refused_pairs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qms.catalogue.packs import Pack
    from qms.coverage.scoring import Weighed
    from qms.evidence.listing import Listed
    from qms.model.coverage import Entry
    from qms.model.evidence import Unit
    from qms.model.words import EvidenceKind
    from qms.workspace.workspace import Workspace

LEAST, LEAST_OF_MANY = 0.3, 0.4
"""Scores below which nothing is proposed, for one file and among all: rather nothing than something random."""
FITS_NOTHING_OPEN = 0.8  # a kind that the indicator asks for, but no longer
_OPEN = {State.MISSING, State.EXPIRED, State.SUSPECT}
_WORDS = 4  # shown of a field
_READABLE = {None, "no_text"}


@dataclass(frozen=True, slots=True)
class Open:
    """Hold what of an indicator is not proven: kinds, and years where the rhythm is yearly."""

    kinds: frozenset[EvidenceKind]
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Looked:
    """Hold the units of a file, and what it speaks of."""

    units: Sequence[Unit]
    weighed: list[Weighed]


@dataclass(frozen=True, slots=True)
class _Offer:
    """Hold a file that may be proposed for what was weighed, and how likely that is."""

    score: float
    item: Listed
    weighed: Weighed


class Suggester:
    """Propose for one workspace and standard; files are read and weighed once, however many indicators ask.

    `service` narrows what is open to one service, and leaves out files that name only others.
    """

    def __init__(self, workspace: Workspace, service: str | None = None) -> None:
        check_services(workspace, [service] if service else [])
        self._workspace, self._service = workspace, service
        self._framework = workspace.framework
        self._readings = ReadingCache(workspace.cache)
        self._looked: dict[str, _Looked] = {}

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """Return the query packs of the standard by language."""
        return load_packs(self._framework.id, self._workspace.catalogue)

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {e.indicator.ref: e for e in build_map(self._workspace, service=self._service).entries}

    @cached_property
    def _register(self) -> dict[str, Listed]:
        """Return the files that may be proposed: present, read, and not damaged; by id, in order of path."""
        return {
            item.evidence.id: item
            for item in list_evidence(self._workspace)
            if item.evidence.status is EvidenceStatus.PRESENT
            and item.evidence.reader is not None
            and item.evidence.problem in _READABLE
        }

    @cached_property
    def _refused(self) -> set[tuple[str, str, str]]:
        with self._workspace.state.read() as conn:
            return refused_pairs(conn)

    @cached_property
    def _linked_bytes(self) -> dict[str, set[str]]:
        """Return the fingerprints of linked files by indicator: a copy of one proves nothing more."""
        found: dict[str, set[str]] = defaultdict(set)
        for item in self._register.values():
            for link in item.links:
                if link.framework == self._framework.id and item.evidence.sha256 != EMPTY:
                    found[link.indicator].add(item.evidence.sha256)
        return found

    @cached_property
    def _scorer(self) -> Scorer:
        needs = {i.ref: frozenset(k for n in i.rule.needs for k in n) for i in self._framework.indicators}
        return Scorer([Matcher(pack) for pack in self.packs.values()], needs)

    @cached_property
    def files(self) -> dict[str, str | None]:
        """Return the language of all files that may be proposed, by id."""
        return {ident: item.evidence.language for ident, item in self._register.items()}

    def open_refs(self) -> list[str]:
        """Return the indicators that are not covered, the most urgent first."""
        order = {ref: number for number, ref in enumerate(self._entries)}
        gaps = [e for e in self._entries.values() if e.judgement.state in GAP_ORDER]
        gaps.sort(key=lambda e: (GAP_ORDER[e.judgement.state], order[e.indicator.ref]))
        return [e.indicator.ref for e in gaps]

    def for_file(self, ident: str, limit: int, refs: Collection[str] = ()) -> list[Suggestion]:
        """Return what a file may prove, the likeliest first; `refs` asks for these indicators only."""
        item = self._register.get(ident)
        if item is None:
            return []
        found = [
            o for w in self._look(item).weighed if not refs or w.ref in refs for o in self._offer(item, w)
        ]
        ruled = [s for s in self._by_rule if s.evidence == ident and (not refs or s.indicator in refs)]
        return self._told_with_rules(sorted(found, key=lambda o: -o.score), ruled, limit)

    def for_indicator(self, ref: str, candidates: Iterable[str], limit: int) -> list[Suggestion]:
        """Return the files that may prove an indicator, the likeliest first; of equal files only one."""
        found: list[_Offer] = []
        for ident in candidates:
            item = self._register.get(ident)
            weighed = self._look(item).weighed if item else []
            if item and (mine := next((w for w in weighed if w.ref == ref), None)):
                found += [o for o in self._offer(item, mine) if o.score >= LEAST_OF_MANY]
        found.sort(key=lambda o: (-o.score, o.item.evidence.path))
        return self._told_with_rules(found, [s for s in self._by_rule if s.indicator == ref], limit)

    def whatever(self, ident: str, ref: str) -> Suggestion | None:
        """Return what is known of a pair, however little speaks for it, also where it is linked or was rejected."""
        item = self._register.get(ident)
        if item is None:
            return None
        rule = next((s for s in self._by_rule if (s.evidence, s.indicator) == (ident, ref)), None)
        mine = next((w for w in self._look(item).weighed if w.ref == ref), None)
        if mine is None:
            return rule
        told = self._told(_Offer(mine.score, item, mine))
        return replace(rule, pin=told.pin) if rule else told

    @cached_property
    def _by_rule(self) -> list[Suggestion]:
        """Return what folder rules propose: here they join what the words propose."""
        found = [s for s in rule_suggestions(self._workspace) if s.framework == self._framework.id]
        return [s for s in found if s.evidence in self._register and self._is_of_service(s.services)]

    def _told_with_rules(self, offers: list[_Offer], ruled: list[Suggestion], limit: int) -> list[Suggestion]:
        """Return what rules propose, with the passage that the words give, and then what the words propose."""
        own = {(o.item.evidence.id, o.weighed.ref): o for o in offers}
        found = []
        for one in sorted(ruled, key=lambda s: (natural_key(s.indicator), s.path))[:limit]:
            offer = own.pop((one.evidence, one.indicator), None)
            told = self._told(offer) if offer else None
            found.append(replace(one, pin=told.pin, because=(*one.because, *told.because)) if told else one)
        taken = {(s.evidence, s.indicator) for s in ruled}
        seen: set[tuple[str, str]] = set()
        for offer in own.values():
            evidence = offer.item.evidence
            copy = (evidence.sha256, offer.weighed.ref)
            if len(found) >= limit:
                break
            if (evidence.id, offer.weighed.ref) not in taken and (copy not in seen or copy[0] == EMPTY):
                found.append(self._told(offer))
            seen.add(copy)
        return found

    def _look(self, item: Listed) -> _Looked:
        """Read and weigh a file, once."""
        evidence = item.evidence
        found = self._looked.get(evidence.id)
        if found is None:
            reading = self._readings.get(evidence.sha256, evidence.path) if evidence.problem is None else None
            subject = Subject(
                evidence.path,
                evidence.title,
                evidence.language or self._workspace.settings.languages[0],
                without_explanations(reading.units) if reading else (),
                kinds_of(item),
                is_put_away(evidence.path),
            )
            found = self._looked[evidence.id] = _Looked(subject.units, self._scorer.weigh(subject))
        return found

    def _offer(self, item: Listed, weighed: Weighed) -> list[_Offer]:
        """Return the proposal, or nothing where it is too weak, decided already, or of another service."""
        ident, framework = item.evidence.id, self._framework.id
        score = weighed.score
        if score < LEAST or (ident, framework, weighed.ref) in self._refused:
            return []
        if any((k.framework, k.indicator) == (framework, weighed.ref) for k in item.links):
            return []
        if item.evidence.sha256 in self._linked_bytes[weighed.ref]:
            return []
        lacking = self._open(weighed.ref)
        if lacking.kinds and not lacking.kinds & set(kinds_of(item)):
            score *= FITS_NOTHING_OPEN
        fits = score >= LEAST and self._is_of_service(self._services(item))
        return [_Offer(score, item, weighed)] if fits else []

    def _services(self, item: Listed) -> tuple[str, ...]:
        return services_named(self._workspace.settings.services, item.evidence.path, item.evidence.title)

    def _is_of_service(self, services: Sequence[str]) -> bool:
        return self._service is None or not services or self._service in services

    def _told(self, offer: _Offer) -> Suggestion:
        item, weighed = offer.item, offer.weighed
        needs = {k for need in self._framework.by_ref[weighed.ref].rule.needs for k in need}
        kinds = kinds_of(item)
        services = self._services(item)
        return Suggestion(
            evidence=item.evidence.id,
            path=item.evidence.path,
            framework=self._framework.id,
            indicator=weighed.ref,
            score=round(offer.score, 3),
            pin=best_passage(self._look(item).units, weighed.places),
            kinds=tuple(k for k in kinds if k in needs) or kinds,
            services=services,
            because=tuple(self._reasons(item, weighed, services)),
        )

    def _open(self, ref: str) -> Open:
        cells = [c for c in self._entries[ref].judgement.cells if c.state in _OPEN]
        kinds = frozenset(k for c in cells for k in c.kinds)
        return Open(kinds, frozenset(c.year for c in cells if c.year is not None))

    def _reasons(self, item: Listed, weighed: Weighed, services: tuple[str, ...]) -> Iterable[Reason]:
        lacking = self._open(weighed.ref)
        for name, code in (("title", "speaks_title"), ("path", "speaks_path"), ("text", "speaks_text")):
            if words := _longest(weighed.words.get(name, ())):
                yield Reason(code, {"words": words[:_WORDS]})
        if fitting := [k for k in kinds_of(item) if k in lacking.kinds]:
            yield Reason("speaks_kind", {"kind": fitting})
        start, end = evidence_period(item)
        years = {day.year for day in (start, end) if day} & lacking.years
        if years:
            yield Reason("speaks_year", {"year": max(years)})
        if services:
            names = self._workspace.settings.service_names
            yield Reason("speaks_service", {"names": [names[ident] for ident in services]})
        if words := list(dict.fromkeys(weighed.words.get("against", ()))):
            yield Reason("speaks_against", {"words": words[:_WORDS]})
        if is_put_away(item.evidence.path):
            yield Reason("speaks_draft")


def _longest(words: Iterable[str]) -> list[str]:
    """Return each of these once, without those that a longer one holds."""
    once = list(dict.fromkeys(words))
    return [w for w in once if not any(w != other and f" {w} " in f" {other} " for other in once)]


def kinds_of(item: Listed) -> tuple[EvidenceKind, ...]:
    """Return the kinds of a file: those that a person or a link gave it, else what its name tells."""
    return item.evidence.kinds or propose_kinds(item.evidence.path, item.evidence.title)
