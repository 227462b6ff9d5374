"""Compare texts side by side: what the template changed and what a person changed, and any two versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import render_template, request

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.documents.room import document_at, pages, refusal, title_of
from qms.web.here import here, needs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qms.documents.comparing.changes import Change
    from qms.documents.comparing.wordlevel import Wording
    from qms.documents.control import Document

COPY = "copy"


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold some words; `mark` is same, removed or added."""

    text: str
    mark: str


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one difference to show side by side: where, what happened, and both wordings piece by piece."""

    place: str
    head: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Third:
    """Hold one change of a comparison of three: the last draft, the copy and the new draft.

    `state` is kept, updated or conflicts.
    """

    place: str
    state: str
    base: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]


def shown(before: bytes, after: bytes) -> Iterator[Row]:
    """Yield the differences of two Word files."""
    from qms.documents.comparing.comparison import compare

    for found in compare(before, after).differences:
        head = say(f"difference_{found.kind}", {"unit": say(f"unit_{found.unit}")}).rstrip(":")
        old, new = sides(found.before, found.after, found.words)
        yield Row(" › ".join(found.place) or say("place_start"), head, old, new)


def sides(before: str, after: str, words: Sequence[Wording]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return two wordings, each with what the other does not have marked."""
    if not words:
        return _one(before, "same"), _one(after, "same")
    old = tuple(Piece(w.text, w.mark) for w in words if w.mark != "added")
    new = tuple(Piece(w.text, w.mark) for w in words if w.mark != "removed")
    return old, new


def _one(text: str, mark: str) -> tuple[Piece, ...]:
    return (Piece(text, mark),) if text else ()


def thirds(merged: Any) -> list[Third]:
    """Return what a comparison of three found, conflicts first."""
    found = [("conflicts", merged.conflicts), ("kept", merged.kept), ("updated", merged.updated)]
    return [_third(state, change) for state, changes in found for change in changes]


def _third(state: str, change: Change) -> Third:
    from qms.documents.comparing.wordlevel import word_differences

    _, mine = sides(change.before, change.mine, word_differences(change.before, change.mine))
    _, theirs = sides(change.before, change.theirs, word_differences(change.before, change.theirs))
    place = change.place.replace(" > ", " › ") or say("place_start")
    return Third(place, state, _one(change.before, "same"), mine, theirs)


@pages.get("/documents/<slug>/compare")
@needs(Right.READ)
def compare(slug: str) -> str:
    """Compare versions of a document with each other or with the working copy, and the copy with the template."""
    document = document_at(slug)
    choices = _choices(document)
    tokens = [token for token, _ in choices]
    first = request.args.get("a", "")
    second = request.args.get("b", "")
    first = first if first in tokens else _usual(document, tokens)
    second = second if second in tokens else COPY if COPY in tokens else tokens[-1]
    rows: list[Row] | None = None
    told = None
    try:
        if first != second:
            rows = _between(document, first, second)
        merged = _ahead(document)
    except QmsError as error:
        told, merged = refusal(error), None
    return render_template(
        "documents/compare.html",
        document=document,
        title=title_of(document),
        choices=choices,
        first=first,
        second=second,
        texts=dict(choices),
        rows=rows,
        told=told,
        thirds=thirds(merged) if merged is not None else None,
    )


def _between(document: Document, first: str, second: str) -> list[Row]:
    from qms.documents.texts import two_texts

    address = str(document.address)
    one, other = (address if token == COPY else f"{address}:{token}" for token in (first, second))
    texts = two_texts(here().workspace, one, other, document.language)
    return list(shown(texts[0].data, texts[1].data))


def _ahead(document: Document) -> Any:
    """Return what drafting again would do; None where there is nothing of the kind to compare."""
    from qms.documents.drafting import UnansweredQuestions, merge_ahead

    if document.newest.status.value != "draft" or not document.newest.base:
        return None
    try:
        return merge_ahead(here().workspace, document)
    except UnansweredQuestions:
        return None


def _choices(document: Document) -> list[tuple[str, str]]:
    """Return the texts that can be compared: versions, oldest first, and the working copy."""
    found = []
    for version in document.versions:
        if version.frozen is not None and version.ending != ".pdf":
            found.append((str(version.number), say("web_doc_version", {"number": version.number})))
        elif version.base is not None:
            code = "web_doc_as_drafted"
            found.append((str(version.number), say(code, {"number": version.number})))
    if document.path.endswith(".docx") and (here().workspace.root / document.path).is_file():
        found.append((COPY, say("web_doc_working_copy")))
    return found or [(COPY, say("web_doc_working_copy"))]


def _usual(document: Document, tokens: list[str]) -> str:
    """Return what the working copy is compared with first: the version in force, else the text as it was drafted."""
    version = document.latest_approved
    if version is not None and str(version.number) in tokens:
        return str(version.number)
    return tokens[-2] if len(tokens) > 1 else tokens[0]
