"""Let people answer a survey on a screen: one question at a time, easy to read, and nothing else to be reached.

Nothing is remembered of a person before the end: the answers travel in the form from screen to screen. Each person has
a turn of their own, which ends with the last screen, so that nobody can go back to the answers of somebody else.
"""

from __future__ import annotations

import secrets
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, g, redirect, render_template, request, session, url_for

from qms.documents.pictures import picture_names, picture_path
from qms.locale.sentences import say
from qms.locale.translator import activate, current
from qms.model.errors import QmsError
from qms.results.free_texts import NumberInText
from qms.results.surveys import form_word, load_surveys, picture_alt
from qms.results.tablet import LONGEST, NoAnswers, add_answer
from qms.web.downloads import hand_out
from qms.web.fields import whole_number
from qms.web.here import free
from qms.web.registers import pages
from qms.web.sessions import find_kiosk

if TYPE_CHECKING:
    from flask import Response as FileResponse
    from werkzeug.wrappers import Response

    from qms.results.surveys import Survey

_WHO, _HELP, _SEND = "who", "help", "send"
_INTRO = ("why", "voluntary", "private", "help")
_ended: deque[str] = deque(maxlen=2000)
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Screen:
    """Hold one screen: its question, picture, and the answers to choose from (token, words, picture).

    `own_words` asks for a text instead.
    """

    key: str
    text: str
    picture: str
    answers: tuple[tuple[str, str, str], ...] = ()
    own_words: bool = False


@pages.get("/registers/surveys/<ident>/fill")
@free
def fill(ident: str) -> str | Response:
    """Greet the next person and begin their turn."""
    kiosk = _kiosk(ident)
    if kiosk is None:
        return redirect(url_for("registers.tablet", ident=ident))
    session["kiosk"] = {**kiosk, "turn": secrets.token_hex(8)}
    return _greet(load_surveys()[ident], {})


@pages.post("/registers/surveys/<ident>/fill")
@free
def answer(ident: str) -> str | Response:
    """Take the answer of a screen and show the next, or the one before; the last one sends all answers."""
    kiosk = _kiosk(ident)
    if kiosk is None:
        return redirect(url_for("registers.tablet", ident=ident))
    if not _is_turn(kiosk):
        return redirect(url_for("registers.fill", ident=ident))
    survey = load_surveys()[ident]
    screens = screens_of(survey)
    kept = _kept(screens)
    at = _place(len(screens))
    go = request.form.get("go", "")
    if 0 <= at < len(screens):
        _take(screens[at], kept, go)
    if go == "send" and at == len(screens):
        return _end(kiosk, survey, screens, kept)
    at += -1 if go == "back" else 1
    if at < 0:
        return _greet(survey, kept)
    return _show(survey, screens, min(at, len(screens)), kept)


@pages.get("/registers/surveys/<ident>/fill/thanks")
@free
def thanks(ident: str) -> str | Response:
    """Thank, and wait for the next person."""
    if _kiosk(ident) is None:
        return redirect(url_for("registers.tablet", ident=ident))
    survey = load_surveys()[ident]
    return render_template("registers/kiosk_thanks.html", survey=survey, text=survey.thanks[current()])


@pages.get("/registers/pictures/<name>.png")
@free
def picture(name: str) -> FileResponse:
    """Hand out a picture of the collection that comes with the program."""
    if name not in picture_names():
        abort(404)
    found = hand_out(picture_path(name).read_bytes(), f"{name}.png", "image/png", show=True)
    found.headers["Cache-Control"] = "private, max-age=86400"
    return found


def _kiosk(ident: str) -> dict[str, Any] | None:
    """Return what this browser was left for, if it is this survey, and speak the language chosen for it."""
    found = find_kiosk(g.workspace)
    if found is None or found.get("survey") != ident or ident not in load_surveys():
        return None
    activate(str(found["language"]))
    return found


def _is_turn(kiosk: dict[str, Any]) -> bool:
    """Say whether the form is of the person whose turn it is, and was not sent already."""
    turn = request.form.get("turn", "")
    return bool(turn) and turn == kiosk.get("turn") and turn not in _ended


