"""Make the report on a survey in one year: facts first, a chart, a table per question, open answers, and the places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.engine import long_date
from qms.documents.oxml import Element, paragraph, ppr, say, text_run
from qms.documents.skins import compact_skin, load_skin, skin_name
from qms.documents.tables import box, cell, column_widths, grid, row, spacer
from qms.model.errors import QmsError
from qms.reports.numbers import number_text, share_text
from qms.results.suppression import TOTAL, public_table
from qms.results.survey_answers import OTHER, open_answers, rounds
from qms.results.survey_counts import answered_share
from qms.results.survey_figures import ReportWords, question_table, row_places
from qms.results.survey_word import Paper
from qms.results.surveys import choice_word, load_surveys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qms.model.register import Registers
    from qms.results.survey_answers import Round
    from qms.results.survey_counts import Tally
    from qms.results.survey_figures import QuestionTable, ReportLine
    from qms.results.surveys import Survey

_FEW = 10
_HIDDEN = "–"
_AFTER_TABLE = 8


class NoSuchRound(QmsError):
    """Report that a survey was not held in a year; `survey`, `year` and the years in which it was are given."""

    code = "survey_not_held"
    hint = "hint_survey_not_held"


def survey_report(
    registers: Registers,
    name: str,
    year: int,
    language: str,
    *,
    organisation: str,
    country: str = "",
    services: Mapping[str, str] | None = None,
    public: bool = False,
) -> bytes:
    """Return the report on a survey in a year as the bytes of a Word file; `services` are names by id.

    A `public` one leaves out small counts and what would tell them, answers in people's own words, and the places of
    the numbers. Raises NoSuchRound.
    """
    survey = load_surveys()[name]
    held = rounds(registers, name, year)
    if not held:
        years = sorted({one.year for one in rounds(registers, name)})
        raise NoSuchRound(survey=survey.book_titles[language], year=year, years=years)
    skin = compact_skin(load_skin(skin_name(country, language)), "")
    title = f"{survey.book_titles[language]} {year}"
    paper = Paper(skin, language, title=title, organisation=organisation, charts=True)
    report = _Report(registers, survey, year, paper, services or {}, public)
    report.write(held)
    return paper.bytes()


class _Report:
    """Put the parts of one report on paper."""

    def __init__(
        self,
        registers: Registers,
        survey: Survey,
        year: int,
        paper: Paper,
        services: Mapping[str, str],
        public: bool,
    ) -> None:
        self.registers = registers
        self.survey = survey
        self.year = year
        self.paper = paper
        self.language = paper.language
        self.words = ReportWords(paper.language)
        self.services = services
        self.public = public
        self.size = paper.skin.type.table
        self.tables = [
            question_table(
                registers, survey.name, question, year, names=services, words=self.words, public=public
            )
            for question in survey.questions
        ]

    def write(self, held: Sequence[Round]) -> None:
        """Write the whole report."""
        mark = [say("Organisation", self.words.say("public"))] if self.public else []
        self.paper.add(*mark, say("Title", self.paper.title))
        whole = answered_share(self.registers, self.survey.name, self.year, None)
        self._facts(held, whole)
        if not any(table.lines for table in self.tables):
            self.paper.add(say("BodyText", self.words.say("no_answers")))
        else:
            self._charts()
            self._questions()
        if not self.public:
            self._open()
        self._notes(held, whole)
        if not self.public:
            self._places(held, whole)

    def _heading(self, key: str) -> None:
        self.paper.add(say("Heading1", self.words.say(key)))

    def _facts(self, held: Sequence[Round], whole: Tally | None) -> None:
        """Write who was asked, by whom, how, and how many answered."""
        self._heading("facts")
        rows = [
            ("period", "; ".join(dict.fromkeys(self._span(one.first, one.last) for one in held))),
            ("services", self._services(held)),
            ("group", self._listed("groups", [one.group for one in held])),
            ("invited", str(whole.invited) if whole and whole.invited is not None else self._unknown()),
            ("answered", str(whole.answered if whole else 0)),
            ("rate", self._rate(whole)),
            ("asked_by", self._listed("asked_by", [one.asked_by for one in held])),
            ("method", self._listed("method", [one.method for one in held])),
            ("filled", self._filled(held)),
            ("anonymous", self._anonymous(whole)),
            ("told", "; ".join(one.report for one in held if one.report) or self._unknown()),
        ]
        if self.public and whole is not None and 0 < whole.answered < 5:
            rows = [(key, _HIDDEN if key in {"answered", "rate"} else text) for key, text in rows]
        widths = [round(self.paper.width * 0.28)]
        widths.append(self.paper.width - widths[0])
        lines = [
            row(
                cell(widths[0], say("FieldLabel", self.words.say(key), ppr(before=1))),
                cell(widths[1], say("TableText", text)),
            )
            for key, text in rows
        ]
        borders = box(self.paper.skin.colours.rule, inside=False)
        self.paper.add(grid(widths, lines, borders=borders), spacer(_AFTER_TABLE))
        if len(held) > 1 and not self.public:
            self._rounds(held)

    def _rounds(self, held: Sequence[Round]) -> None:
        keys = ("round", "services", "group", "period", "invited", "answered", "rate")
        body = [
            [
                one.round,
                ", ".join(self.services.get(s, s) for s in one.services) or self.words.say("all_services"),
                choice_word("groups", one.group, self.language) if one.group else _HIDDEN,
                self._span(one.first, one.last),
                _HIDDEN if one.invited is None else str(one.invited),
                str(one.answered),
                self._share(one.response_rate),
            ]
            for one in held
        ]
        self._table([self.words.say(key) for key in keys], body)

    def _charts(self) -> None:
        """Draw the answers of all together, one chart a scale; questions with hidden counts are left out."""
        from qms.reports.charts import Answers, answer_bars, answer_words

        by_scale: dict[str, list[QuestionTable]] = {}
        for table in self.tables:
            if table.total is not None and table.total.whole:
                by_scale.setdefault(table.scale.name, []).append(table)
        if by_scale:
            self._heading("overview")
        for number, (name, tables) in enumerate(by_scale.items(), 1):
            answers = [tables[0].scale.word(token, self.language) for token in tables[0].scale.tokens]
            bars = [Answers(table.question.label[self.language], _counts(table.total)) for table in tables]
            png = answer_bars(bars, answers, language=self.language)
            alt = answer_words(bars, answers, language=self.language)
            drawn = self.paper.drawing(png, f"{self.survey.book}-{name}-{number}", alt)
            self.paper.add(
                paragraph("Picture", drawn, properties=ppr(keep_next=True)),
                say("Caption", self.words.say("chart")),
            )

    def _questions(self) -> None:
        self._heading("questions")
        self.paper.add(say("BodyText", self.words.say("positive_note")))
        for table in self.tables:
            self.paper.add(say("Heading2", table.question.text[self.language]))
            if table.lines:
                self._question(table)
            else:
                self.paper.add(say("BodyText", self.words.say("nobody")))

    def _question(self, table: QuestionTable) -> None:
        scale = table.scale
        heads = [self.words.say("service"), *(scale.word(token, self.language) for token in scale.tokens)]
        heads += ["n", self.words.say("share")]
        if table.before:
            heads.append(self.words.say("share_before", year=table.before))
        if scale.numeric:
            heads.append(self.words.say("mean"))
            if table.before:
                heads.append(self.words.say("mean_before", year=table.before))
        body = []
        for line in table.lines:
            cells = [line.name, *(_count(count) for count in line.counts), _count(line.n)]
            cells.append(self._share(line.share))
            if table.before:
                cells.append(self._share(line.share_before))
            if scale.numeric:
                cells.append(self._mean(line.mean))
                if table.before:
                    cells.append(self._mean(line.mean_before))
            body.append(cells)
        self._table(heads, body)

    def _table(self, heads: Sequence[str], body: Sequence[Sequence[str]]) -> None:
        """Write a table; its rows stay together where it is short."""
        columns = [[head, *(line[place] for line in body)] for place, head in enumerate(heads)]
        widths = column_widths(columns, self.paper.width, (), self.size)
        rows = [
            row(
                *(cell(width, say("TableHead", head)) for width, head in zip(widths, heads, strict=True)),
                head=True,
            )
        ]
        for place, line in enumerate(body):
            kept = ppr(keep_next=place < len(body) - 1 and len(body) <= _FEW)
            rows.append(
                row(*(_text_cell(width, text, kept) for width, text in zip(widths, line, strict=True)))
            )
        self.paper.add(grid(widths, rows), spacer(_AFTER_TABLE))

    def _open(self) -> None:
        self._heading("open")
        found = open_answers(self.registers, self.survey.name, self.year)
        for question in self.survey.open:
            self.paper.add(say("Heading2", question.text[self.language]))
            own = [one for one in found if one.question == question.key]
            for one in own:
                where = self.words.say("open_from", round=one.round, form=one.form or _HIDDEN)
                if one.service != OTHER:
                    where += f", {self.services.get(one.service, one.service)}"
                text = " ".join(one.text.split())
                self.paper.add(say("ListBullet", f"{text} ({where})"))
            if not own:
                self.paper.add(say("BodyText", self.words.say("open_none")))

    def _notes(self, held: Sequence[Round], whole: Tally | None) -> None:
        notes = []
        if any(line.n is not None and 0 < line.n < _FEW for table in self.tables for line in table.lines):
            notes.append(self.words.say("note_few"))
        if whole is not None and whole.proxies and self._says_who(held):
            notes.append(self.words.say("note_proxy", count=whole.proxies, n=whole.answered))
        if any(one.asked_by == "own_staff" for one in held):
            notes.append(self.words.say("note_own_staff"))
        if self.public:
            notes.append(self.words.say("note_public"))
        if notes:
            self._heading("notes")
        self.paper.add(*(say("BodyText", note) for note in notes))

    def _places(self, held: Sequence[Round], whole: Tally | None) -> None:
        self._heading("places")
        origins = [one.origin for one in held] + list(whole.origins if whole else ())
        self.paper.add(*(say("ListBullet", place) for place in row_places(origins, self.words)))

    def _by(self, held: Sequence[Round]) -> dict[str, int]:
        return {
            "self": sum(one.alone for one in held),
            "with_help": sum(one.helped for one in held),
            "proxy": sum(one.proxies for one in held),
            "": sum(one.unknown for one in held),
        }

    def _says_who(self, held: Sequence[Round]) -> bool:
        """Tell whether it may be said how many answered for others."""
        return not self.public or not public_table({TOTAL: self._by(held)}).hidden

    def _filled(self, held: Sequence[Round]) -> str:
        by = self._by(held)
        if by[""] == sum(by.values()):
            return self._unknown()
        table = public_table({TOTAL: by})
        told = []
        for token, count in by.items():
            word = choice_word("answered_by", token, self.language) if token else self._unknown()
            if count or token:
                shown = not self.public or table.shows(TOTAL, token)
                told.append(f"{word}: {count if shown else _HIDDEN}")
        return "; ".join(told)

    def _span(self, first: date | None, last: date | None) -> str:
        if first is None and last is None:
            return str(self.year)
        days = [long_date(day, self.language) for day in dict.fromkeys((first, last)) if day is not None]
        return " – ".join(days)

    def _services(self, held: Sequence[Round]) -> str:
        named = list(dict.fromkeys(service for one in held for service in one.services))
        if not named or any(not one.services for one in held):
            return self.words.say("all_services")
        return ", ".join(self.services.get(service, service) for service in named)

    def _listed(self, kind: str, tokens: Sequence[str]) -> str:
        found = [choice_word(kind, token, self.language) for token in dict.fromkeys(tokens) if token]
        return "; ".join(found) or self._unknown()

    def _anonymous(self, whole: Tally | None) -> str:
        if whole is None or whole.anonymous is None:
            return self.words.say("mixed")
        return self.words.say("yes" if whole.anonymous else "no")

    def _rate(self, whole: Tally | None) -> str:
        rate = whole.response_rate if whole else None
        return self._unknown() if rate is None else self._share(rate)

    def _unknown(self) -> str:
        return self.words.say("unstated")

    def _share(self, share: float | None) -> str:
        return _HIDDEN if share is None else share_text(share, self.language)

    def _mean(self, mean: float | None) -> str:
        return _HIDDEN if mean is None else number_text(mean, "score", self.language)


def _counts(line: ReportLine | None) -> tuple[int, ...]:
    return tuple(count or 0 for count in line.counts) if line is not None else ()


def _count(count: int | None) -> str:
    return _HIDDEN if count is None else str(count)


def _text_cell(width: int, text: str, properties: Element) -> Element:
    from copy import deepcopy

    return cell(width, paragraph("TableText", *text_run(text), properties=deepcopy(properties)))
