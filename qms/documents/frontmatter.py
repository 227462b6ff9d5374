"""Hold what stands on a document besides its text: title, id, people, dates, indicators and changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qms.documents.declension import genitive
from qms.documents.engine import long_date
from qms.documents.variables import clean

if TYPE_CHECKING:
    from datetime import date

    from qms.documents.skins import Skin


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one line of the change log."""

    version: str
    on: date
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Hold the front matter of one document; `status` is draft, in_review, approved, withdrawn or copy.

    `dated` is the day of this rendering: it becomes the created and modified date of the file. `indicators`
    holds reference numbers only, such as "EQUASS 2018: 26, 27". `approval_line` is the Lithuanian line below
    PATVIRTINTA ("<organisation> direktoriaus") in the right case; empty: made from `organisation`.
    `order_number` and `order_on` (without: the day of the approval) are those of the order that approved the act.
    `tried_by` and `tried_on` tell which readers an easy-read text was tested with, and when.
    """

    title: str
    document_id: str
    organisation: str
    version: str
    status: str
    dated: date
    kind: str = ""
    services: tuple[str, ...] = ()
    prepared_by: str = ""
    owner: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    valid_from: date | None = None
    review_due: date | None = None
    indicators: str = ""
    related: tuple[str, ...] = ()
    distribution: str = ""
    changes: tuple[Change, ...] = field(default=())
    approval_line: str = ""
    order_number: str = ""
    order_kind: str = "order"
    order_on: date | None = None
    tried_by: str = ""
    tried_on: date | None = None

    @property
    def is_draft(self) -> bool:
        """Tell whether the document is still worked on and marked so."""
        return self.status in {"draft", "in_review"}


def document_context(front: FrontMatter, skin: Skin, language: str) -> dict[str, Any]:
    """Return what templates see as `document`: all texts ready to print, empty where nothing is known."""

    def day(value: date | None) -> str:
        return long_date(value, language) if value else ""

    known: dict[str, Any] = {
        "id": front.document_id,
        "title": front.title,
        "kind": skin.label(f"kind_{front.kind}", language) if front.kind else "",
        "organisation": front.organisation,
        "services": ", ".join(front.services),
        "version": front.version,
        "status": skin.label(f"status_{front.status}", language),
        "draft": front.is_draft,
        "prepared_by": front.prepared_by,
        "owner": front.owner,
        "approved_by": front.approved_by,
        "approved_on": day(front.approved_on),
        "valid_from": day(front.valid_from),
        "review_due": day(front.review_due),
        "indicators": front.indicators,
        "related": ", ".join(front.related),
        "distribution": front.distribution,
        "language": skin.label("language_name", language),
        "changes": [
            {"version": change.version, "date": day(change.on), "what": change.what, "by": change.by}
            for change in front.changes
        ],
        "approval_line": _approval_line(front, skin, language),
        "order_line": _order_line(front, skin, language),
        "valid_line": f" · {skin.label('valid_from', language)}: {day(front.valid_from)}"
        if front.valid_from
        else "",
        "tried": _tried(front, skin, language),
    }
    cleaned: dict[str, Any] = clean(known)
    return cleaned


def _approval_line(front: FrontMatter, skin: Skin, language: str) -> str:
    minute = front.order_kind == "minute"
    if front.approval_line and not minute:
        return front.approval_line
    name = genitive(front.organisation) if language == "lt" else front.organisation
    return skin.label("board_line" if minute else "approval_line", language).replace("{organisation}", name)


def _order_line(front: FrontMatter, skin: Skin, language: str) -> str:
    day = front.order_on or front.approved_on
    if day is None:
        return skin.label("order_blank", language)
    kind = "minute_done" if front.order_kind == "minute" else "order_done"
    text = skin.label(kind, language).replace("{number}", front.order_number or "______")
    return text.replace("{date}", long_date(day, language))


def _tried(front: FrontMatter, skin: Skin, language: str) -> str:
    if not front.tried_by or front.tried_on is None:
        return skin.label("tried_not", language)
    text = skin.label("tried_by", language).replace("{who}", front.tried_by)
    return text.replace("{date}", long_date(front.tried_on, language))
