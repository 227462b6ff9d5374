"""Search the evidence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.options import DAY, KIND
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.evidence.search import Answer, Found


@click.command(
    cls=Command,
    help="Find words in the evidence, at the page or heading, across their inflections.",
    epilog='qms search complaint\nqms search "users council" --indicator 40\n'
    "qms search minutes --since 2025-01-01 --type docx",
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
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Show at most this many."
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
        tuple(t.casefold().lstrip(".") for t in types),
        services,
        since,
        until,
    )
    answer = search_evidence(app.workspace, _query(query), wanted, limit)
    if as_json:
        print_json(answer_json(answer))
    else:
        print_answer(answer)


def _query(words: tuple[str, ...]) -> str:
    """Join words; a shell argument with spaces was quoted, so several of them are phrases."""
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{w}"' if " " in w and '"' not in w and ":" not in w else w for w in words)


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as the contract has it."""
    return {
        "query": answer.query,
        "total": answer.total,
        "hits": [_hit_json(found, answer.framework) for found in answer.found],
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
    }


def print_answer(answer: Answer) -> None:
    """Print hits: file and place, indicators, and the passage with its matches marked."""
    from rich.text import Text

    from qms.reports.tables import marked, print_text

    if not answer.found:
        print_text(say("search_nothing", {"query": answer.query}))
        return
    print_text(say("search_title", {"total": answer.total, "count": len(answer.found)}), style="bold")
    for found in answer.found:
        data = _hit_json(found, answer.framework)
        head = Text(data["path"], style="bold cyan")
        place = say("at_page", {"number": found.page}) if found.page else found.hit.label
        if place:
            head.append(f"  {place}", style="not bold")
        print_text(head)
        facts = [
            data["evidence_date"] or "",
            f"{say('column_indicators')}: {', '.join(data['indicators'])}" if data["indicators"] else "",
        ]
        line = "  ".join(f for f in facts if f)
        if line:
            print_text(line, style="dim", indent=3)
        print_text(marked(found.hit.snippet), indent=3)
