"""Tell the next step in words for somebody at a browser, with the page where it is done; and why something is open.

`act_*` sentences name commands; here the same actions have sentences of their own and an address instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import url_for

from qms.locale.sentences import say
from qms.model.reasons import Reason
from qms.reports.coverage_forms import reason_text
from qms.web.here import here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.documents.control import Document
    from qms.model.coverage import Judgement
    from qms.model.reasons import Action


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what a person can do next, and the address of the page where it is done."""

    text: str
    url: str


_AT_DOCUMENT = frozenset({"approve_document", "replace_document", "restore_document", "review_document"})
_AT_EVIDENCE = frozenset(
    {"review_link", "date_link", "restore_file", "declare_in_force", "renew", "renew_before_audit"}
)
_AT_BOOK = {
    "answer_complaints": "complaints",
    "review_complaints": "complaints",
    "keep_complaints": "complaints",
    "keep_comparisons": "comparisons",
    "keep_plans": "plans",
    "complete_plans": "plans",
    "make_plans": "plans",
    "evaluate_plans": "plans",
}
_AT_ROOM = {
    "provide_document": "documents.listed",
    "describe_functions": "documents.listed",
    "fill_results": "registers.results",
    "mend_register": "registers.show",
}
AT_INDICATOR = frozenset({"link_evidence", "wait_or_link"})
STEPS = _AT_DOCUMENT | _AT_EVIDENCE | AT_INDICATOR | _AT_BOOK.keys() | _AT_ROOM.keys()
"""The codes of all actions that have a sentence `web_step_CODE`."""


def step_of(action: Action | None, ref: str, names: Mapping[str, str]) -> Step | None:
    """Return the next step for an indicator; None when nothing is open. `names` gives service names by id.

    What the reader must not see is not named; the step then leads to the indicator.
    """
    if action is None:
        return None
    sentence = Reason(f"web_step_{action.code}", _withheld(action.params, _is_hidden(action)))
    return Step(reason_text(sentence, names), _address(action, ref))


def why_of(judged: Judgement, names: Mapping[str, str]) -> str:
    """Return why an indicator is as it is, without the name of a file that the reader must not see."""
    hidden = here().hidden
    proofs = {ident for cell in judged.cells for ident in cell.proofs} if hidden else set()
    params = _withheld(judged.reason.params, bool(proofs & hidden))
    return reason_text(Reason(judged.reason.code, with_people(params)), names)


def with_people(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the parameters of a reason with the name of who decided for the id, also in the reason inside."""
    known = here().workspace.settings.person_names
    shown = dict(params)
    if "by" in params:
        shown["by"] = known.get(str(params["by"]), params["by"])
    for key, value in params.items():
        if isinstance(value, Reason):
            shown[key] = Reason(value.code, with_people(value.params))
    return shown


def _is_hidden(action: Action) -> bool:
    return action.params.get("evidence") in here().hidden


def document_address(document: Document) -> str:
    """Return the page of a controlled document, of its staff sheet or of its easy-read version."""
    return url_for(
        "documents.show",
        slug=document.slug,
        lang=document.language,
        instance=document.instance or None,
        part=document.part or None,
    )


def _withheld(params: Mapping[str, Any], is_hidden: bool) -> Mapping[str, Any]:
    """Return parameters without the path of a file, also in the reason inside; of documents the title stays."""
    if not is_hidden:
        return params
    shown: dict[str, Any] = {}
    for key, value in params.items():
        if key == "path":
            shown[key] = say("web_confidential_file")
        elif isinstance(value, Reason):
            shown[key] = Reason(value.code, _withheld(value.params, is_hidden))
        else:
            shown[key] = value
    return shown


def _address(action: Action, ref: str) -> str:
    params, code = action.params, action.code
    ident = str(params.get("evidence") or "")
    if code in _AT_BOOK:
        return url_for("registers.book", name=_AT_BOOK[code])
    if code in _AT_ROOM:
        endpoint = _AT_ROOM[code]
        return url_for(endpoint, indicator=ref if endpoint == "documents.listed" else None)
    if code in _AT_DOCUMENT or (code in _AT_EVIDENCE and _is_document(ident)):
        return _at_document(str(params.get("slug") or ""), ident)
    if code in _AT_EVIDENCE and ident and ":" not in ident and not _is_hidden(action):
        return url_for("evidence.show", ident=ident, indicator=ref)
    return url_for("indicator.show", ref=ref)


def _is_document(ident: str) -> bool:
    return any(document.id == ident for document in _documents())


def _at_document(slug: str, ident: str) -> str:
    """Return the page of a controlled document; without a slug in the reason it is found by its id."""
    for document in _documents():
        if document.id == ident:
            return document_address(document)
    return url_for("documents.show", slug=slug) if slug else url_for("documents.listed")


def _documents() -> tuple[Document, ...]:
    """Return the controlled documents, remembered while nothing changed."""
    from qms.documents.control import list_documents

    h = here()
    key = ("documents", h.workspace.framework.id, h.workspace.reading_language)
    found: tuple[Document, ...] = h.server.remembered.get(
        h.workspace, key, lambda: tuple(list_documents(h.workspace))
    )
    return found
