"""Make what every report shares: its head, its notices, its words, and the names of people and services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.engine import long_date
from qms.locale.sentences import say, word
from qms.locale.translator import current
from qms.model.reports import Mark, Report
from qms.people.actors import NobodyActs
from qms.reports.evidence import pin_text
from qms.reports.periods import period_text
from qms.reports.tables import printable
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qms.audit.outputs.kinds import Wish
    from qms.model.evidence import Pin
    from qms.model.organisation import Organisation
    from qms.model.reports import Part
    from qms.workspace.workspace import Workspace

LISTED = ("covered", "partial", "suspect", "expired", "missing", "not_applicable")
"""The states of indicators in the order in which reports tell them."""
QUOTES = {"en": ("“", "”"), "nb": ("«", "»"), "lt": ("„", "“")}


def report_of(
    wish: Wish,
    kind: str,
    parts: Iterable[Part],
    *,
    as_of: date | None = None,
    facts: Iterable[tuple[str, str]] = (),
) -> Report:
    """Return a report with its head: organisation, standard, the day it speaks of, when and by whom it was made."""
    settings, language = wish.workspace.settings, wish.language
    today = clock.today()
    told = [
        (say("output_organisation"), settings.organisation.name),
        (say("output_standard"), wish.workspace.framework.name(language)),
        (say("output_as_of"), long_date(as_of, language) if as_of else ""),
        *facts,
        (say("output_service"), wish.workspace.settings.service_names.get(wish.service or "", "")),
        (say("output_made_on"), long_date(today, language)),
        (say("output_made_by"), _maker(wish.workspace)),
    ]
    return Report(
        kind=kind,
        title=say(f"output_title_{kind}"),
        language=language,
        country=settings.organisation.country,
        organisation=settings.organisation.name,
        letterhead=_letterhead(settings.organisation),
        made_on=today,
        facts=tuple((name, value) for name, value in told if value),
        parts=tuple(parts),
        notices=(say("covered_means"), say("not_affiliated")),
        contents=say("output_contents"),
        page=say("output_page"),
        page_of=say("output_page_of"),
    )


def _letterhead(organisation: Organisation) -> str:
    """Return in a line where the organisation is found."""
    own = organisation
    return " · ".join(part for part in (own.address, own.phone, own.email, own.website, own.number) if part)


def _maker(workspace: Workspace) -> str:
    """Return the name of who makes the report, nothing where nobody in `qms.toml` runs the program."""
    try:
        return workspace.actor.name
    except NobodyActs:
        return ""


def people_names(workspace: Workspace) -> dict[str, str]:
    """Return the names of people by id."""
    return workspace.settings.person_names


def services_text(services: Iterable[str], names: Mapping[str, str]) -> str:
    """Return the names of services, "all services" for none."""
    told = [names.get(one, one) for one in services]
    return ", ".join(told) or capital(say("service_all"))


def capital(text: str) -> str:
    """Return a text with a capital letter first."""
    return text[:1].upper() + text[1:]


def head_word(token: str) -> str:
    """Return the word of a token as it begins a cell."""
    return capital(word(token))


def mark(token: str) -> Mark:
    """Return a state as it is shown."""
    return Mark(token, head_word(token))


def place_text(pins: Iterable[Pin]) -> str:
    """Return where passages stand, a line each: a page where the file has pages, else the label."""
    return "\n".join(dict.fromkeys(place for pin in pins if (place := _place(pin))))


def quote_text(pins: Iterable[Pin]) -> str:
    """Return the quoted passages, a line each, in the quotation marks of the language in use."""
    opened, closed = QUOTES.get(current(), QUOTES["en"])
    quotes = (" ".join(printable(pin.quote).split()) for pin in pins)
    return "\n".join(dict.fromkeys(f"{opened}{quote}{closed}" for quote in quotes if quote))


def _place(pin: Pin) -> str:
    return capital(pin_text(pin)) if pin.page else printable(pin_text(pin))


def day_text(start: date | None, end: date | None, *, assumed: bool = False) -> str:
    """Return a day or a period as people read it, with a mark where nobody has confirmed it; nothing for none."""
    text = (period_text(start, end) or "").replace("..", " – ")
    return f"{text} ({say('assumed')})" if text and assumed else text
