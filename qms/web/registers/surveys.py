"""Show the surveys and one of them: who was asked, every question, and own words for those who may read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale.sentences import say
from qms.locale.translator import current
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.reports.numbers import number_text, share_text
from qms.results.hiding import is_small
from qms.results.survey_answers import OTHER, open_answers, rounds, survey_problems
from qms.results.survey_counts import answered_share, services_of, survey_years
from qms.results.survey_figures import ReportWords
from qms.results.surveys import choice_word, load_surveys
from qms.web.fields import whole_number
from qms.web.here import here, needs
from qms.web.looks import span_text
from qms.web.refused import refusal
from qms.web.registers import pages
from qms.web.registers.books import chosen_language
from qms.web.registers.careful import tables_of
from qms.web.registers.drawing import Bar, answer_bar
from qms.web.registers.handing import DOCX, XLSX, file_name
from qms.web.registers.seen import is_careful, is_withheld, places_of, registers_of, sheets_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.results.survey_counts import Tally
    from qms.results.survey_figures import QuestionTable, ReportLine
    from qms.results.surveys import Scale, Survey
    from qms.web.here import Here

HIDDEN = "–"
_TONES = {3: (0, 2, 4), 5: (0, 1, 2, 3, 4)}


@pages.get("/registers/surveys")
@needs(Right.READ)
def surveys() -> str:
    """List the surveys with the newest round of each."""
    h = here()
    return render_template(
        "registers/surveys.html",
        surveys=[_listed(h, one) for one in load_surveys().values()],
        careful=is_careful(h),
    )


def _listed(h: Here, one: Survey) -> dict[str, Any]:
    registers, language = registers_of(h), current()
    withheld = is_withheld(h, one.book)
    years = () if withheld else survey_years(registers, one.name)
    whole = answered_share(registers, one.name, years[-1], None) if years else None
    return {
        "name": one.name,
        "title": one.book_titles[language],
        "groups": [choice_word("groups", group, language) for group in one.groups],
        "questions": len(one.questions),
        "serves": one.serves.get(h.workspace.framework.id, ()),
        "year": years[-1] if years else None,
        "whole": _whole(h, whole),
        "withheld": withheld,
        "sheets": sheets_of(h, one.book),
    }


def _whole(h: Here, whole: Tally | None) -> dict[str, str] | None:
    """Return invited, answered and the share of these in words; small counts only for those who may see them."""
    if whole is None:
        return None
    secret = is_careful(h) and is_small(whole.answered)
    rate = whole.response_rate
    return {
        "invited": str(whole.invited) if whole.invited is not None else say("survey_unstated"),
        "answered": HIDDEN if secret else str(whole.answered),
        "rate": HIDDEN if secret or rate is None else share_text(rate, current()),
    }


def survey_named(ident: str) -> Survey:
    """Return a survey by its name; 404 for none."""
    found = load_surveys().get(ident)
    if found is None:
        abort(404)
    return found


@pages.get("/registers/surveys/<ident>")
@needs(Right.READ)
def survey(ident: str) -> str:
    """Show one survey in a year."""
    h, one = here(), survey_named(ident)
    registers = registers_of(h)
    withheld = is_withheld(h, one.book)
    years = () if withheld else survey_years(registers, one.name)
    year = _year(years)
    careful = is_careful(h)
    found = tables_of(h, one, year) if year else []
    tables = found or []
    return render_template(
        "registers/survey.html",
        survey=one,
        years=tuple(reversed(years)),
        year=year,
        withheld=withheld,
        careful=careful,
        waiting=found is None,
        facts=_facts(h, one, year, careful=careful) if year else [],
        charts_shown=_charts(tables),
        questions=[_question(table) for table in tables],
        written=_written(h, one, year) if year and not careful else [],
        places=places_of(h, survey_problems(registers, one.name)),
        sheets=sheets_of(h, one.book),
        may_start=h.may(Right.COUNT) or h.may(Right.OWN),
    )


def _year(years: tuple[int, ...]) -> int | None:
    asked = whole_number(request.args.get("year", ""))
    if asked in years:
        return asked
    return years[-1] if years else None


def _facts(h: Here, one: Survey, year: int, *, careful: bool) -> list[tuple[str, str]]:
    """Return who was asked, by whom and how, and how many answered."""
    registers, language = registers_of(h), current()
    whole = answered_share(registers, one.name, year, None)
    held = rounds(registers, one.name, year)
    told = _whole(h, whole)
    names = h.workspace.settings.service_names
    listed = list(dict.fromkeys(s for r in held for s in r.services))
    spans = [span_text(r.first, r.last) for r in held if r.first]
    words = ReportWords(language)
    rows = [
        ("period", ", ".join(dict.fromkeys(spans))),
        ("services", ", ".join(names.get(s, s) for s in listed) or words.say("all_services")),
        ("group", _words("groups", [r.group for r in held])),
        ("invited", told["invited"] if told else ""),
        ("answered", told["answered"] if told else ""),
        ("rate", told["rate"] if told else ""),
        ("asked_by", _words("asked_by", [r.asked_by for r in held])),
        ("method", _words("method", [r.method for r in held])),
    ]
    if not careful and whole is not None:
        by = {"self": whole.alone, "with_help": whole.helped, "proxy": whole.proxies}
        told_by = [f"{choice_word('answered_by', k, language)}: {n}" for k, n in by.items() if n]
        rows.append(("filled", ", ".join(told_by)))
    rows.append(("told", "; ".join(dict.fromkeys(r.report for r in held if r.report))))
    return [(words.say(key), text or words.say("unstated")) for key, text in rows]


def _words(kind: str, tokens: list[str]) -> str:
    return ", ".join(choice_word(kind, token, current()) for token in dict.fromkeys(tokens) if token)


def _charts(tables: list[QuestionTable]) -> list[dict[str, Any]]:
    """Return a chart for each scale; questions of which a count is hidden are left out."""
    by_scale: dict[str, list[QuestionTable]] = {}
    for table in tables:
        if table.total is not None and table.total.whole:
            by_scale.setdefault(table.scale.name, []).append(table)
    charts = []
    for own in by_scale.values():
        scale = own[0].scale
        words, tones = _answers(scale), tones_of(scale)
        bars: list[Bar] = []
        for table in own:
            counts = [count or 0 for count in table.total.counts] if table.total else []
            if _from_low(scale):
                counts.reverse()
            bars.append(answer_bar(table.question.label[current()], counts, words, tones))
        charts.append({"bars": bars, "key": list(zip(tones, words, strict=True))})
    return charts


def _from_low(scale: Scale) -> bool:
    """Say whether the tokens stand from the worst to the best: a chart has the best at the left."""
    return bool(scale.positive) and scale.tokens[0] not in scale.positive


def _answers(scale: Scale) -> list[str]:
    words = [scale.word(token, current()) for token in scale.tokens]
    ends = [scale.ends.get(token, {}).get(current(), "") for token in scale.tokens]
    told = [f"{word} ({end})" if end else word for word, end in zip(words, ends, strict=True)]
    return told[::-1] if _from_low(scale) else told


def tones_of(scale: Scale) -> tuple[int, ...]:
    """Return the place in the key of each answer, from dark (the best) to pale."""
    return _TONES.get(len(scale.tokens), tuple(range(len(scale.tokens))))


def _question(table: QuestionTable) -> dict[str, Any]:
    """Return the table of a question in words."""
    scale = table.scale
    return {
        "text": table.question.text[current()],
        "heads": [scale.word(token, current()) for token in scale.tokens],
        "numeric": scale.numeric,
        "before": table.before,
        "lines": [_line(line, scale) for line in table.lines],
    }


def _line(line: ReportLine, scale: Scale) -> dict[str, Any]:
    def share(value: float | None) -> str:
        return HIDDEN if value is None else share_text(value, current())

    return {
        "name": line.name,
        "counts": [HIDDEN if count is None else str(count) for count in line.counts],
        "n": HIDDEN if line.n is None else str(line.n),
        "share": share(line.share),
        "before": share(line.share_before),
        "mean": HIDDEN
        if line.mean is None or not scale.numeric
        else number_text(line.mean, "score", current()),
    }


def _written(h: Here, one: Survey, year: int) -> list[dict[str, Any]]:
    """Return what people wrote, by question."""
    names = h.workspace.settings.service_names
    found = open_answers(registers_of(h), one.name, year)
    return [
        {
            "text": question.text[current()],
            "answers": [
                (a.text, a.round, names.get(a.service, a.service) if a.service != OTHER else "")
                for a in found
                if a.question == question.key
            ],
        }
        for question in one.open
    ]


@pages.get("/registers/surveys/<ident>/form")
@needs(Right.READ)
def form(ident: str) -> Response:
    """Hand out the form to print, easy to read with faces where the survey is so."""
    from qms.results.survey_forms import survey_form
    from qms.web.downloads import hand_out

    h, one = here(), survey_named(ident)
    language, organisation = chosen_language(h), h.workspace.settings.organisation
    data = survey_form(
        one.name,
        language,
        organisation=organisation.name,
        country=organisation.country,
        give_to=request.args.get("give_to", "")[:60],
    )
    return hand_out(data, file_name(one.titles[language].rstrip("?"), ".docx"), DOCX)


@pages.get("/registers/surveys/<ident>/sheet")
@needs(Right.READ)
def sheet(ident: str) -> Response:
    """Hand out the counting sheet."""
    from qms.reports.workbooks import write_book
    from qms.results.definitions import load_books
    from qms.results.handout import workspace_lists
    from qms.web.downloads import hand_out

    h, one = here(), survey_named(ident)
    language = chosen_language(h)
    data = write_book(load_books()[one.book], language, lists=workspace_lists(h.workspace.settings))
    return hand_out(data, file_name(one.book_titles[language], ".xlsx"), XLSX)


@pages.get("/registers/surveys/<ident>/report")
@needs(Right.READ)
def report(ident: str) -> Response:
    """Hand out the report on a year; for those who may not see small counts only its public version."""
    from qms.results.survey_reports import survey_report
    from qms.web.downloads import hand_out

    h, one = here(), survey_named(ident)
    registers = registers_of(h)
    year = _year(survey_years(registers, one.name))
    if year is None or is_withheld(h, one.book):
        abort(404)
    language, settings = chosen_language(h), h.workspace.settings
    public = is_careful(h) or "public" in request.args
    if tables_of(h, one, year, public=public) is None:
        flash(say("web_survey_working"), "warn")
        return redirect(url_for("registers.survey", ident=ident, year=year))
    try:
        data = survey_report(
            registers,
            one.name,
            year,
            language,
            organisation=settings.organisation.name,
            country=settings.organisation.country,
            services=settings.service_names,
            public=public,
        )
    except QmsError as error:
        flash(refusal(error).line, "bad")
        return redirect(url_for("registers.survey", ident=ident))
    mark = f" ({ReportWords(language).say('public').lower()})" if public else ""
    return hand_out(data, file_name(f"{one.book_titles[language]} {year}{mark}", ".docx"), DOCX)


def service_choices(h: Here, survey_name: str) -> list[tuple[str, str]]:
    """Return the services to choose from, those that the survey asked last first."""
    registers = registers_of(h)
    years = survey_years(registers, survey_name)
    asked = services_of(registers, survey_name, years[-1]) if years else ()
    names = h.workspace.settings.service_names
    order = [*(s for s in asked if s in names), *(s for s in names if s not in asked)]
    return [(ident, names[ident]) for ident in order]
