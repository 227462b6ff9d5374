"""Generate working copies from templates: drafts to adapt, and never over what a person wrote."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qms.documents.address import PARTS, Address, parse_address
from qms.documents.approval import CopyUnusable
from qms.documents.comparing.threeway import merge
from qms.documents.contents import refreshed
from qms.documents.control import Document, list_documents
from qms.documents.copies import is_open, keep_copy
from qms.documents.inputs import (
    FIRST_VERSION,
    answer_table,
    check_chapters,
    coordinator,
    front_matter,
    source_of,
    values_for,
)
from qms.documents.library import load_library
from qms.documents.package import is_word_file, part_texts
from qms.documents.rendering import render_source
from qms.documents.skins import load_skin, skin_name
from qms.documents.stamp import stamp
from qms.locale.translator import translate_in
from qms.model.errors import QmsError
from qms.model.words import DocumentStatus
from qms.state.document_rows import insert_document, put_version, update_document
from qms.state.files import digest, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qms.documents.comparing.threeway import Merged
    from qms.documents.inputs import Source
    from qms.documents.library import Library, Template
    from qms.documents.variables import Values
    from qms.model.reasons import Reason
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Drafted:
    """Hold what became of one document.

    `outcome` is written, unchanged, merged (edited by a person, and brought up to date around the edits), edited (only
    the person's text differs), approved, in_review, withdrawn, chapter (of another document, `host`), open (in another
    program), missing or failed. `missing` names unanswered variables with their questions, `invalid` wrong answers,
    `to_adapt` passages that still hold the suggested text; `merged` tells what was kept, updated and in conflict, and
    `copy` where the copy from before lies; `error` is why a template failed.
    """

    address: Address
    language: str
    title: str
    outcome: str
    path: str = ""
    missing: tuple[tuple[str, str, str], ...] = ()
    invalid: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[Reason, ...] = ()
    to_adapt: tuple[str, ...] = ()
    merged: Merged | None = None
    copy: str = ""
    host: str = ""
    error: QmsError | None = field(default=None)

    @property
    def slug(self) -> str:
        """Return the address as it is typed."""
        return str(self.address)


class UnknownInstance(QmsError):
    """Refuse a document for a function that qms.toml does not have."""

    code = "unknown_instance"
    hint = "hint_functions"


class NoFunctions(QmsError):
    """Report that a document is made for each function, and that qms.toml has none."""

    code = "no_functions"
    hint = "hint_functions"


class OneOfItsKind(QmsError):
    """Refuse a document for something where it is one for all; `slug` and `instance` are given."""

    code = "one_of_its_kind"


class UnansweredQuestions(QmsError):
    """Report that a document cannot be made before its questions are answered."""

    code = "unanswered_questions"


class UnknownSheet(QmsError):
    """Refuse a results sheet for an indicator that has none."""

    code = "unknown_sheet"
    hint = "hint_sheets"


def generate(
    workspace: Workspace,
    slugs: Sequence[str] | None,
    languages: Sequence[str],
    *,
    reset: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Drafted]:
    """Draft documents with their staff sheets and easy-read versions; a bad one does not stop the others.

    `slugs` None drafts the whole library. Approved documents are left alone. Where a person edited a copy, only what
    the person left alone changes; `reset` starts over instead and keeps a copy. Raises UnknownTemplate or NoSuchPart
    for an address that the library does not have.
    """
    library = load_library(workspace.templates)
    check_chapters(workspace.settings, library)
    # The annual report holds all results sheets; one alone is made only where it is asked for.
    whole = [Address(t.slug) for t in library if t.per != "results"]
    asked = whole if slugs is None else [parse_address(slug) for slug in slugs]
    wanted, results = _spelt_out(workspace, library, asked)
    known = {(d.address, d.language): d for d in list_documents(workspace)}
    pairs = [(address, language) for address in wanted for language in languages]
    for done, (address, language) in enumerate(pairs, start=1):
        results += _try(workspace, library, address, language, known, reset=reset)
        progress(done, len(pairs))
    return results


def _spelt_out(
    workspace: Workspace, library: Library, asked: Sequence[Address]
) -> tuple[list[Address], list[Drafted]]:
    """Spell out what is asked for, and what is not in the library; raises its error when nothing else is asked."""
    found: list[Address] = []
    failed: list[Drafted] = []
    for address in asked:
        try:
            found += _instances(workspace, library, address)
        except QmsError as error:
            if len(asked) == 1:
                raise
            language = workspace.settings.language
            failed.append(Drafted(address, language, str(address), "failed", error=error))
    return found, failed


def _instances(workspace: Workspace, library: Library, address: Address) -> Iterator[Address]:
    """Spell out an address: every function or results sheet, and what goes with each document."""
    template = library.at(address)
    names = instances_of(workspace, template)
    instances = names if names and not address.instance else [address.instance]
    parts = ("", *(part for part in PARTS if template.companions.get(part)))
    for instance in instances:
        for part in parts if not address.part else (address.part,):
            yield Address(address.slug, instance, part)


def instances_of(workspace: Workspace, template: Template) -> list[str]:
    """Return what a document is made for one by one: ids of functions, or indicators of results sheets."""
    if template.per == "function":
        return [function.id for function in workspace.settings.functions]
    return list(template.instances) if template.per == "results" else []


def _try(
    workspace: Workspace,
    library: Library,
    address: Address,
    language: str,
    known: dict[tuple[Address, str], Document],
    *,
    reset: bool,
) -> list[Drafted]:
    template = library.at(address)
    if address.part and language not in template.sources:
        return []
    host = workspace.settings.chapters.get(address.slug, "")
    word = workspace.settings.organisation.user_word
    if host and not address.part:
        return [Drafted(address, language, template.title(language, word), "chapter", host=host)]
    try:
        check_instance(workspace, library, address)
        source = source_of(workspace, library, address, language)
        return [_draft(workspace, source, known.get((address, language)), reset=reset)]
    except QmsError as error:
        return [Drafted(address, language, template.title(language, word), "failed", error=error)]


def check_instance(workspace: Workspace, library: Library, address: Address) -> None:
    """Refuse a document that is made one by one and names nothing that there is, or is one and names something.

    Nothing else may become part of the name of a file. Raises NoFunctions or UnknownInstance for functions,
    UnknownSheet for results sheets, OneOfItsKind for all others.
    """
    template = library.get(address.slug)
    names = instances_of(workspace, template)
    if template.per == "results" and address.instance not in names:
        raise UnknownSheet(instance=address.instance, names=names)
    if template.per != "function":
        if address.instance and template.per != "results":
            raise OneOfItsKind(slug=address.slug, instance=address.instance)
        return
    if not names:
        raise NoFunctions(slug=address.slug)
    if address.instance not in names:
        raise UnknownInstance(slug=address.slug, instance=address.instance, names=names)


def _draft(workspace: Workspace, source: Source, before: Document | None, *, reset: bool) -> Drafted:
    title = source.title(workspace.settings.organisation.user_word)
    base = Drafted(source.address, source.language, title, "approved", path=before.path if before else "")
    if before is not None and before.newest.status is not DocumentStatus.DRAFT:
        return replace(base, outcome=before.newest.status.value)
    values = values_for(workspace, source)
    if not values.complete:
        return _unanswered(base, source, values)
    # An adopted PDF cannot be worked on: its next version is a Word file.
    path = (
        before.path
        if before and before.path.endswith(".docx")
        else working_copy(source.address, source.language)
    )
    told = replace(
        base, path=path, to_adapt=() if source.address.part else values.to_adapt, warnings=values.warnings
    )
    if is_open(workspace.root / path):
        return replace(told, outcome="open")
    front = front_matter(workspace, source, before)
    data = render_source(workspace, source, values, front)
    return _lay_down(workspace, source, before, told, data, reset=reset)


def _unanswered(base: Drafted, source: Source, values: Values) -> Drafted:
    missing = tuple((answer_table(source, m.name), m.name, m.question) for m in values.missing)
    invalid = tuple((answer_table(source, i.name), i.name, i.code) for i in values.invalid)
    return replace(base, outcome="missing", missing=missing, invalid=invalid)


def _lay_down(
    workspace: Workspace, source: Source, before: Document | None, told: Drafted, data: bytes, *, reset: bool
) -> Drafted:
    """Write the draft where nobody touched the copy, else bring the untouched parts of the copy up to date.

    Raises CopyUnusable for an edited copy that does not open.
    """
    target = workspace.root / told.path
    there = target.read_bytes() if target.is_file() else None
    untouched = there is None or (before is not None and digest(there) == before.newest.base)
    if untouched and there is not None and there == data:
        return replace(told, outcome="unchanged")
    result, final, copy = told, data, ""
    if not untouched and there is not None:
        if not reset and not is_word_file(there):
            raise CopyUnusable(path=told.path)
        merged = None if reset else _merged(workspace, source, before, there, data)
        if merged is not None and merged.data == there:
            if before is None or before.newest.base != digest(data):
                _record(workspace, source, before, told.path, workspace.objects.put(data))
            return replace(told, outcome="edited", merged=merged)
        copy = keep_copy(workspace, told.path, there)
        final = merged.data if merged is not None else data
        result = replace(told, merged=merged, copy=copy)
    # The base is stored first: a copy on disk whose base is unknown would look edited for ever.
    name = workspace.objects.put(data)
    write_atomic(target, final, mode=None)
    _record(workspace, source, before, told.path, name)
    return replace(result, outcome="merged" if result.merged is not None else "written")


def _merged(
    workspace: Workspace, source: Source, before: Document | None, there: bytes, data: bytes
) -> Merged | None:
    """Merge the new draft into an edited copy; without the bytes it came from, the new draft stands in for them."""
    base = before.newest.base if before is not None else None
    old = workspace.objects.get(base) if base else None
    front = front_matter(workspace, source, before)
    country = workspace.settings.organisation.country
    # What the program fills in (version, status, dates, draft mark) is the same on all sides.
    edited = stamp(there, front, source.language, country)
    same = stamp(old, front, source.language, country) if old is not None else data
    merged = merge(same, edited, data)
    # Writing the same words anew would turn a file over that nobody has to look at again.
    same_words = merged.data == edited and part_texts(edited) == part_texts(there)
    if same_words:
        return replace(merged, data=there)
    look = load_skin(skin_name(country, source.language))
    fresh = data if merged.data == data else refreshed(merged.data, look, source.language)
    return replace(merged, data=fresh)


def merge_ahead(workspace: Workspace, document: Document) -> Merged | None:
    """Return what drafting a document again would do to its working copy, without writing anything.

    None where nobody touched the copy, or where there is none. Raises CopyUnusable for a copy that does not open,
    and what rendering raises; UnansweredQuestions where answers are missing.
    """
    source = source_of(workspace, load_library(workspace.templates), document.address, document.language)
    path = workspace.root / document.path
    there = path.read_bytes() if path.is_file() else None
    if there is None or digest(there) == document.newest.base or not document.path.endswith(".docx"):
        return None
    if not is_word_file(there):
        raise CopyUnusable(path=document.path)
    values = values_for(workspace, source)
    if not values.complete:
        raise UnansweredQuestions(title=document.title)
    data = render_source(workspace, source, values, front_matter(workspace, source, document))
    return _merged(workspace, source, document, there, data)


def working_copy(address: Address, language: str) -> str:
    """Return the path of a working copy, relative to the workspace."""
    return f"documents/{address.file_stem(language)}.docx"


def _record(workspace: Workspace, source: Source, before: Document | None, path: str, base: str) -> None:
    title = source.title(workspace.settings.organisation.user_word)
    template, address = source.template, source.address
    serves = {
        f: {"required": list(s.required), "supports": list(s.supports)} for f, s in template.serves.items()
    }
    with workspace.state.write(workspace.actor.id) as change:
        if before is None:
            facts: dict[str, Any] = {
                "slug": address.slug,
                "instance": address.instance,
                "part": address.part,
                "language": source.language,
                "kind": template.kind,
                "title": title,
                "serves": serves,
                "path": path,
                "owner": coordinator(workspace)[0],
                "number": 1,
            }
            ident, number = insert_document(change.conn, facts), 1
            first = translate_in(source.language, FIRST_VERSION)
            version: dict[str, Any] = {
                "prepared_by": change.actor,
                "prepared_on": clock.today(),
                "change_note": first,
            }
        else:
            ident, number = before.id, before.newest.number
            facts = {"serves": serves, "title": title, "path": path}
            update_document(change.conn, ident, facts, version=before.row_version)
            version = {"prepared_by": before.newest.prepared_by, "prepared_on": before.newest.prepared_on}
        put_version(
            change.conn, ident, number, {"status": DocumentStatus.DRAFT.value, "base_sha256": base, **version}
        )
        change.log("document.generated", ident, version=number, base=base)
