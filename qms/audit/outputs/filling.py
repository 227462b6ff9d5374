"""Fill the provider's own copy of the progress report's form and save it as a new file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qms.audit.outputs.making import FormatUnknown, checked_place
from qms.audit.outputs.own_form import Filled, NoForm, Told, fill_form
from qms.audit.outputs.progress import texts_of
from qms.documents.wordfile import MAX_FILE
from qms.locale import LANGUAGES
from qms.model.errors import FileTrouble, QmsError, UsageProblem
from qms.state.files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from qms.audit.outputs.kinds import Wish
    from qms.audit.outputs.progress_texts import Texts
    from qms.model.progress import Work


WORD = ".docx"


class FormUnreadable(QmsError):
    """Refuse an own copy that is no sound Word file; `path` is given."""

    code = "progress_form_unreadable"
    hint = "hint_progress_form"


class NoCriteria(QmsError):
    """Refuse a form in which no criterion of the standard is named; `path` is given."""

    code = "progress_form_no_criteria"
    hint = "hint_progress_form_criteria"


class NoPlace(QmsError):
    """Refuse a form that names criteria and has no place that is free and without doubt; `path` is given."""

    code = "progress_form_no_place"
    hint = "hint_progress_form_place"


class NothingToTell(QmsError):
    """Report that nothing is recorded in the period that could be written into a form."""

    code = "progress_form_nothing"


class SameFile(UsageProblem):
    """Refuse to write the filled form over the copy that it is made from."""

    code = "progress_same_file"


def fill_own_copy(wish: Wish, kind: str, own: Path, target: Path, *, force: bool = False) -> Filled:
    """Fill the form `own` and save it as `target`; what was not placed is named by number and title.

    Raises SameFile, FormatUnknown, FormUnreadable, NoCriteria, NoPlace, NothingToTell, FileTrouble, PeriodUnknown,
    and what checked_place raises; nothing is written then.
    """
    if target.exists() and own.exists() and own.samefile(target):
        raise SameFile(path=target)
    suffix, folder = checked_place(wish.workspace, kind, target, {"into": own}, force=force)
    if suffix != WORD:
        raise FormatUnknown(name=target.name, formats=WORD)
    try:
        if own.stat().st_size > MAX_FILE:
            raise FormUnreadable(path=own)
        data = own.read_bytes()
    except OSError as error:
        raise FileTrouble(path=own, why=error.strerror or "") from error
    texts = texts_of(wish)
    lines = {work.ref: _told(texts, work) for work in texts.progress.work if work.is_told}
    if not lines:
        raise NothingToTell
    try:
        filled = fill_form(data, lines, _titles(wish, texts))
    except NoForm as error:
        raise FormUnreadable(path=own) from error
    if not filled.placed:
        raise NoPlace(path=own) if filled.taken or filled.unclear else NoCriteria(path=own)
    write_atomic(folder / target.name, filled.data, mode=None)

    def titled(refs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(texts.title(ref) for ref in refs)

    return replace(
        filled,
        taken=titled(filled.taken),
        unclear=titled(filled.unclear),
        missing=titled(filled.missing),
    )


def _told(texts: Texts, work: Work) -> Told:
    """Return the lines of one criterion, for a form with one place for them and for one with two."""
    return Told(done=texts.done(work), led_to=texts.led_to_with_levels(work), whole=texts.whole(work))


def _titles(wish: Wish, texts: Texts) -> dict[str, list[str]]:
    """Return what a form may call each criterion: our titles, and the official words where the provider has them."""
    framework, official = wish.workspace.framework, wish.workspace.official
    section = "criteria" if framework.criteria else "principles"
    return {
        work.ref: [
            *(framework.title(section, work.ref, language) for language in LANGUAGES),
            *(official.text(section, work.ref, language) for language in official.languages),
        ]
        for work in texts.progress.work
    }
