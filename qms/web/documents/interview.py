"""Ask what documents need on a form: grouped, with help, examples and defaults, saved in part at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.locale import LANGUAGES
from qms.locale.sentences import say, shown
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.documents.room import at, named, pages, refusal, template_of, the_library
from qms.web.here import here, needs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Response

    from qms.documents.answer_sheet import Entry, Filled, Sheet
    from qms.web.documents.room import Named

_ROWS_MOST, _ROWS_FIRST = 60, 2
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold one question as the form shows it.

    `typed` is text, a text with an item a line for a list, or rows of cells. `now` is the answer of somebody else that
    stands there now, where both changed it.
    """

    entry: Entry
    typed: Any
    wrong: str
    now: str
    default: str
    example: str
    other: str
    columns: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the name of the answer."""
        return self.entry.key

    @property
    def kind(self) -> str:
        """Return the type of the variable."""
        return self.entry.question.variable.type


@pages.get("/documents/<slug>/interview")
@needs(Right.DRAFT)
def interview(slug: str) -> str:
    """Show the questions of one document."""
    wanted = _main(named(slug))
    template_of(wanted)
    return _page(_sheet([str(wanted.address)], wanted.language), wanted=wanted, language=wanted.language)


@pages.post("/documents/<slug>/interview")
@needs(Right.DRAFT)
def answer(slug: str) -> str | Response | tuple[str, int]:
    """Save the answers of one document, or add a row."""
    wanted = _main(named(slug))
    template_of(wanted)
    return _answered([str(wanted.address)], wanted.language, wanted)


@pages.get("/documents/interview")
@needs(Right.DRAFT)
def interview_many() -> str:
    """Show the questions of all chosen documents, each once; without a choice the documents to choose."""
    language, slugs = _chosen()
    if not slugs:
        return _choose(language)
    return _page(_sheet(slugs, language), slugs=slugs, language=language)


@pages.post("/documents/interview")
@needs(Right.DRAFT)
def answer_many() -> str | Response | tuple[str, int]:
    """Save the answers of the chosen documents, or add a row."""
    language, slugs = _chosen()
    if not slugs:
        return redirect(url_for("documents.interview_many"))
    return _answered(slugs, language, None)


def _main(wanted: Named) -> Named:
    from dataclasses import replace

    return replace(wanted, part="")


def _chosen() -> tuple[str, list[str]]:
    language = request.args.get("lang", "")
    language = language if language in LANGUAGES else here().workspace.settings.language
    known = {template.slug for template in the_library()}
    return language, [slug for slug in request.args.getlist("slug") if slug in known]


def _choose(language: str) -> str:
    """Return the page on which documents are chosen, each with what it lacks."""
    from qms.documents.asking import Asking

    asking = Asking(here().workspace, language)
    rows = []
    for source in asking.sources(None):
        blocking, adapt = asking.lacking(source)
        rows.append((source.address.slug, asking.title(source), len(blocking), len(adapt)))
    return render_template("documents/choose.html", rows=rows, language=language)


def _sheet(slugs: Sequence[str], language: str) -> Sheet:
    from qms.documents.answer_sheet import sheet_of

    return sheet_of(here().workspace, slugs, language)


def _answered(slugs: list[str], language: str, wanted: Named | None) -> str | Response | tuple[str, int]:
    from qms.documents.answer_sheet import AnswersChanged, check, save
    from qms.workspace.answering import SettingsChanged

    sheet = _sheet(slugs, language)
    filled = _filled(sheet)
    place: dict[str, Any] = {"wanted": wanted, "slugs": slugs, "language": language}
    if "add" in request.form or "take" in request.form:
        return _page(sheet, filled=filled, unsaved=True, **place)
    _, wrong = check(sheet, filled)
    told = {key: say(reason.code, reason.params) for key, reason in wrong.items()}
    if told:
        # What fits is saved: nobody loses an hour of answers to one wrong number.
        filled_right = _without(filled, set(told))
        return _save(sheet, filled_right, slugs, language, filled, told, place)
    try:
        count = save(here().workspace, sheet, filled)
    except (AnswersChanged, SettingsChanged) as error:
        fresh = _sheet(slugs, language)
        return _page(fresh, filled=filled, told=_changed(error), clashing=True, **place), 409
    except QmsError as error:
        return _page(sheet, filled=filled, told=refusal(error), **place), 400
    flash(say("web_doc_answers_saved", {"count": count}))
    return redirect(_after(wanted, slugs, language))


def _save(
    sheet: Sheet,
    right: Filled,
    slugs: list[str],
    language: str,
    filled: Filled,
    wrong: dict[str, str],
    place: dict[str, Any],
) -> tuple[str, int]:
    """Save what fits and show the form again with what does not."""
    from qms.documents.answer_sheet import save

    try:
        count = save(here().workspace, sheet, right)
    except QmsError as error:
        fresh = _sheet(slugs, language)
        return _page(fresh, filled=filled, told=_changed(error), wrong=wrong, clashing=True, **place), 409
    fresh = _sheet(slugs, language)
    return _page(fresh, filled=_only(filled, set(wrong)), wrong=wrong, saved=count, **place), 400


def _changed(error: QmsError) -> Any:
    found = refusal(error)
    return (
        {"text": say("web_doc_answers_changed"), "hint": say("web_doc_answers_changed_hint")}
        if (found.changed or error.code == "settings_changed")
        else found
    )


def _without(filled: Filled, keys: set[str]) -> Filled:
    from dataclasses import replace

    return replace(filled, typed={k: v for k, v in filled.typed.items() if k not in keys})


def _only(filled: Filled, keys: set[str]) -> Filled:
    from dataclasses import replace

    return replace(filled, typed={k: v for k, v in filled.typed.items() if k in keys}, acts=None)


def _after(wanted: Named | None, slugs: list[str], language: str) -> str:
    if "stay" in request.form:
        if wanted is not None:
            return at("interview", wanted)
        return url_for("documents.interview_many", slug=slugs, lang=language)
    return at("show", wanted) if wanted is not None else url_for("documents.listed")


def _filled(sheet: Sheet) -> Filled:
    """Return what the form sent: answers by key, and what each was when the page was made."""
    from qms.documents.answer_sheet import Filled

    form = request.form
    typed: dict[str, Any] = {}
    for entry in sheet.entries():
        if f"was:{entry.key}" not in form:
            continue
        kind = entry.question.variable.type
        if kind == "rows":
            typed[entry.key] = _rows(entry)
            continue
        text = form.get(entry.key, "")[:_LONGEST].replace("\r\n", "\n").strip()
        typed[entry.key] = (
            [line.strip() for line in text.split("\n") if line.strip()] if kind == "list" else text
        )
    was = {key.removeprefix("was:"): value for key, value in form.items() if key.startswith("was:")}
    offered = {offer.id for offer in sheet.offers}
    acts = tuple(act for act in form.getlist("acts") if act in offered) if "acts_were" in form else None
    return Filled(typed, was, acts, form.get("acts_were", ""))


def _rows(entry: Entry) -> list[dict[str, str]]:
    columns = entry.question.variable.columns
    found = []
    for number in range(_ROWS_MOST):
        cells = {c: request.form.get(f"{entry.key}:{number}:{i}") for i, c in enumerate(columns)}
        if all(cell is None for cell in cells.values()):
            break
        found.append({column: (cell or "").strip()[:2000] for column, cell in cells.items()})
    return found


def _page(
    sheet: Sheet,
    *,
    filled: Filled | None = None,
    wrong: Mapping[str, str] | None = None,
    told: Any = None,
    clashing: bool = False,
    saved: int = 0,
    unsaved: bool = False,
    wanted: Named | None = None,
    slugs: Sequence[str] = (),
    language: str = "",
) -> str:
    settings = here().workspace.settings
    labels = _labels([wanted.slug] if wanted is not None else slugs, language)
    groups = [
        (group, [_asked(entry, filled, wrong or {}, labels, clashing=clashing) for entry in group.entries])
        for group in sheet.groups
    ]
    ticked = filled.acts if filled is not None and filled.acts is not None else sheet.ticked or ()
    titles = {t.slug: t.title(language, settings.organisation.user_word) for t in the_library()}
    named_ = [titles[wanted.slug]] if wanted is not None else [titles[slug] for slug in slugs]
    keep_was = filled is not None and unsaved
    return render_template(
        "documents/interview.html",
        groups=groups,
        sheet=sheet,
        ticked=ticked,
        wrong=wrong or {},
        told=told,
        saved=saved,
        questions={entry.key: entry.question.text for entry in sheet.entries()},
        wanted=wanted,
        slugs=slugs,
        doc_language=language,
        titles=named_,
        was=filled.was if keep_was and filled is not None else {},
        acts_were=filled.acts_were if keep_was and filled is not None else sheet.acts_were,
        left=sum(group.left for group in sheet.groups),
    )


def _labels(slugs: Sequence[str], language: str) -> dict[tuple[str, str], str]:
    """Return what the columns of tables are called in the texts of the documents, and of their chapters."""
    from qms.documents.row_labels import row_labels

    chapters = [slug for slug, host in here().workspace.settings.chapters.items() if host in slugs]
    found: dict[tuple[str, str], str] = {}
    for template in the_library():
        if template.slug in {*slugs, *chapters}:
            found = {**row_labels(template, language), **found}
    return found


def _asked(
    entry: Entry,
    filled: Filled | None,
    wrong: Mapping[str, str],
    labels: Mapping[tuple[str, str], str],
    *,
    clashing: bool,
) -> Asked:
    question = entry.question
    value, now = entry.value, ""
    if filled is not None and entry.key in filled.typed:
        mine = filled.typed[entry.key]
        untouched = clashing and not _is_touched(entry, filled)
        if not untouched:
            value = mine
            changed = clashing and filled.was.get(entry.key, entry.was) != entry.was
            now = (lines(entry.value) or "–") if changed else ""
    if request.form.get("take") == entry.key:
        value = question.default
    typed = _rows_to_show(entry, value) if question.variable.type == "rows" else _text(entry, value)
    default = "" if question.default is None else lines(_labelled(entry, question.default))
    example = "" if question.example is None else lines(question.example)
    other = "" if question.other is None else lines(question.other)
    columns = tuple(
        labels.get((question.variable.name, c), c.replace("_", " ")) for c in question.variable.columns
    )
    return Asked(entry, typed, wrong.get(entry.key, ""), now, default, example, other, columns)


def _is_touched(entry: Entry, filled: Filled) -> bool:
    """Tell whether a person changed an answer on the form, whatever others did to it meanwhile."""
    from qms.documents.answer_sheet import mark_of

    return mark_of(entry, filled.typed[entry.key]) != filled.was.get(entry.key, entry.was)


def _labelled(entry: Entry, value: Any) -> Any:
    question = entry.question
    return question.label(str(value)) if str(value) in question.variable.choices else value


def _text(entry: Entry, value: Any) -> str:
    if value is None:
        return ""
    between = "\n\n" if entry.question.variable.type == "passage" else "\n"
    if entry.question.variable.type in {"date", "choice"}:
        return str(value)
    return lines(value, between)


def _rows_to_show(entry: Entry, value: Any) -> list[list[str]]:
    columns = entry.question.variable.columns
    given = value if isinstance(value, list) else []
    rows = [[shown(row.get(c, "")) for c in columns] for row in given if isinstance(row, dict)]
    more = 1 if rows else _ROWS_FIRST
    return (rows + [[""] * len(columns)] * more)[:_ROWS_MOST]


def lines(value: Any, between: str = "\n") -> str:
    """Return a value to read: items, rows and paragraphs one below the other."""
    paragraphs = getattr(value, "paragraphs", None)
    if paragraphs is not None:
        return "\n\n".join(paragraphs)
    if not isinstance(value, list):
        return str(value) if isinstance(value, str) else shown(value)
    items = (" · ".join(map(shown, i.values())) if isinstance(i, dict) else shown(i) for i in value)
    return between.join(items)
