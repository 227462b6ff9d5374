"""Make pages for a browser for the day of an audit: cards to print and cut out, sheets of questions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from qms.audit.wording import spoken
from qms.locale.sentences import say
from qms.model.audit import VERDICTS
from qms.reports.official import official_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.audit.cards import Card
    from qms.audit.questions import Asked
    from qms.model.framework import Framework

EMPTY_BOX, TICKED = "\u2610", "\u2612"
_STYLE = """\
@page { size: A4; margin: 14mm; }
* { box-sizing: border-box; }
body { font: 11pt/1.4 Arial, Helvetica, sans-serif; color: #1b1b1b; background: #fff; max-width: 190mm;
  margin: 0 auto; padding: 6mm; }
h1 { font-size: 20pt; margin: 0 0 3mm; }
h2 { font-size: 13pt; margin: 6mm 0 2mm; break-after: avoid; }
.cards { display: grid; grid-template-columns: 1fr 1fr; gap: 3mm; padding: 0; margin: 5mm 0; list-style: none; }
.cards > li { border: 1px dashed #666; padding: 5mm; break-inside: avoid; min-height: 52mm; }
.users > li { min-height: 74mm; font-size: 14pt; }
.head { font-size: 9pt; font-style: italic; color: #444; margin: 0 0 2mm; }
.ask { font-weight: bold; font-size: 14pt; line-height: 1.3; margin: 0 0 3mm; }
.users .ask { font-size: 18pt; }
.users .good { font-size: 10pt; }
.cards p { overflow-wrap: anywhere; }
.asked { display: grid; grid-template-columns: 38mm 1fr; gap: 4mm; border-top: 1px solid #888; padding: 3mm 0;
  break-inside: avoid; }
.asked p { margin: 0 0 1.5mm; }
.asked .good, .notice, .official { color: #444; font-size: 9.5pt; }
.line { border-bottom: 1px solid #888; height: 8mm; }
.who { font-weight: bold; }
@media print { body { padding: 0; } }
"""


def cards_page(cards: Sequence[Card], organisation: str, language: str) -> str:
    """Return cards as a page that needs nothing beside it, two beside each other with lines to cut along."""
    role = cards[0].role
    items = "".join(f"<li>{_card(card)}</li>\n" for card in cards)
    body = f'<p>{escape(say(f"cards_how_{role}"))}</p>\n<ul class="cards {role}">\n{items}</ul>\n'
    return _page(say(f"cards_title_{role}"), body, organisation, language)


def _card(card: Card) -> str:
    good = _labelled("good", f"card_good_{card.role}", escape(card.good)) if card.good else ""
    where = "<br>".join(escape(place) for place in card.where)
    found = _labelled("where", f"card_where_{card.role}", where) if where else ""
    if card.official:
        text = f"{official_label(card.official.language)}: {card.official.text}"
        good += f'<p class="official">{escape(text)}</p>'
    rest = found + good if card.role == "users" else good + found
    return f'<p class="head">{escape(card.head)}</p><p class="ask">{escape(card.ask)}</p>{rest}'


def _labelled(name: str, code: str, markup: str) -> str:
    return f'<p class="{name}"><b>{escape(say(code))}</b> {markup}</p>'


def questions_page(
    asked: Iterable[Asked],
    framework: Framework,
    organisation: str,
    language: str,
    *,
    head: str,
    facts: Sequence[tuple[str, str]],
    official: Mapping[str, str],
) -> str:
    """Return what an audit asks as a page that needs nothing beside it; what was answered is filled in.

    `official` is the official wording of indicators, where it was imported.
    """
    parts = [f"<p><b>{escape(label)}:</b> {escape(text)}</p>\n" for label, text in facts]
    before = ""
    for one in asked:
        if one.indicator != before:
            before = one.indicator
            title = framework.title("indicators", one.indicator, language)
            parts.append(f"<h2>{escape(one.indicator)} · {escape(title)}</h2>\n")
            if official.get(one.indicator):
                text = f"{say('audit_official')}: {official[one.indicator]}"
                parts.append(f'<p class="official">{escape(text)}</p>\n')
        parts.append(_asked(one, language))
    return _page(head, "".join(parts), organisation, language)


def _asked(one: Asked, language: str) -> str:
    chosen = one.answer.verdict if one.answer else ""
    boxes = "".join(
        f"<p>{TICKED if verdict == chosen else EMPTY_BOX} {escape(say(f'verdict_{verdict}'))}</p>"
        for verdict in VERDICTS
    )
    put = ""
    for question in one.questions:
        good = spoken(question.good, language)
        put += f"<p><b>{escape(spoken(question.ask, language))}</b></p>"
        put += f'<p class="good">{escape(say("question_good"))} {escape(good)}</p>' if good else ""
    note = '<div class="line"></div><div class="line"></div>'
    if one.answer and one.answer.note:
        note = f"<p><b>{escape(say('question_note'))}:</b> {escape(one.answer.note)}</p>"
    who = escape(say(f"audit_role_{one.role}"))
    return f'<div class="asked"><div><p class="who">{who}</p>{boxes}</div><div>{put}{note}</div></div>\n'


def _page(title: str, body: str, organisation: str, language: str) -> str:
    notice = "<br>".join(escape(say(code)) for code in ("covered_means", "not_affiliated"))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        f"<p>{escape(organisation)}</p>\n{body}</main>\n"
        f'<footer><p class="notice">{notice}</p></footer>\n</body>\n</html>\n'
    )
