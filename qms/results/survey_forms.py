"""Make the forms of surveys to print: easy to read with pictures for service users, one compact page for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.oxml import Element, paragraph, ppr, rpr, say, text_run
from qms.documents.skins import compact_skin, load_skin, skin_name
from qms.documents.tables import box, cell, row, spacer
from qms.results.survey_word import TWIPS, Paper, shares, table, writing_rows
from qms.results.surveys import form_word, load_surveys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.results.surveys import Question, Scale, Survey

_INTRO = ("why", "voluntary", "private", "help", "how")
_PICTURE = 1.9  # centimetres, beside a text
_FACE = 1.9
_FACE_OF_FIVE = 1.7
_TICK = 0.95
_SMALL_TICK = 0.5
_LINES = 3
_LINES_COMPACT = 3


def survey_form(
    name: str,
    language: str,
    *,
    organisation: str,
    country: str = "",
    give_to: str = "",
    anonymous: bool | None = None,
) -> bytes:
    """Return the form of a survey as the bytes of a Word file to print.

    `give_to` is whom to give it to (a line to write on without it); `anonymous` None: as the survey is meant.
    Raises KeyError for a survey that there is not.
    """
    survey = load_surveys()[name]
    skin = compact_skin(load_skin(skin_name(country, language)), "easy" if survey.easy else "")
    paper = Paper(skin, language, title=survey.titles[language], organisation=organisation)
    form = _Form(survey, paper, give_to, survey.anonymous if anonymous is None else anonymous)
    if survey.easy:
        form.easy()
    else:
        form.compact()
    return paper.bytes()


class _Form:
    """Put the parts of one form on paper."""

    def __init__(self, survey: Survey, paper: Paper, give_to: str, anonymous: bool) -> None:
        self.survey = survey
        self.paper = paper
        self.language = paper.language
        self.give_to = give_to
        self.anonymous = anonymous

    def _word(self, key: str, kind: str = "form") -> str:
        return form_word(kind, key, self.language)

    def _sentences(self, key: str) -> tuple[str, ...]:
        name = "known" if key == "private" and not self.anonymous else key
        return self.survey.blocks[name].text[self.language]

    def _head(self) -> None:
        """Put the title beside a box for the number of the form."""
        widths = shares(self.paper.width, (0.74, 0.26))
        title = say("Title", self.survey.titles[self.language], ppr(before=0, after=0))
        label = paragraph(
            "FieldLabel", *text_run(f"{self._word('number')}\n({self._word('number_by').lower()})")
        )
        number = table(
            [widths[1] - 140],
            [row(cell(widths[1] - 140, label), height=880)],
            borders=_frame(self.paper),
        )
        boxed = cell(widths[1], number, say("Spacer", ""))
        self.paper.add(table(widths, [row(cell(widths[0], title, middle=True), boxed)]), spacer(6))

    def easy(self) -> None:
        """Put an easy-to-read form on paper."""
        self._head()
        for key in _INTRO:
            self._pictured(self.survey.blocks[key].picture, self._sentences(key))
        if len(self.survey.groups) > 1:
            persons = [self._word(group, "persons") for group in self.survey.groups]
            self._ticks("people", self._word("who"), persons)
        for question in self.survey.questions:
            self._face_question(question)
        for question in self.survey.open:
            self._open_question(question)
        if self.survey.proxy:
            by = [self._word(token, "filled_by") for token in ("self", "with_help", "proxy")]
            self._ticks("write", self._word("filled"), by)
        self._pictured(
            self.survey.blocks["give"].picture, (*self._sentences("give"), self._receiver(), self._until())
        )
        self.paper.add(paragraph("Heading1", *text_run(self.survey.thanks[self.language])))
        self._office()

    def _pictured(self, name: str, sentences: Sequence[str]) -> None:
        widths = [round((_PICTURE + 0.7) * TWIPS)]
        widths.append(self.paper.width - widths[0])
        drawn = paragraph("BodyText", self.paper.picture(name, _PICTURE), properties=ppr(after=0))
        said = [say("BodyText", sentence, ppr(after=2, line=1.25)) for sentence in sentences]
        self.paper.add(
            table(widths, [row(cell(widths[0], drawn), cell(widths[1], *said, middle=True))]), spacer(4)
        )

    def _ticks(self, picture: str, question: str, answers: Sequence[str]) -> None:
        """Put a question on paper whose answers stand one below the other."""
        widths = shares(self.paper.width, (0.16, 0.08, 0.76))
        head = row(
            cell(widths[0], paragraph("BodyText", self.paper.picture(picture, _PICTURE), properties=_kept())),
            cell(
                widths[1] + widths[2],
                paragraph("BodyText", *_bold(question), properties=_kept()),
                span=2,
                middle=True,
            ),
        )
        lines = []
        for place, answer in enumerate(answers):
            last = place == len(answers) - 1
            tick = paragraph("BodyText", self.paper.picture("tick", 0.8), properties=_kept(not last))
            text = say("BodyText", answer, _kept(not last))
            empty = say("BodyText", "", _kept(not last))
            lines.append(
                row(cell(widths[0], empty), cell(widths[1], tick), cell(widths[2], text, middle=True))
            )
        self.paper.add(table(widths, [head, *lines], borders=_frame(self.paper)), spacer(8))

    def _face_question(self, question: Question) -> None:
        """Put a question on paper with its pictures and boxes, in one block that no page divides."""
        scale = question.scale
        if scale is None:
            return
        first = round((_PICTURE + 0.5) * TWIPS)
        head = row(
            cell(
                first,
                paragraph("BodyText", self.paper.picture(question.picture, _PICTURE), properties=_kept()),
            ),
            cell(
                self.paper.width - first,
                paragraph("BodyText", *_bold(question.text[self.language]), properties=_kept()),
                span=len(scale.tokens),
                middle=True,
            ),
        )
        widths = [first, *shares(self.paper.width - first, [1.0] * len(scale.tokens))]
        rows = [head, self._faces(scale, widths)]
        self.paper.add(table(widths, rows, borders=_frame(self.paper)), spacer(8))

    def _faces(self, scale: Scale, widths: Sequence[int]) -> Element:
        size = _FACE if len(scale.tokens) < 5 else _FACE_OF_FIVE
        cells = [cell(widths[0], say("BodyText", "", _kept(False)))]
        for token, width in zip(scale.tokens, widths[1:], strict=True):
            face = self.paper.picture(scale.pictures[token], size)
            tick = self.paper.picture("tick", _TICK)
            content = (
                paragraph("BodyText", face, properties=_centred()),
                say("BodyText", scale.word(token, self.language), _centred()),
                paragraph("BodyText", tick, properties=_centred(keep=False)),
            )
            cells.append(cell(width, *content))
        return row(*cells)

    def _open_question(self, question: Question) -> None:
        """Put an open question on paper with lines below it, in one block that no page divides."""
        first = round((_PICTURE + 0.7) * TWIPS)
        widths = [first, self.paper.width - first]
        drawn = paragraph("BodyText", self.paper.picture(question.picture, _PICTURE), properties=_kept())
        said = (
            paragraph("BodyText", *_bold(question.text[self.language]), properties=_kept()),
            say("BodyText", self._word("draw"), _kept()),
        )
        head = row(cell(widths[0], drawn), cell(widths[1], *said, middle=True))
        lines = writing_rows(sum(widths), _LINES, self.paper.skin.colours.muted, height=680, span=2)
        self.paper.add(table(widths, [head, *lines]), spacer(10))

    def _receiver(self) -> str:
        return self.give_to or "_" * 24

    def _until(self) -> str:
        return f"{self._word('before')} {'_' * 16}"

    def compact(self) -> None:
        """Put a form of one or two pages on paper, with a table of statements and numbers."""
        self._head()
        intro = [
            sentence for key in ("why", "voluntary", "private", "help") for sentence in self._sentences(key)
        ]
        self.paper.add(say("BodyText", " ".join(intro)))
        if len(self.survey.groups) > 1:
            self._who()
        self.paper.add(
            paragraph(
                "BodyText",
                *_bold(" ".join(self._sentences("how")), 0),
                properties=ppr(before=6, keep_next=True),
            )
        )
        self.paper.add(self._statements(), spacer(10))
        for question in self.survey.open:
            heading = _bold(question.text[self.language], 0)
            self.paper.add(paragraph("BodyText", *heading, properties=ppr(before=4, after=0, keep_next=True)))
            lines = writing_rows(self.paper.width, _LINES_COMPACT, self.paper.skin.colours.muted, height=520)
            self.paper.add(table([self.paper.width], lines), spacer(4))
        give = f"{' '.join(self._sentences('give'))} {self._receiver()}   {self._until()}"
        self.paper.add(say("BodyText", give, ppr(before=8, keep_next=True)))
        self.paper.add(
            paragraph(
                "BodyText",
                *_bold(self.survey.thanks[self.language], 0),
                properties=ppr(after=10, keep_next=True),
            )
        )
        self._office()

    def _who(self) -> None:
        content = [*_bold(f"{self._word('who')}   ", 0)]
        for group in self.survey.groups:
            content += [
                self.paper.picture("tick", _SMALL_TICK),
                *text_run(f" {self._word(group, 'persons')}    "),
            ]
        self.paper.add(paragraph("BodyText", *content, properties=ppr(before=4, after=4)))

    def _statements(self) -> Element:
        """Make the table of statements: a line each, with a box below every number."""
        scale = next(question.scale for question in self.survey.questions if question.scale)
        widths = shares(self.paper.width, (0.5, *[0.1] * len(scale.tokens)))
        heads = [cell(widths[0], say("TableHead", ""))]
        for token, width in zip(scale.tokens, widths[1:], strict=True):
            end = scale.ends.get(token, {}).get(self.language, "")
            heads.append(
                cell(
                    width,
                    say("TableHead", token, _centred()),
                    *([say("FieldLabel", end, ppr(align="center", keep_next=True))] if end else []),
                )
            )
        rows = [row(*heads, head=True)]
        for place, question in enumerate(self.survey.questions):
            kept = _kept(place < len(self.survey.questions) - 1)
            cells = [cell(widths[0], say("BodyText", question.text[self.language], kept), middle=True)]
            for width in widths[1:]:
                tick = paragraph(
                    "BodyText",
                    self.paper.picture("tick", _SMALL_TICK),
                    properties=_centred(keep=place < len(self.survey.questions) - 1),
                )
                cells.append(cell(width, tick, middle=True))
            rows.append(row(*cells, height=480))
        return table(widths, rows, borders=box(self.paper.skin.colours.rule, inside=False))

    def _office(self) -> None:
        """Put the line on paper that those fill in who count the answers."""
        widths = shares(self.paper.width, (0.4, 0.3, 0.3))
        lead = cell(sum(widths), say("FieldLabel", self._word("office"), ppr(keep_next=True)), span=3)
        fields = [
            cell(width, say("FieldLabel", self._word(key)))
            for key, width in zip(("service", "round", "received"), widths, strict=True)
        ]
        rows = [row(lead), row(*fields, height=680)]
        self.paper.add(table(widths, rows, borders=_frame(self.paper, inside=True)))


def _frame(paper: Paper, *, inside: bool = False) -> Element:
    """Make a frame around a table, or lines between its cells as well."""
    made = box(paper.skin.colours.muted, inside=True)
    if not inside:
        for side in list(made)[4:]:
            made.remove(side)
    return made


def _kept(keep: bool = True) -> Element:
    return ppr(after=0, line=1.2, keep_next=keep)


def _centred(*, keep: bool = True) -> Element:
    return ppr(after=2, line=1.1, align="center", keep_next=keep)


def _bold(text: str, size: float = 16) -> list[Element]:
    return text_run(text, rpr(bold=True, size=size))
