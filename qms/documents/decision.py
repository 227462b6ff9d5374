"""Say who decided on a document and by what act, and refuse who may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.skins import load_skin, skin_name
from qms.model.errors import FileTrouble, QmsError
from qms.model.words import DocumentStatus
from qms.people.actors import find_person

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from qms.documents.control import Document
    from qms.documents.library import Template
    from qms.model.organisation import Person
    from qms.workspace.workspace import Workspace

BOARD = "board"
# Who is on record for an edit after an approval of which the file does not tell the author.
NOBODY = "qms"


class NotTheApprover(QmsError):
    """Refuse an approval by somebody without the role that the template names."""

    code = "not_the_approver"
    hint = "hint_approver"


class AuthorApproves(QmsError):
    """Refuse an approval by the author: a second pair of eyes is asked for, unless the organisation is very small."""

    code = "author_approves"
    hint = "hint_author_approves"


class AuthorNeeded(QmsError):
    """Ask who wrote a version whose author is not known: it was edited after an approval."""

    code = "author_needed"
    hint = "hint_author"


class ActNeeded(QmsError):
    """Ask by what act it was decided when somebody else types it, or when the form of the country prints the order."""

    code = "act_needed"
    hint = "hint_act"


class OrderNeeded(QmsError):
    """Ask for the number that the form of the country prints in the approval block."""

    code = "order_needed"
    hint = "hint_order"


class ScanNeeded(QmsError):
    """Ask for the signed scan that the act consists of."""

    code = "scan_needed"
    hint = "hint_scan"


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold who decided, by what act, and who typed it.

    `by` is a person's id, `name` as printed; `act` is order, minute, scan or decision (taken in the program itself);
    `scan` names the stored bytes of a signed scan, `author` who wrote the version.
    """

    by: str
    name: str
    act: str
    typed_by: str
    number: str = ""
    on: date | None = None
    scan: str | None = None
    author: str = ""


def decide(
    workspace: Workspace,
    template: Template,
    document: Document,
    *,
    by: str | None = None,
    act: str | None = None,
    number: str = "",
    on: date | None = None,
    scan: Path | None = None,
    author: str | None = None,
) -> Decision:
    """Return the decision on a document: by the person who acts, or as typed in for `by`.

    `author` tells who wrote a version that nobody is on record for. Raises NotTheApprover, AuthorNeeded,
    AuthorApproves, ActNeeded, ScanNeeded, UnknownPerson or FileTrouble.
    """
    typist = workspace.actor
    decider = find_person(workspace.settings.people, by) if by else typist
    if not may_decide(decider, template):
        raise NotTheApprover(person=decider.name, role=template.approver)
    wrote = _author(workspace, document, author)
    if decider.id == wrote and not workspace.settings.organisation.very_small:
        raise AuthorApproves(person=decider.name, title=document.title)
    chosen = act or ("order" if number else "scan" if scan else "decision")
    if chosen == "decision" and decider.id != typist.id:
        raise ActNeeded(person=decider.name, title=document.title)
    if chosen == "scan" and scan is None:
        raise ScanNeeded(title=document.title)
    stored = _stored(workspace, scan, document.title) if scan else None
    if _prints_order(workspace, template, document) and not number:
        raise OrderNeeded(title=document.title)
    return Decision(decider.id, decider.name, chosen, typist.id, number, on, stored, wrote)


def may_decide(person: Person, template: Template) -> bool:
    """Tell whether somebody has a role that decides on a document."""
    return bool({template.approver, BOARD} & set(person.roles))


def _author(workspace: Workspace, document: Document, given: str | None) -> str:
    """Return who wrote the newest version: who is on record, else who is told now.

    What is told never replaces the record, or authors could approve their own text. Raises AuthorNeeded or
    UnknownPerson.
    """
    known = document.newest.prepared_by
    if known is not None and known != NOBODY:
        return known
    if given is not None:
        return find_person(workspace.settings.people, given).id
    if known == NOBODY and document.newest.status in {DocumentStatus.DRAFT, DocumentStatus.IN_REVIEW}:
        raise AuthorNeeded(title=document.title)
    return known


def _prints_order(workspace: Workspace, template: Template, document: Document) -> bool:
    """Tell whether the form of the country prints an order's number (Lithuania: PATVIRTINTA)."""
    if template.compact:
        return False
    skin = load_skin(skin_name(workspace.settings.organisation.country, document.language))
    return skin.layout == "act"


def _stored(workspace: Workspace, scan: Path, title: str) -> str:
    try:
        data = scan.read_bytes()
    except OSError as error:
        raise FileTrouble(path=scan, why=error.strerror or "") from error
    if not data:
        raise ScanNeeded(title=title)
    return workspace.objects.put(data)
