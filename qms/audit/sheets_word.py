"""Make Word files for the day of an audit: sheets of questions to fill in, and cards to cut out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.audit.sheets_page import EMPTY_BOX, TICKED
from qms.audit.wording import spoken
from qms.documents.oxml import Element, el, paragraph, ppr, rpr, text_run
from qms.documents.oxml import say as written
from qms.documents.skins import compact_skin, load_skin, skin_name
from qms.documents.tables import cell, row, spacer
from qms.locale.sentences import say
from qms.model.audit import VERDICTS
from qms.reports.official import official_label
from qms.results.survey_word import Paper, shares, table, writing_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.audit.cards import Card
    from qms.audit.questions import Asked
    from qms.model.framework import Framework
    from qms.model.organisation import Organisation

_CARD_HEIGHT = {"staff": 3100, "users": 4150}  # twips: four and three cards in a column
_ASK = {"staff": 14.0, "users": 18.0}  # points
_GOOD = {"staff": 10.5, "users": 10.0}  # on cards of users it speaks to whoever helps
_WHERE = {"staff": 10.5, "users": 14.0}
_OFFICIAL = 8.5  # points
_AIR = 150  # twips between a line to cut along and the text
_NOTE_LINES = 2


def cards_word(cards: Sequence[Card], organisation: Organisation, language: str) -> bytes:
    """Return cards as the bytes of a Word file, two beside each other with lines to cut along."""
    role = cards[0].role
    skin = compact_skin(load_skin(skin_name(organisation.country, language)), "easy")
    title = say(f"cards_title_{role}")
    paper = Paper(skin, language, title=title, organisation=organisation.name)
    paper.add(written("Title", title, ppr(before=0, after=4)))
    paper.add(written("Caption", say(f"cards_how_{role}")))
    widths = shares(paper.width, (0.5, 0.5))
    pairs = [cards[at : at + 2] for at in range(0, len(cards), 2)]
    rows = [
        row(
            *(_card(widths[side], pair[side] if side < len(pair) else None) for side in (0, 1)),
            height=_CARD_HEIGHT[role],
        )
        for pair in pairs
    ]
    paper.add(table(widths, rows, borders=_cut_lines(skin.colours.muted)), spacer(8), *_notice())
    return paper.bytes()


def _cut_lines(colour: str) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return el("tblBorders", *(el(side, val="dashed", sz=6, space=0, color=colour) for side in sides))


def _card(width: int, card: Card | None) -> Element:
    """Make one card, or the empty place beside the last."""
    if card is None:
        return cell(width, written("TableText", ""))
    role = card.role
    parts = [
        paragraph("TableText", *text_run(card.head, rpr(size=9, italic=True)), properties=ppr(after=5)),
        paragraph("TableText", *text_run(card.ask, rpr(bold=True, size=_ASK[role])), properties=ppr(after=8)),
    ]
    good = _labelled(say(f"card_good_{role}"), card.good, _GOOD[role]) if card.good else None
    joiner = "\n" if role == "users" else "; "
    where = joiner.join(card.where)
    found = _labelled(say(f"card_where_{role}"), where, _WHERE[role]) if where else None
    official = (
        _labelled(f"{official_label(card.official.language)}:", card.official.text, _OFFICIAL)
        if card.official
        else None
    )
    order = (found, good) if role == "users" else (good, official, found)
    made = cell(width, *parts, *(part for part in order if part is not None))
    sides = ("top", "left", "bottom", "right")
    made[0].append(el("tcMar", *(el(side, w=_AIR, type="dxa") for side in sides)))
    return made


def _labelled(label: str, text: str, size: float) -> Element:
    runs = [*text_run(f"{label} ", rpr(bold=True, size=size)), *text_run(text, rpr(size=size))]
    return paragraph("TableText", *runs, properties=ppr(after=5))


def questions_word(
    asked: Sequence[Asked],
    framework: Framework,
    organisation: Organisation,
    language: str,
    *,
    head: str,
    facts: Sequence[tuple[str, str]],
    official: Mapping[str, str],
) -> bytes:
    """Return what an audit asks as the bytes of a Word file, with boxes to tick and lines to write on.

    `head` is the title; `facts` stand below it, a label and what it is about; `official` is the official wording of
    indicators, where it was imported. What was answered is filled in.
    """
    skin = compact_skin(load_skin(skin_name(organisation.country, language)), "")
    paper = Paper(skin, language, title=head, organisation=organisation.name)
    paper.add(written("Title", head, ppr(before=0, after=4)))
    for label, text in facts:
        paper.add(_labelled(f"{label}:", text, 10))
    before = ""
    for one in asked:
        if one.indicator != before:
            before = one.indicator
            title = framework.title("indicators", one.indicator, language)
            paper.add(written("Heading2", f"{one.indicator} · {title}", ppr(keep_next=True, before=8)))
            if official.get(one.indicator):
                text = f"{say('audit_official')}: {official[one.indicator]}"
                paper.add(written("Caption", text, ppr(keep_next=True, after=4)))
        paper.add(_asked(paper, one, language), spacer(4))
    paper.add(*_notice())
    return paper.bytes()


def _asked(paper: Paper, one: Asked, language: str) -> Element:
    """Make the block of one role: whom to ask and what was seen beside questions and lines for notes."""
    widths = shares(paper.width, (0.23, 0.77))
    chosen = one.answer.verdict if one.answer else ""
    left = [
        paragraph(
            "TableText", *text_run(say(f"audit_role_{one.role}"), rpr(bold=True)), properties=ppr(after=4)
        )
    ]
    for verdict in VERDICTS:
        box = TICKED if verdict == chosen else EMPTY_BOX
        runs = [
            *text_run(f"{box} ", rpr(font="Segoe UI Symbol", size=11)),
            *text_run(say(f"verdict_{verdict}")),
        ]
        left.append(paragraph("TableText", *runs, properties=ppr(after=2)))
    right: list[Element] = []
    for question in one.questions:
        ask, good = spoken(question.ask, language), spoken(question.good, language)
        right.append(paragraph("TableText", *text_run(ask, rpr(bold=True)), properties=ppr(after=2)))
        if good:
            look = rpr(size=9, colour=paper.skin.colours.muted)
            text = f"{say('question_good')} {good}"
            right.append(paragraph("TableText", *text_run(text, look), properties=ppr(after=4)))
    if one.answer and one.answer.note:
        right.append(_labelled(f"{say('question_note')}:", one.answer.note, 10))
    else:
        inner = widths[1] - 140
        lines = writing_rows(inner, _NOTE_LINES, paper.skin.colours.muted, height=400)
        right += [table([inner], lines), written("Spacer", "")]
    block = row(cell(widths[0], *left), cell(widths[1], *right))
    frame = el(
        "tblBorders",
        *(
            el(side, val="single", sz=4, space=0, color=paper.skin.colours.rule)
            for side in ("top", "bottom", "insideV")
        ),
    )
    return table(widths, [block], borders=frame)


def _notice() -> list[Element]:
    return [written("Caption", say("covered_means")), written("Caption", say("not_affiliated"))]