def screens_of(survey: Survey) -> list[Screen]:
    """Return the screens of a survey in the language in use, without the greeting and the last one."""
    language = current()
    screens = []
    if len(survey.groups) > 1:
        people = tuple((group, form_word("persons", group, language), "") for group in survey.groups)
        screens.append(Screen(_WHO, form_word("form", "who", language), "people", people))
    for question in survey.questions:
        scale = question.scale
        if scale is None:
            continue
        answers = []
        for token in scale.tokens:
            end = scale.ends.get(token, {}).get(language, "")
            word = scale.word(token, language)
            answers.append((token, f"{word} – {end}" if end else word, scale.pictures.get(token, "")))
        screens.append(Screen(question.key, question.text[language], question.picture, tuple(answers)))
    screens += [
        Screen(question.key, question.text[language], question.picture or "write", own_words=True)
        for question in survey.open
    ]
    if survey.proxy or survey.easy:
        by = ("self", "with_help", "proxy") if survey.proxy else ("self", "with_help")
        told = tuple((token, form_word("filled_by", token, language), "") for token in by)
        screens.append(Screen(_HELP, form_word("form", "filled", language), "helper", told))
    return screens


def _kept(screens: list[Screen]) -> dict[str, str]:
    """Return the answers that the form carries, without what no screen offers."""
    found = {}
    for screen in screens:
        value = request.form.get(f"a-{screen.key}", "")
        if screen.own_words and value.strip():
            found[screen.key] = value[:LONGEST]
        elif value in {token for token, _, _ in screen.answers}:
            found[screen.key] = value
    return found


def _place(count: int) -> int:
    """Return the place of the screen that was sent: -1 is the greeting, `count` the last one."""
    sent = whole_number(request.form.get("at", ""))
    return sent if sent is not None and sent <= count else -1


def _take(screen: Screen, kept: dict[str, str], go: str) -> None:
    """Put the answer of a screen among those kept; skipping takes one back."""
    if screen.own_words:
        text = request.form.get("text", "").replace("\r\n", "\n").strip()[:LONGEST]
        kept.pop(screen.key, None)
        if text and go != "skip":
            kept[screen.key] = text
        return
    chosen = request.form.get("choose", "")
    if chosen in {token for token, _, _ in screen.answers}:
        kept[screen.key] = chosen
    elif go == "skip":
        kept.pop(screen.key, None)


def _greet(survey: Survey, kept: dict[str, str]) -> str:
    language = current()
    blocks = []
    for key in _INTRO:
        block = survey.blocks[key]
        # Nobody writes a number on a screen: what the form says of names holds here as well.
        blocks.append((block.picture if survey.easy else "", block.text[language]))
    return render_template(
        "registers/kiosk_begin.html",
        survey=survey,
        title=survey.titles[language],
        blocks=blocks,
        **_carried(kept),
    )


def _show(survey: Survey, screens: list[Screen], at: int, kept: dict[str, str], told: str = "") -> str:
    values = {"survey": survey, "at": at, "count": len(screens), "told": told, **_carried(kept)}
    if at == len(screens):
        return render_template("registers/kiosk_send.html", answered=len(kept), **values)
    screen = screens[at]
    alts = {name: picture_alt(name, current()) for _, _, name in screen.answers if name}
    return render_template(
        "registers/kiosk_question.html", screen=screen, alts=alts, chosen=kept.get(screen.key, ""), **values
    )


def _carried(kept: dict[str, str]) -> dict[str, Any]:
    return {"kept": kept, "turn": session["kiosk"]["turn"]}


def _end(
    kiosk: dict[str, Any], survey: Survey, screens: list[Screen], kept: dict[str, str]
) -> str | Response:
    """Keep the answers, end the turn, and thank; whoever answered nothing is thanked as well."""
    turn = str(kiosk["turn"])
    with _lock:
        if turn in _ended:
            return redirect(url_for("registers.thanks", ident=survey.name))
        _ended.append(turn)
    given = dict(kept)
    try:
        add_answer(
            g.workspace,
            survey,
            str(kiosk["round"]),
            given,
            service=str(kiosk["service"]),
            group=given.pop(_WHO, ""),
            answered_by=given.pop(_HELP, ""),
        )
    except NoAnswers:
        pass
    except NumberInText:
        _again(turn)
        at = next((n for n, s in enumerate(screens) if s.own_words and s.key in kept), 0)
        return _show(survey, screens, at, kept, say("web_fill_number"))
    except QmsError:
        _again(turn)
        raise
    session["kiosk"] = {**kiosk, "turn": secrets.token_hex(8)}
    return redirect(url_for("registers.thanks", ident=survey.name))


def _again(turn: str) -> None:
    """Let a turn go on whose answers could not be kept."""
    with _lock:
        _ended.remove(turn)
