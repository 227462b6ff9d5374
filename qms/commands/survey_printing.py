"""Show the counts of a survey on a terminal and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say
from qms.locale.translator import current

if TYPE_CHECKING:
    from qms.model.organisation import Settings
    from qms.model.register import Origin, Registers
    from qms.results.survey_counts import Tally
    from qms.results.surveys import Question, Scale, Survey


def count_json(registers: Registers, survey: Survey, year: int, service: str | None) -> dict[str, Any]:
    """Return the counts of a survey in a year as the contract has it."""
    from qms.results.places import problem_json
    from qms.results.survey_answers import open_answers, rounds, survey_problems
    from qms.results.survey_counts import answered_share, tally, trend

    whole = answered_share(registers, survey.name, year, service)
    questions = []
    for question in survey.questions:
        one = tally(registers, survey.name, question.key, year, service)
        if one is None or question.scale is None:
            continue
        over = trend(registers, survey.name, question.key, service)
        questions.append(
            {
                "key": question.key,
                "text": question.text[current()],
                "n": one.n,
                "counts": dict(one.counts),
                "share": one.share,
                "mean": one.mean,
                "proxies": one.proxies,
                "trend": [{"year": t.year, "n": t.n, "share": t.share, "mean": t.mean} for t in over],
                "origins": _places(one.origins),
            }
        )
    return {
        "name": survey.name,
        "year": year,
        "service": service,
        "invited": whole.invited if whole else None,
        "answered": whole.answered if whole else 0,
        "response_rate": whole.response_rate if whole else None,
        "asked_by": list(whole.asked_by) if whole else [],
        "groups": list(whole.groups) if whole else [],
        "anonymous": whole.anonymous if whole else None,
        "helped": whole.helped if whole else 0,
        "proxies": whole.proxies if whole else 0,
        "rounds": [
            {**asdict(one), "response_rate": one.response_rate}
            for one in rounds(registers, survey.name, year)
        ],
        "questions": questions,
        "open": [asdict(one) for one in open_answers(registers, survey.name, year, service)],
        "problems": [problem_json(problem) for problem in survey_problems(registers, survey.name)],
    }


def _places(origins: tuple[Origin, ...]) -> list[dict[str, Any]]:
    return [asdict(origin) for origin in origins]


def print_count(
    registers: Registers, survey: Survey, year: int, service: str | None, settings: Settings
) -> None:
    """Print facts, questions, open answers and problems of a survey in a year."""
    from qms.reports.tables import print_text
    from qms.results.places import problem_lines
    from qms.results.survey_answers import open_answers, survey_problems

    title = say("survey_title", {"survey": survey.book_titles[current()], "year": year})
    if service is not None:
        names = settings.service_names
        title += f" · {names.get(service, service)}"
    print_text(title, style="bold")
    _print_facts(registers, survey, year, service)
    _print_questions(registers, survey, year, service)
    written = open_answers(registers, survey.name, year, service)
    if written:
        print_text("")
        print_text(say("survey_open"), style="bold")
    for question in survey.open:
        own = [one for one in written if one.question == question.key]
        if own:
            print_text(question.text[current()])
        for one in own:
            facts = {"text": " ".join(one.text.split()), "round": one.round, "form": one.form}
            print_text("– " + say("survey_open_from", facts), indent=3)
    problems = survey_problems(registers, survey.name)
    if problems:
        print_text("")
        print_text(say("survey_places", {"count": len(problems)}))
        for line in problem_lines(problems):
            print_text(line)


def _print_facts(registers: Registers, survey: Survey, year: int, service: str | None) -> None:
    from qms.reports.numbers import share_text
    from qms.reports.periods import period_text, short_period
    from qms.reports.tables import print_facts
    from qms.results.survey_answers import rounds
    from qms.results.survey_counts import answered_share
    from qms.results.surveys import choice_word

    language = current()
    whole = answered_share(registers, survey.name, year, service)
    held = [
        r for r in rounds(registers, survey.name, year) if service is None or r.services in {(), (service,)}
    ]
    spans = dict.fromkeys(short_period(period_text(r.first, r.last)) for r in held if r.first)
    asked = [choice_word("groups", r.group, language) for r in held if r.group]
    by = [choice_word("asked_by", token, language) for token in (whole.asked_by if whole else ())]
    rate = whole.response_rate if whole else None
    unstated = say("survey_unstated")
    facts = [
        ("period", ", ".join(spans)),
        ("group", ", ".join(dict.fromkeys(asked))),
        ("invited", str(whole.invited) if whole and whole.invited is not None else ""),
        ("answered", str(whole.answered if whole else 0)),
        ("rate", share_text(rate, language) if rate is not None else ""),
        ("asked_by", ", ".join(by)),
        ("filled", _filled(whole, language)),
        ("anonymous", _anonymous(whole)),
    ]
    print_facts([(say(f"survey_fact_{key}"), text or unstated) for key, text in facts])


def _filled(whole: Tally | None, language: str) -> str:
    from qms.results.surveys import choice_word

    if whole is None or not whole.n:
        return ""
    counts = {"self": whole.alone, "with_help": whole.helped, "proxy": whole.proxies}
    told = [
        f"{choice_word('answered_by', token, language)}: {count}" for token, count in counts.items() if count
    ]
    left = whole.n - sum(counts.values())
    if told and left:
        told.append(f"{say('survey_unstated')}: {left}")
    return ", ".join(told)


def _anonymous(whole: Tally | None) -> str:
    if whole is None or whole.anonymous is None:
        return say("survey_mixed")
    return say("survey_yes" if whole.anonymous else "survey_no")


def _print_questions(registers: Registers, survey: Survey, year: int, service: str | None) -> None:
    """Print the questions, a table for each scale, with the share of the year before."""
    from qms.reports.tables import print_table, print_text
    from qms.results.survey_counts import survey_years

    before = next((y for y in reversed(survey_years(registers, survey.name)) if y < year), None)
    scales: dict[str, tuple[Scale, list[Question]]] = {}
    for question in survey.questions:
        if question.scale is not None:
            scales.setdefault(question.scale.name, (question.scale, []))[1].append(question)
    for scale, questions in scales.values():
        rows = [_row(registers, survey, question, year, before, service) for question in questions]
        words = [scale.word(token, current()) for token in scale.tokens]
        answers = ("/" if scale.numeric and all(map(str.isdigit, words)) else " / ").join(words)
        heads = [say("survey_column_question"), "n", answers, say("survey_column_positive")]
        heads += [str(before)] if before else []
        heads += [say("survey_column_mean")] if scale.numeric else []
        print_text("")
        print_table(heads, rows, wide=0)


def _row(
    registers: Registers,
    survey: Survey,
    question: Question,
    year: int,
    before: int | None,
    service: str | None,
) -> list[str]:
    from qms.reports.numbers import number_text, share_text
    from qms.results.survey_counts import tally

    language = current()
    one = tally(registers, survey.name, question.key, year, service)
    then = tally(registers, survey.name, question.key, before, service) if before else None
    if one is None:
        counts, share, mean, n = "–", "–", "–", "0"
    else:
        counts = "/".join(str(count) for count in one.counts.values())
        share = share_text(one.share or 0, language)
        mean = "–" if one.mean is None else number_text(one.mean, "score", language)
        n = str(one.n)
    row = [question.label[language], n, counts, share]
    if before:
        row.append(share_text(then.share or 0, language) if then else "–")
    if question.scale is not None and question.scale.numeric:
        row.append(mean)
    return row
