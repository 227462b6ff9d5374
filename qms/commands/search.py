"""Search the evidence."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.options import DAY, KIND
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.evidence.search import Answer, Found


MINUS = "\N{MINUS SIGN}"
SHORT_PLACE = 24
"""Letters of a page or heading that stands before its passage; a longer one has a line to itself."""


class SearchCommand(Command):
    """Take `-word` as a word to leave out: this command has no options of one letter."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, with a minus sign in front of words to leave out."""
        return super().parse_args(ctx, [MINUS + a[1:] if re.match(r"-[^-\s]", a) else a for a in args])


@click.command(
    cls=SearchCommand,
    help="Find words in the evidence, at the page or heading, across their inflections.",
    epilog='qms search complaint\nqms search "users council" --indicator 40\n'
    "qms search minutes --since 2025-01-01 --type docx\n"
    "qms search fire drill after:2025-01 type:pdf,word -practice",
)
@click.argument("query", nargs=-1, required=True)
@click.option("--indicator", "indicators", multiple=True, help="Only files linked to this indicator.")
@click.option("--principle", "principles", multiple=True, help="Only files linked below this principle.")
@click.option("--kind", "kinds", type=KIND, multiple=True, help="Only evidence of this kind.")
@click.option("--type", "types", multiple=True, help="Only files of this format, such as pdf.")
@click.option("--since", type=DAY, help="Only evidence dated on or after this day.")
@click.option("--until", type=DAY, help="Only evidence dated on or before this day.")
@click.option("--service", "services", multiple=True, help="Only evidence of this service.")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="Show at most this many files.",
)
@json_option
@pass_app
def search_command(
    app: App,
    query: tuple[str, ...],
    indicators: tuple[str, ...],
    principles: tuple[str, ...],
    kinds: tuple[str, ...],
    types: tuple[str, ...],
    since: date | None,
    until: date | None,
    services: tuple[str, ...],
    limit: int,
    as_json: bool,
) -> None:
    """Answer a query."""
    from qms.evidence.search import Filters, check_principles
    from qms.evidence.services import check_services
    from qms.upkeep.searching import search_evidence

    check_services(app.workspace, services)
    check_principles(app.framework, principles)
    wanted = Filters(
        tuple(app.refs(indicators)),
        principles,
        kinds,
        types,
        services,
        since,
        until,
    )
    answer = search_evidence(
        app.workspace, _query(query), wanted, limit, lambda: click.echo(say("index_made_anew"), err=True)
    )
    if as_json:
        print_json(answer_json(answer))
        return
    print_answer(answer)
    if not answer.found:
        _print_unsearchable(app)


def _print_unsearchable(app: App) -> None:
    """Say that something could not be searched, before nobody believes that it is not there."""
    from qms.reports.tables import print_text
    from qms.upkeep.recognition import count_waiting

    if waiting := count_waiting(app.workspace):
        print_text(say("search_scans_wait", {"count": waiting}), style="dim")


def _query(words: tuple[str, ...]) -> str:
    """Join words; a shell argument with spaces was quoted, so several of them are phrases or values."""
    words = tuple("-" + word[1:] if word.startswith(MINUS) else word for word in words)
    if len(words) == 1:
        return words[0]
    return " ".join(_quoted(word) if " " in word and '"' not in word else word for word in words)


def _quoted(word: str) -> str:
    name, colon, value = word.partition(":")
    if colon and value.strip() and " " not in name:
        return f'{name}:"{value}"'  # path:"01 Ledelse", of which the shell took the quotes
    return word if colon else f'"{word}"'


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the contract has it; hits of one file follow one another and share `file_rank`."""
    return {
        "query": answer.query,
        "total": answer.total,
        "did_you_mean": answer.did_you_mean,
        "hits": [_hit_json(found, answer.framework) for found in answer.found],
        "near": [_hit_json(found, answer.framework) for found in answer.near],
    }


def _hit_json(found: Found, framework: str) -> dict[str, Any]:
    from qms.evidence.listing import evidence_period, references
    from qms.reports.periods import period_text

    hit, listed = found.hit, found.listed
    return {
        "id": listed.evidence.id,
        "path": listed.evidence.path,
        "title": hit.title,
        "unit": hit.kind,
        "number": hit.number,
        "label": hit.label,
        "page": found.page,
        "snippet": "".join(f"«{text}»" if is_match else text for text, is_match in hit.snippet),
        "score": round(hit.score, 4),
        "indicators": references(listed, framework),
        "evidence_date": period_text(*evidence_period(listed)),
        "file_rank": hit.place,
    }


def print_answer(answer: Answer) -> None:
    """Print each file once, with its date and indicators, and below it the places with their matches marked."""
    from qms.evidence.search import by_file
    from qms.reports.tables import print_text

    if answer.found:
        counts = {"total": answer.total, "count": len(answer.found)}
        print_text(say("search_title", counts), style="bold")
    else:
        print_text(say("search_nothing", {"query": answer.query}))
    if answer.did_you_mean:
        print_text(say("search_did_you_mean", {"query": answer.did_you_mean}), style="bold")
    files = by_file(answer.found)
    for hits in files:
        _print_file(hits, answer.framework)
    if files and (left := answer.total - len(files)) > 0:
        more = {"count": left, "limit": min(1000, answer.total)}
        print_text(say("search_more", more), style="dim")
    if answer.near:
        print_text(say("search_near"), style="bold")
    for hits in by_file(answer.near):
        _print_file(hits, answer.framework)


def _print_file(hits: tuple[Found, ...], framework: str) -> None:
    from qms.reports.periods import short_period
    from qms.reports.tables import print_text

    data = _hit_json(hits[0], framework)
    print_text(data["path"], style="bold cyan")
    refs = ", ".join(data["indicators"])
    dated = short_period(data["evidence_date"]) if data["evidence_date"] else ""
    facts = [dated, f"{say('column_indicators')}: {refs}" if refs else ""]
    if line := "  ".join(fact for fact in facts if fact):
        print_text(line, style="dim", indent=3)
    for found in hits:
        _print_place(found)


def _print_place(found: Found) -> None:
    """Print page or heading and the passage, in one paragraph where the place is short."""
    from rich.text import Text

    from qms.reports.evidence import place_text, without_heading
    from qms.reports.tables import marked, print_text

    hit = found.hit
    place = (
        "" if hit.by_name else place_text(hit.kind, hit.number, hit.label)
    )  # by name the whole file answers
    passage = marked(without_heading(hit.snippet, hit.label))
    if len(place) > SHORT_PLACE:
        print_text(place, style="italic", indent=3)
        print_text(passage, indent=5)
    elif place:
        print_text(Text.assemble((place, "italic"), ": ", passage), indent=3)
    else:
        print_text(passage, indent=3)
