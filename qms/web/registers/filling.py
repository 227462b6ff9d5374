"""Make a browser ready for the answers to one survey, before it is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for

from qms.locale import LANGUAGES
from qms.locale.sentences import say
from qms.locale.translator import current
from qms.people.access import Right
from qms.people.accounts import account_of
from qms.results.surveys import choice_tokens, choice_word, load_surveys
from qms.results.tablet import OpenRound, open_round, open_rounds
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import LANGUAGE_NAMES
from qms.web.registers import pages
from qms.web.registers.seen import registers_of
from qms.web.registers.surveys import service_choices, survey_named
from qms.web.sessions import sign_in_kiosk
from qms.workspace import clock

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.results.surveys import Survey
    from qms.web.here import Here

NEW = "new"


@pages.get("/registers/tablet")
@needs(Right.COUNT, Right.OWN)
def tablets() -> str:
    """List the surveys that can be filled in on a screen."""
    language = current()
    listed = [
        {
            "name": one.name,
            "title": one.book_titles[language],
            "groups": [choice_word("groups", group, language) for group in one.groups],
            "easy": one.easy,
        }
        for one in load_surveys().values()
    ]
    return render_template("registers/tablets.html", surveys=listed)


@pages.get("/registers/surveys/<ident>/tablet")
@needs(Right.COUNT, Right.OWN)
def tablet(ident: str) -> str:
    """Ask for which service and round, and in which language."""
    h, one = here(), survey_named(ident)
    own = _rounds(h, one)
    typed = {"round": own[0].code if own else NEW, "language": h.language, "asked_by": "nobody"}
    return _page(h, one, typed, {})


@pages.post("/registers/surveys/<ident>/tablet")
@needs(Right.COUNT, Right.OWN)
def begin(ident: str) -> Response | tuple[str, int]:
    """Sign out and leave the browser to the survey."""
    h, one = here(), survey_named(ident)
    form = Form(request.form)
    rounds = _rounds(h, one)
    service = form.one("service", h.workspace.settings.service_ids)
    language = form.one("language", LANGUAGES, required=True)
    code = form.one("round", [NEW, *(r.code for r in rounds)], required=True)
    asked_by = form.one("asked_by", choice_tokens("asked_by"))
    invited = form.whole("invited", least=1, most=100_000)
    if not form.ok:
        return _page(h, one, dict(request.form), form.wrong), 400
    if code == NEW:
        group = one.groups[0] if len(one.groups) == 1 else ""
        code = open_round(
            h.workspace,
            registers_of(h),
            one,
            service=service,
            group=group,
            asked_by=asked_by,
            invited=invited,
        )
    sign_in_kiosk(one.name, service, language, code)
    return redirect(url_for("registers.fill", ident=one.name))


def _rounds(h: Here, one: Survey) -> list[OpenRound]:
    """Return the rounds that take answers today, without those in files that the person must not see."""
    return [
        found
        for found in open_rounds(registers_of(h), one, clock.today())
        if found.evidence is None or found.evidence not in h.hidden
    ]


def _page(h: Here, one: Survey, typed: dict[str, str], wrong: dict[str, str]) -> str:
    names = h.workspace.settings.service_names
    rounds = [(r.code, " · ".join([r.code, *(names.get(s, s) for s in r.services)])) for r in _rounds(h, one)]
    account = account_of(h.workspace.state, h.person.id)
    return render_template(
        "registers/tablet.html",
        survey=one,
        typed=typed,
        wrong=wrong,
        services=service_choices(h, one.name) if h.may(Right.READ) else list(names.items()),
        rounds=[*rounds, (NEW, say("web_fill_round_new"))],
        spoken=list(LANGUAGE_NAMES.items()),
        askers=[(token, choice_word("asked_by", token, current())) for token in choice_tokens("asked_by")],
        no_password=account is None,
        by_proxy=bool(h.server.options.header),
    )
