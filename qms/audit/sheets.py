"""Make the sheets of an audit as files: its questions with boxes and lines, and cards to practise with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.documents.engine import long_date
from qms.locale.sentences import say
from qms.locale.translator import current

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.audit.cards import Card
    from qms.audit.questions import Asked
    from qms.model.audit import AuditRound
    from qms.workspace.workspace import Workspace

WORD, PAGE = ".docx", ".html"
"""The endings of what is made."""


def questions_sheet(
    workspace: Workspace, found: AuditRound | None, asked: Sequence[Asked], service: str | None, ending: str
) -> bytes:
    """Return what an audit asks as a Word file or a page for a browser, in the language in use.

    `service` is the one that is visited (None: those of the audit).
    """
    organisation, framework = workspace.settings.organisation, workspace.framework
    names = workspace.settings.service_names
    named = [service] if service else list(found.services) if found else []
    held = (found.held_from or found.planned_on) if found else None
    facts = [
        (say("audit_services"), ", ".join(names.get(one, one) for one in named) or say("service_all")),
        (say("column_date"), long_date(held, current()) if held else "_" * 16),
        (say("audit_auditors"), found.auditors if found and found.auditors else "_" * 32),
    ]
    shown: dict[str, Any] = {
        "head": say("questions_title_of", {"name": found.name}) if found else say("questions_title"),
        "facts": facts,
        "official": {one.indicator: official_wording(workspace, one.indicator) for one in asked},
    }
    if ending == PAGE:
        from qms.audit.sheets_page import questions_page

        return questions_page(asked, framework, organisation.name, current(), **shown).encode("utf-8")
    from qms.audit.sheets_word import questions_word

    return questions_word(asked, framework, organisation, current(), **shown)


def cards_sheet(workspace: Workspace, cards: Sequence[Card], ending: str) -> bytes:
    """Return cards as a Word file or a page for a browser, in the language in use."""
    organisation = workspace.settings.organisation
    if ending == PAGE:
        from qms.audit.sheets_page import cards_page

        return cards_page(cards, organisation.name, current()).encode("utf-8")
    from qms.audit.sheets_word import cards_word

    return cards_word(cards, organisation, current())


def official_wording(workspace: Workspace, ref: str) -> str:
    """Return the official wording of an indicator, nothing where none was imported."""
    found = workspace.official.best("indicators", ref, current())
    return found.text if found else ""
