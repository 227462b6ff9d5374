"""Read the form that says what a file proves: kinds, period, services, passage and note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.evidence.linking import LinkWish
from qms.model.words import EvidenceKind
from qms.web.here import here
from qms.web.indicator.room import KINDS

if TYPE_CHECKING:
    from datetime import date

    from qms.coverage.hanging import LinkOn
    from qms.model.suggestion import Suggestion
    from qms.web.fields import Form


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what the form says; `page`, `at` and `quote` point at a passage."""

    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    start: date | None
    end: date | None
    page: int | None
    at: str
    quote: str
    note: str

    def wish(self, *, proposed: bool = False) -> LinkWish:
        """Return it as the wish for a link where there is none yet."""
        return LinkWish(
            self.kinds,
            self.start,
            self.end,
            self.services,
            self.page,
            self.at,
            self.quote,
            self.note,
            proposed=proposed,
            fresh=True,
        )


def read_said(form: Form) -> Said:
    """Return what was sent; what is wrong stands in the form."""
    services = tuple(service.id for service in here().workspace.settings.services)
    kinds = form.many("kinds", KINDS)
    if not kinds:
        form.fail("kinds", "web_indicator_kind_needed")
    start, end = form.day("start"), form.day("end")
    if end is not None and start is None and "start" not in form.wrong:
        form.fail("start", "web_indicator_start_needed")
    if start is not None and end is not None and end < start:
        form.fail("end", "period_backwards")
    # Ticking all of them says what ticking none does, and goes on saying it when a service is added.
    chosen = form.many("services", services)
    return Said(
        kinds=tuple(EvidenceKind(kind) for kind in kinds),
        services=() if len(chosen) == len(services) else chosen,
        start=start,
        end=end,
        page=form.whole("page", least=1, most=100_000),
        at=form.text("at", longest=500),
        quote=form.text("quote", longest=2000),
        note=form.text("note", longest=2000),
    )


def typed_of(form: Form) -> dict[str, Any]:
    """Return what was sent as it was typed, to be shown again."""
    typed: dict[str, Any] = {name: form.sent.get(name, "") for name in form.sent}
    return typed | {name: form.sent.getlist(name) for name in ("kinds", "services")}


def typed_of_proposal(proposal: Suggestion) -> dict[str, Any]:
    """Return a proposal as the form shows it."""
    pin = proposal.pin
    return {
        "kinds": [kind.value for kind in proposal.kinds],
        "services": list(proposal.services),
        "page": pin.page or "" if pin else "",
        "at": pin.label if pin and pin.page is None else "",
        "quote": pin.quote if pin else "",
    }


def typed_of_link(link: LinkOn) -> dict[str, Any]:
    """Return a link as the form shows it."""
    return {
        "kinds": [kind.value for kind in link.kinds],
        "services": list(link.services),
        "start": link.date_from.isoformat() if link.date_from else "",
        "end": link.date_to.isoformat() if link.date_to and link.date_to != link.date_from else "",
        "note": link.note,
        "version": link.version,
        "revision": link.revision,
    }
