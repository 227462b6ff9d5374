"""Ask what documents still lack and write the answers into `qms.toml`, question by question or from a form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, pass_app
from qms.commands.options import LANGUAGE
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.commands.interview_dialogue import Dialogue
    from qms.documents.asking import Asking
    from qms.documents.inputs import Source
    from qms.documents.interview import Question
    from qms.workspace.answering import AnswerFile

MOST_NAMED = 5


@click.command(
    "interview",
    cls=Command,
    help="Ask what documents still lack, check each answer and write it into qms.toml. You can stop at any time; the "
    "same command goes on from there.",
    epilog="qms document interview complaints-procedure\n"
    "qms document interview --all --write answers.toml\n"
    "qms document interview --from answers.toml",
)
@click.argument("slugs", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every document of the library.")
@click.option("--language", "--lang", type=LANGUAGE, help="The language of the documents.")
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Take the answers from a filled-in form.",
)
@click.option(
    "--write",
    "form",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a form to fill in instead.",
)
@click.option("--everything", is_flag=True, help="Also ask what has a default or may stay empty.")
@pass_app
def interview_command(
    app: App,
    slugs: tuple[str, ...],
    every: bool,
    language: str | None,
    source: Path | None,
    form: Path | None,
    everything: bool,
) -> None:
    """Ask, write a form, or take one."""
    from qms.documents.asking import Asking

    if source is not None and form is not None:
        raise click.UsageError(say("interview_from_or_write"))
    asking = Asking(app.workspace, language, everything=everything)
    if source is not None:
        _take_form(asking, source, None if every else slugs)
        return
    if not slugs and not every and (form is not None or not sys.stdin.isatty()):
        raise click.UsageError(say("name_documents"))
    if form is not None:
        _write_form(asking, asking.sources(None if every else slugs), form)
        return
    _interview(asking, None if every else slugs)


def _write_form(asking: Asking, sources: Sequence[Source], form: Path) -> None:
    from qms.documents.interview_form import FormExists, form_text
    from qms.state.files import write_atomic

    if form.exists():
        raise FormExists(path=form)
    questions: dict[tuple[str, ...], Question] = {}
    titles = {"common": say("interview_common")}
    for source in sources:
        for question in asking.questions(source):
            questions.setdefault(question.path, question)
            titles.setdefault(question.table, asking.table_title(source, question.table))
    # What the whole organisation answers comes first, whichever document asks for it.
    ordered = sorted(questions.values(), key=lambda q: q.table != "common")
    settings = asking.workspace.settings
    offers = asking.offers(sources) if asking.everything or not settings.law_acts else []
    text = form_text(ordered, offers, titles, settings.organisation.name, form.name, settings.law_acts)
    write_atomic(form, text.encode("utf-8"), mode=None)
    click.echo(say("form_written", {"path": form, "count": len(ordered)}))


def _take_form(asking: Asking, path: Path, slugs: Sequence[str] | None) -> None:
    from qms.documents.interview_form import FormRefused, read_form
    from qms.workspace.answering import AnswerFile

    file = AnswerFile(asking.workspace)
    named = asking.sources(slugs) if slugs is None or slugs else None
    filled = read_form(path, asking)
    for problem in filled.problems:
        facts = {"file": path.name, "line": problem.line, "what": problem.what}
        click.echo(say("form_problem", facts), err=True)
    if filled.problems:
        raise FormRefused(file=path.name, count=len(filled.problems))
    new = {place: value for place, value in filled.answers.items() if file.differs(place, value)}
    if new:
        file.write(new)
    click.echo(say("interview_written", {"count": len(new)}))
    own = [table for table in filled.tables if table != "common"]
    _tell_missing(asking, named if named is not None else asking.sources(own or None))


def _tell_missing(asking: Asking, sources: Sequence[Source]) -> None:
    """Say what is still missing, a few documents by name, and what to do next."""
    found = [(source, *asking.lacking(source)) for source in sources]
    lacking = [(source, blocking, adapt) for source, blocking, adapt in found if blocking or adapt]
    for source, blocking, adapt in lacking[:MOST_NAMED]:
        title = asking.title(source)
        if blocking:
            click.echo(say("interview_missing", {"title": title, "names": blocking}))
        if adapt:
            click.echo(say("interview_adapt", {"title": title, "names": adapt}))
    if len(lacking) > MOST_NAMED:
        click.echo(say("interview_more_missing", {"count": len(lacking) - MOST_NAMED}))
    if not lacking and len(sources) == 1:
        click.echo(say("interview_complete", {"title": asking.title(sources[0])}))
    elif not lacking:
        click.echo(say("interview_all_complete", {"count": len(sources)}))
    ready = [str(source.address) for source, blocking, _ in found if not blocking]
    if len(ready) == len(sources):
        slugs = " ".join(ready) if len(ready) <= MOST_NAMED else "--all"
        click.echo(say("interview_next", {"slugs": slugs}))


def _interview(asking: Asking, slugs: Sequence[str] | None) -> None:
    """Ask for the documents chosen; what was answered is kept however the interview ends."""
    from qms.commands.interview_dialogue import Dialogue, Stopped
    from qms.workspace.answering import AnswerFile

    dialogue, file = Dialogue(), AnswerFile(asking.workspace)
    sources: Sequence[Source] = []
    run = _Run(asking, dialogue, file)
    try:
        sources = asking.sources(slugs) if slugs is None or slugs else _choose(asking, dialogue)
        run.ask(sources)
    except Stopped:
        click.echo(say("interview_stopped"))
    except KeyboardInterrupt:
        click.echo("\n" + say("interview_stopped"))
        click.echo(say("interview_written", {"count": run.written}))
        raise
    if run.written or run.asked:
        click.echo("\n" + say("interview_written", {"count": run.written}))
    if sources:
        _tell_missing(asking, sources)


def _choose(asking: Asking, dialogue: Dialogue) -> list[Source]:
    """Ask which documents; raises Stopped."""
    every = asking.sources(None)
    missing = [sum(map(len, asking.lacking(source))) for source in every]
    click.echo(say("interview_documents"))
    for number, (source, count) in enumerate(zip(every, missing, strict=True), 1):
        click.echo(
            "  "
            + say("interview_document", {"number": number, "title": asking.title(source), "count": count})
        )
    click.echo(say("interview_which"))
    chosen = dialogue.pick(len(every), {say("interview_all"): list(range(1, len(every) + 1))})
    if chosen is None:
        return [source for source, count in zip(every, missing, strict=True) if count]
    return [every[number - 1] for number in chosen]


class _Run:
    """Ask group after group and write each answer at once."""

    def __init__(self, asking: Asking, dialogue: Dialogue, file: AnswerFile) -> None:
        self.asking = asking
        self.dialogue = dialogue
        self.file = file
        self.asked: set[tuple[str, ...]] = set()
        self.written = 0

    def ask(self, sources: Sequence[Source]) -> None:
        """Ask for the organisation, the law and each document; raises Stopped."""
        common: dict[tuple[str, ...], Question] = {}
        total = 0
        for source in sources:
            found = self.asking.questions(source)
            total += len(found)
            common.update({q.path: q for q in found if q.table == "common" and q.path not in common})
        if total or self._law_is_open():
            click.echo(say("interview_keys"))
        self._group(say("interview_common"), list(common.values()))
        self._law(sources)
        for source in sources:
            self._document(source)

    def _document(self, source: Source) -> None:
        from qms.documents.interview import by_table

        # Asked for again: an answer given meanwhile may have settled a question, or filled in a suggestion.
        open_ = [q for q in self.asking.questions(source) if q.path not in self.asked]
        for table, group in by_table(open_).items():
            self._group(self.asking.table_title(source, table), group)

    def _group(self, title: str, questions: Sequence[Question]) -> None:
        if not questions:
            return
        self.dialogue.heading(say("interview_group", {"title": title, "count": len(questions)}))
        for number, question in enumerate(questions, 1):
            self.asked.add(question.path)
            answer = self.dialogue.question(question, number, len(questions))
            if answer is not None:
                self._write(question.path, answer)

    def _law_is_open(self) -> bool:
        return self.file.ticked is None or self.asking.everything

    def _law(self, sources: Sequence[Source]) -> None:
        from qms.workspace.answering import LAW

        offers = self.asking.offers(sources) if self._law_is_open() else []
        if not offers:
            return
        self.dialogue.heading(say("interview_law"))
        ticked = self.file.ticked or ()
        chosen = self.dialogue.acts(offers, ticked)
        if chosen is not None:
            offered = {offer.id for offer in offers}
            # Acts that are not on offer here stay ticked.
            acts = [*(act for act in ticked if act not in offered), *chosen]
            if acts != list(ticked) or self.file.ticked is None:
                self._write(LAW, acts)

    def _write(self, path: tuple[str, ...], answer: Any) -> None:
        self.file.write({path: answer})
        self.written += 1
