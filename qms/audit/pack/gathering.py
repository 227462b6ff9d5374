"""Turn the coverage map, the links and the material into the pages of a pack, in the order of the standard."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qms.locale.sentences import say, word
from qms.model.pack import (
    Exempted,
    Left,
    Level,
    PackCriterion,
    PackIndicator,
    PackPrinciple,
    Place,
    Statement,
    Use,
)
from qms.model.privacy import Choice
from qms.model.words import EvidenceKind
from qms.reports.coverage_forms import counts_texts, entries_text, reason_text
from qms.reports.periods import period_text, short_period
from qms.state.link_rows import exemptions_of, statements_of
from qms.state.register_rows import register_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qms.audit.pack.material import Material
    from qms.catalogue.official import Official
    from qms.model.coverage import CoverageMap, Entry, Hanging
    from qms.model.evidence import Link, Pin
    from qms.model.framework import Framework
    from qms.model.pack import PackFile
    from qms.workspace.workspace import Workspace

SHOWN = frozenset({Choice.INCLUDE, Choice.REDACTED, Choice.ON_SITE})


class Gatherer:
    """Hold what the parts of a pack are made from, and make them one by one.

    `files` are those of the pack by evidence or document id; `clean` takes out of a text what identifies a
    person.
    """

    def __init__(
        self,
        workspace: Workspace,
        found: CoverageMap,
        material: Material,
        files: Mapping[str, PackFile],
        language: str,
        clean: Callable[[str], str],
    ) -> None:
        self.workspace = workspace
        self.map = found
        self.material = material
        self.files = files
        self.language = language
        self.clean = clean
        self.services = workspace.settings.service_names
        self.people = workspace.settings.person_names
        framework = found.framework.id
        with workspace.state.read() as conn:
            self.statements = statements_of(conn, framework)
            self.exemptions = exemptions_of(conn, framework)
            self.books = {row.id: row.books for row in register_files(conn)}

    def principles(self, levels: Mapping[str, tuple[Level, ...]]) -> tuple[PackPrinciple, ...]:
        """Return the standard with all that hangs on it; `levels` are the claimed ones by criterion."""
        framework, official = self.map.framework, self.workspace.official
        entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in self.map.entries:
            entries[entry.indicator.principle, entry.indicator.criterion or ""].append(entry)
        found = []
        for principle in framework.principles:
            below = [ref for at, ref in entries if at == principle.ref]
            criteria = tuple(
                PackCriterion(
                    ref=ref,
                    title=framework.title("criteria", ref, self.language) if ref else "",
                    official=_official(official, "criteria", ref, self.language) if ref else None,
                    levels=levels.get(ref, ()),
                    indicators=tuple(
                        self._indicator(entry, () if ref else levels.get(entry.indicator.ref, ()))
                        for entry in entries[principle.ref, ref]
                    ),
                )
                for ref in below
            )
            title = framework.title("principles", principle.ref, self.language)
            wording = _official(official, "principles", principle.ref, self.language)
            found.append(PackPrinciple(principle.ref, title, wording, criteria))
        return tuple(found)

    def _indicator(self, entry: Entry, levels: tuple[Level, ...]) -> PackIndicator:
        framework, ref = self.map.framework, entry.indicator.ref
        judged = entry.judgement
        return PackIndicator(
            ref=ref,
            title=framework.title("indicators", ref, self.language),
            asked=str(framework.text("indicators", ref, "asked", self.language)),
            official=_official(self.workspace.official, "indicators", ref, self.language),
            state=judged.state,
            reason=self.clean(self._without_paths(entry, reason_text(judged.reason, self.services))),
            on_audit_day=judged.on_audit_day,
            required=entry.indicator.rule.document_kind is not None,
            statements=self._statements(ref),
            uses=self._uses(entry),
            exempted=self._exempted(ref),
            counted=tuple(counts_texts(entry, self.services)),
            registers=self._registers(entry),
            left=self._left(ref),
            owner=self.people.get(entry.owner or "", ""),
            due=entry.due,
            levels=levels,
        )

    def _without_paths(self, entry: Entry, text: str) -> str:
        """Put the titles of the pack in place of paths, which auditors do not know and which may tell a name."""
        for item in entry.evidence:
            if item.path and item.path in text:
                file = self.files.get(item.id)
                shown = file.title if file and file.treatment in SHOWN else say("pack_a_file")
                text = text.replace(item.path, shown)
        return text

    def _statements(self, ref: str) -> tuple[Statement, ...]:
        newest = {row.service or "": row for row in self.statements if row.indicator == ref}
        order = ["", *self.services]
        rows = sorted(
            newest.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)
        )
        return tuple(
            Statement(
                self.services.get(at, at), self.clean(row.text), self.people.get(row.by, row.by), row.at[:10]
            )
            for at, row in rows
            if row.text.strip()
        )

    def _exempted(self, ref: str) -> tuple[Exempted, ...]:
        found = []
        for row in self.exemptions:
            if row.indicator != ref:
                continue
            parts = [
                self.services.get(row.service, row.service) if row.service else "",
                word(row.need) if row.need else "",
            ]
            what = ", ".join(part for part in parts if part)
            found.append(Exempted(what, self.clean(row.because), self.people.get(row.by, row.by)))
        return tuple(found)

    def _uses(self, entry: Entry) -> tuple[Use, ...]:
        """Return what proves an indicator: documents first, then files by date, those to be seen on site last."""
        ref = entry.indicator.ref
        hanging: dict[str, Hanging] = {}
        for item in entry.evidence:
            hanging.setdefault(item.id, item)
        uses = [
            use
            for item in hanging.values()
            if item.id in self.material.documents
            for use in self._of_document(item)
        ]
        linked = [
            self._of_link(link, hanging.get(link.evidence))
            for link in self.material.links.get(ref, ())
            if self.files.get(link.evidence) is not None and self.files[link.evidence].treatment in SHOWN
        ]
        order = {Choice.INCLUDE: 0, Choice.REDACTED: 0, Choice.ON_SITE: 1, Choice.LEAVE_OUT: 2}
        linked.sort(key=lambda use: (order[use.file.treatment], use.file.title.casefold()))
        return (*uses, *linked)

    def _of_document(self, item: Hanging) -> list[Use]:
        dated = short_period(period_text(item.date_from, item.date_to)) if item.date_from else ""
        own = Use(
            file=self.files[item.id],
            kinds=item.kinds,
            services=self._named(item.services),
            date=dated,
            assumed=False,
            state=item.state,
        )
        parts = [
            replace(own, file=self.files[part], date=self._valid_from(part))
            for part in self.material.companions.get(item.id, ())
            if part in self.files
        ]
        return [own, *parts]

    def _valid_from(self, ident: str) -> str:
        day = self.material.documents[ident].version.valid_from
        return day.isoformat() if day else ""

    def _of_link(self, link: Link, item: Hanging | None) -> Use:
        file = self.files[link.evidence]
        return Use(
            file=file,
            kinds=link.kinds,
            services=self._named(link.services),
            date=short_period(period_text(link.date_from, link.date_to)) if link.date_from else "",
            assumed=link.date_assumed,
            state=item.state if item else None,
            places=tuple(self._place(file, pin) for pin in link.pins),
            note=self.clean(link.note),
            confirmed_by=self.people.get(link.confirmed_by, link.confirmed_by),
            confirmed_on=link.confirmed_on,
            suspect=link.suspect is not None,
        )

    def _place(self, file: PackFile, pin: Pin) -> Place:
        """Return a place; what is to be seen on site is not quoted, and its headings are not told."""
        page = pin.number if pin.unit in {"page", "slide"} else None
        if file.treatment is Choice.ON_SITE:
            return Place(page, "", "")
        # A redacted copy of a Word file has other pages than the file had headings, so its label is all there is.
        return Place(page, self.clean(pin.label), self.clean(pin.quote))

    def _named(self, services: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.services.get(service, service) for service in services)

    def _registers(self, entry: Entry) -> tuple[tuple[str, str], ...]:
        """Return what counts from registers without a link by a person: what they are, and where the pack has them."""
        linked = {link.evidence for link in self.material.links.get(entry.indicator.ref, ())}
        found: dict[tuple[str, str], None] = {}
        for item in entry.evidence:
            if item.id in linked:
                continue
            books = ", ".join(say(f"book_{book}") for book in self.books.get(item.id) or ())
            title = books or entries_text(item.id)
            # What else hangs here, such as a suspect file or a draft, is told below and no register.
            if title:
                file = self.files.get(item.id)
                found[title, file.path if file else ""] = None
        return tuple(found)

    def _left(self, ref: str) -> Left:
        links = self.material.links.get(ref, ())
        return Left(
            suspect=len(self.material.suspect.get(ref, ())),
            left_out=sum(
                (file := self.files.get(link.evidence)) is not None and file.treatment is Choice.LEAVE_OUT
                for link in links
            ),
            missing=sum(link.evidence in self.material.missing for link in links),
        )


def _official(official: Official, section: str, ref: str, language: str) -> tuple[str, str] | None:
    found = official.best(section, ref, language) if official.languages else None
    return (found.language, found.text) if found else None


def needs_by_folder(framework: Framework, uses: Sequence[tuple[str, tuple[EvidenceKind, ...]]]) -> str:
    """Return which folder a file belongs to by what it proves: approach, results or proofs.

    `uses` are its references with the kinds, in the order of the standard.
    """
    kinds = {ref: framework.by_ref[ref].rule.document_kind for ref, _ in uses}
    if any(EvidenceKind.DOCUMENT in some and kinds[ref] == "approach" for ref, some in uses):
        return "approach"
    for ref, some in uses:
        results = kinds[ref] == "results" and EvidenceKind.DOCUMENT in some
        if results or EvidenceKind.RESULT in some:
            return "results"
    return "proofs"
