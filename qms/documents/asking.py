"""Find out what a workspace still has to answer: by document, by act, with the titles to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.address import Address, parse_address
from qms.documents.anchors import load_anchors, offered
from qms.documents.drafting import check_instance
from qms.documents.inputs import source_of, values_for
from qms.documents.interview import COMMON, questions_of
from qms.documents.library import load_library
from qms.documents.schema import by_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from qms.documents.inputs import Source
    from qms.documents.interview import Question
    from qms.documents.schema import Act, Variable
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Offer:
    """Hold an act that may be ticked: its title, country (empty: everywhere) and when it was last checked."""

    id: str
    title: str
    country: str
    checked: date | None


class Asking:
    """Answer what is still to be asked in one language; `everything` adds what has a default or may stay empty."""

    def __init__(
        self, workspace: Workspace, language: str | None = None, *, everything: bool = False
    ) -> None:
        self.workspace = workspace
        self.language = language or workspace.settings.language
        self.everything = everything
        self.library = load_library(workspace.templates)

    def sources(self, slugs: Sequence[str] | None) -> list[Source]:
        """Return the documents of these addresses (None: all); chapters come with the document that they belong to.

        Raises UnknownTemplate, NoSuchPart, and what `check_instance` raises.
        """
        chapters = self.workspace.settings.chapters
        if slugs is None:
            addresses = [Address(t.slug) for t in self.library if t.slug not in chapters]
        else:
            addresses = list(dict.fromkeys(self._checked(parse_address(slug)) for slug in slugs))
        return [source_of(self.workspace, self.library, a, self.language) for a in addresses]

    def _checked(self, address: Address) -> Address:
        self.library.at(address)
        if address.instance:
            check_instance(self.workspace, self.library, address)
        return address.main

    def questions(self, source: Source, *, everything: bool | None = None) -> list[Question]:
        """Return what a document still asks, as `qms.toml` is now."""
        settings = self.workspace.settings
        wanted = self.everything if everything is None else everything
        values = values_for(self.workspace, source)
        return questions_of(source, values, settings.answers, settings.language, everything=wanted)

    def lacking(self, source: Source) -> tuple[list[str], list[str]]:
        """Name what keeps a document from being generated, and the texts that are still to be adapted."""
        blocking: list[str] = []
        adapt: list[str] = []
        for question in self.questions(source, everything=False):
            (blocking if question.needed else adapt).append(question.variable.name)
        return blocking, adapt

    def title(self, source: Source) -> str:
        """Return the title of a document."""
        return source.title(self.workspace.settings.organisation.user_word)

    def table_title(self, source: Source, table: str) -> str:
        """Return the title of the document that a table of answers belongs to: this one, or a chapter of it."""
        if table in source.template.chapters:
            word = self.workspace.settings.organisation.user_word
            return self.library.get(table).title(self.language, word)
        return self.title(source)

    def offers(self, sources: Iterable[Source]) -> list[Offer]:
        """Return the acts worth asking about: of the country, for the services and for what the documents treat."""
        settings = self.workspace.settings
        anchors, _ = load_anchors(self.workspace.templates)
        country = {anchor.act.id: anchor.country for anchor in anchors}
        themes = {theme for source in sources for theme in source.template.law}
        kinds = {service.kind for service in settings.services}
        return [
            Offer(act.id, self._act_title(act), country[act.id], act.last_checked)
            for act in offered(anchors, settings.organisation.country, kinds, themes)
        ]

    def _act_title(self, act: Act) -> str:
        title = str(by_language(dict(act.title), self.language)[0])
        return f"{title} ({act.number})" if act.number else title

    def act_ids(self) -> list[str]:
        """Return the ids of all acts that may be ticked."""
        return [anchor.act.id for anchor in load_anchors(self.workspace.templates)[0]]

    def variables_of(self, table: str) -> dict[str, Variable] | None:
        """Return the variables that a table of answers may hold, by name; None for a table of no document."""
        if table == COMMON:
            return {
                v.name: v
                for template in self.library
                for v in template.variables
                if v.name not in template.own
            }
        if table not in self.tables():
            return None
        source = source_of(self.workspace, self.library, parse_address(table), self.language)
        return {variable.name: variable for variable in source.template.variables}

    def tables(self) -> list[str]:
        """Return every table that answers may stand in."""
        functions = [function.id for function in self.workspace.settings.functions]
        each = [f"{t.slug}@{name}" for t in self.library if t.per == "function" for name in functions]
        each += [f"{t.slug}@{ref}" for t in self.library for ref in t.instances]
        return [COMMON, *(template.slug for template in self.library), *each]
