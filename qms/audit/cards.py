"""Gather mock-interview cards for staff and service users: a question, a good answer, and where to find it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.audit.rounds import chosen_indicators
from qms.audit.wording import spoken
from qms.catalogue.questions import load_questions
from qms.documents.control import list_documents
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.reports.evidence import pin_text
from qms.state.evidence_rows import all_evidence
from qms.state.link_rows import all_links

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qms.catalogue.official import OfficialText
    from qms.documents.control import Document
    from qms.model.evidence import Evidence, Link
    from qms.workspace.workspace import Workspace

MOST_PLACES = 4
"""How many places a card names; more would not be read."""


class NoCards(QmsError):
    """Report that the standard has no questions to make cards of."""

    code = "no_cards"
    hint = "hint_no_cards"


@dataclass(frozen=True, slots=True)
class Card:
    """Hold one card in the reader's language; `where` names documents and files, `head` the indicator or its part."""

    indicator: str
    role: str
    head: str
    ask: str
    good: str
    where: tuple[str, ...]
    official: OfficialText | None = None


def mock_cards(
    workspace: Workspace, role: str, principles: tuple[str, ...] = (), indicators: tuple[str, ...] = ()
) -> list[Card]:
    """Return the cards of a role (staff or users), in the order of the standard.

    Cards for staff name the indicator, with its official wording where imported, and the files with their places;
    those for users, which speak plainly, only a theme and the titles of documents. Raises UnknownReference or NoCards.
    """
    framework, language = workspace.framework, workspace.reading_language
    wanted = set(chosen_indicators(framework, indicators, principles))
    places = _Places(workspace, role)
    cards = []
    known = load_questions(framework.id, workspace.catalogue)
    for indicator in framework.indicators:
        if wanted and indicator.ref not in wanted:
            continue
        theme = framework.title("principles", indicator.principle, language)
        title = framework.title("indicators", indicator.ref, language)
        official = workspace.official.best("indicators", indicator.ref, language) if role == "staff" else None
        head = theme if role == "users" else f"{indicator.ref} · {title}"
        cards += [
            Card(
                indicator.ref,
                role,
                head,
                spoken(question.ask, language),
                spoken(question.good, language),
                places.of(indicator.ref),
                official,
            )
            for question in known.get(indicator.ref, ())
            if question.role == role
        ]
    if not cards:
        raise NoCards(framework=framework.id)
    return cards


class _Places:
    """Know where people find what an indicator is about: documents in force first, then linked evidence."""

    def __init__(self, workspace: Workspace, role: str) -> None:
        self.framework = workspace.framework.id
        self.role = role
        self.language = workspace.reading_language
        self.day = workspace.as_of
        self.documents = list_documents(workspace)
        with workspace.state.read() as conn:
            self.links: list[Link] = all_links(conn, self.framework)
            self.evidence: dict[str, Evidence] = {one.id: one for one in all_evidence(conn)}

    def of(self, ref: str) -> tuple[str, ...]:
        """Return at most MOST_PLACES places, each once."""
        found = [*self._documents(ref), *self._files(ref)]
        return tuple(dict.fromkeys(found))[:MOST_PLACES]

    def _documents(self, ref: str) -> Iterable[str]:
        """Yield titles of documents in force, one for each document: in the reader's language where there is one."""
        chosen: dict[tuple[str, str], Document] = {}
        for document in self.documents:
            version = document.in_force(self.day)
            if version is None:
                continue
            served = version.serves if version.serves is not None else document.serves
            refs = served.get(self.framework, {})
            if ref not in (*refs.get("required", ()), *refs.get("supports", ())):
                continue
            key = (document.slug, document.instance)
            kept = chosen.get(key)
            if kept is None or self._fits(document) > self._fits(kept):
                chosen[key] = document
        for document in chosen.values():
            yield document.title

    def _fits(self, document: Document) -> tuple[bool, bool]:
        part = {"staff": "staff", "users": "easy"}[self.role]
        return document.language == self.language, document.part == part

    def _files(self, ref: str) -> Iterable[str]:
        """Yield linked files that are there; for users only those in force, by title, and none with personal data."""
        for link in self.links:
            evidence = self.evidence.get(link.evidence)
            if link.indicator != ref or evidence is None or evidence.personal_data:
                continue
            if evidence.status != EvidenceStatus.PRESENT or link.suspect is not None:
                continue
            if self.role == "users":
                if evidence.in_force_from is not None and evidence.title:
                    yield evidence.title
                continue
            places = [pin_text(pin) for pin in link.pins]
            where = ", ".join(place for place in places if place)
            yield f"{evidence.path} ({where})" if where else evidence.path
