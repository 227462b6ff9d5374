"""Decide what a file proves: link, unlink, review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.options import one_time, proof_options
from qms.locale.sentences import say, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.evidence.linking import Linked
    from qms.model.changes import PinNews, TextChange


@click.command(
    cls=Command,
    help="Say that a file proves something of one or more indicators, and where in the file.",
    epilog='qms link "Complaints/log 2025.xlsx" 27 --kind record --period 2025-01-01..2025-12-31\n'
    'qms link minutes.docx 40 41 --kind voice --at "Item 3" --quote "we decided"',
)
@click.argument("file")
@click.argument("indicators", nargs=-1, required=True)
@proof_options
@click.option(
    "--series",
    default="",
    help="The series that the file belongs to, such as “monthly minutes”: the newest counts.",
)
@click.option(
    "--every", type=click.IntRange(1, 60), help="How many months apart the files of the series come."
)
@pass_app
def link_command(
    app: App,
    file: str,
    indicators: tuple[str, ...],
    kinds: tuple[str, ...],
    day: date | None,
    period: tuple[date, date] | None,
    services: tuple[str, ...],
    page: int | None,
    at: str,
    quote: str,
    note: str,
    series: str,
    every: int | None,
) -> None:
    """Make or extend links."""
    if every is not None and not series:
        raise click.UsageError(say("every_without_series"))
    from qms.evidence.linking import LinkWish, link
    from qms.model.words import EvidenceKind

    start, end = one_time(day, period)
    proves = tuple(EvidenceKind(k) for k in kinds)
    wish = LinkWish(proves, start, end, services, page, at, quote, note, series, every)
    for linked in link(app.workspace, file, app.refs(indicators), wish):
        tell_linked(linked, app.workspace.settings.service_names)


def tell_linked(linked: Linked, services: Mapping[str, str]) -> None:
    """Tell a person how a link now stands; `services` are names by id."""
    day = linked.date_from.isoformat() if linked.date_from else "–"
    if linked.date_to and linked.date_to != linked.date_from:
        day = f"{day}..{linked.date_to.isoformat()}"
    params = {
        "path": linked.path,
        "ref": linked.ref,
        "kinds": ", ".join(shown(k) for k in linked.kinds),
        "date": day,
    }
    click.echo(say("link_extended" if linked.extended else "linked", params))
    if linked.services:
        named = ", ".join(services.get(one, one) for one in linked.services)
        click.echo(f"  {say('pack_column_services')}: {named}")
    if linked.pin is not None:
        from qms.reports.evidence import pin_text

        quoted = say("quotation", {"text": linked.pin.quote}) if linked.pin.quote else ""
        click.echo("  " + ": ".join(part for part in (pin_text(linked.pin), quoted) if part))
    if linked.date_from is None:
        click.echo("  " + say("link_no_date"))
    elif linked.assumed:
        click.echo("  " + say("link_date_assumed", {"date": day}))
    if linked.confirmed_again:
        click.echo("  " + say("link_confirmed_again"))
    if linked.for_all:
        click.echo("  " + say("link_all_services"))
    if linked.living:
        click.echo("  " + say("link_living"))


@click.command(
    cls=Command,
    help="Remove links between a file and indicators.",
    epilog="qms unlink minutes.docx 40",
)
@click.argument("file")
@click.argument("indicators", nargs=-1, required=True)
@pass_app
def unlink_command(app: App, file: str, indicators: tuple[str, ...]) -> None:
    """Remove links."""
    from qms.evidence.linking import unlink

    refs = app.refs(indicators)
    path = unlink(app.workspace, file, refs)
    click.echo(say("unlinked", {"path": path, "refs": [str(r) for r in refs]}))


@click.command(
    cls=Command,
    help="List suspect links, show the confirmed and the present text of one file side by side, or confirm its links.",
    epilog="qms review\nqms review minutes.docx\nqms review minutes.docx 40 --confirm",
)
@click.argument("file", required=False)
@click.argument("indicators", nargs=-1)
@click.option("--confirm", "confirmed", is_flag=True, help="The file still proves it: clear the suspicion.")
@json_option
@pass_app
def review_command(
    app: App, file: str | None, indicators: tuple[str, ...], confirmed: bool, as_json: bool
) -> None:
    """Review links."""
    if file is None:
        _list_suspect(app, as_json=as_json)
    elif confirmed:
        from qms.evidence.linking import confirm

        done = confirm(app.workspace, file, app.refs(indicators))
        message = {"path": click.format_filename(file), "refs": [str(r) for r in done]}
        click.echo(say("confirmed" if done else "no_change_to_confirm", message))
    else:
        _show_change(app, file, as_json=as_json)


def _list_suspect(app: App, *, as_json: bool) -> None:
    from qms.evidence.changes import found_in_other_words
    from qms.evidence.listing import suspect_links
    from qms.reports.tables import print_text

    rows, moved = suspect_links(app.workspace), found_in_other_words(app.workspace)
    if as_json:
        suspect = [{"path": r.path, "indicator": r.ref, "because": r.because} for r in rows]
        print_json({"suspect": suspect, "found_in_other_words": [_pin_json(news) for news in moved]})
        return
    if not rows:
        print_text(say("nothing_suspect"))
    else:
        print_text(say("suspect_title", {"count": len(rows)}), style="bold")
    for row in rows:
        print_text(f"{row.ref}  {row.path}", style="bold")
        print_text(say(row.because, {"path": row.path.rsplit("/", maxsplit=1)[-1]}), indent=3)
    if moved:
        print_text("")
        print_text(say("other_words_title", {"count": len(moved)}), style="bold")
    for news in moved:
        print_text(f"{news.ref}  " + ", ".join(part for part in (news.path, news.label) if part))
        _print_pin(news)
    if rows or moved:
        print_text(say("review_hint"))


def _pin_json(news: PinNews) -> dict[str, str | None]:
    return {
        "path": news.path,
        "indicator": news.ref,
        "label": news.label,
        "quote": news.quote,
        "now": news.now,
    }


def _print_pin(news: PinNews) -> None:
    from qms.reports.tables import print_text

    print_text(f"{say('pin_quoted')}: {say('quotation', {'text': news.quote})}", indent=3)
    if news.now is None:
        print_text(say("pin_gone"), indent=3, style="red")
    elif news.now == news.quote:
        print_text(say("pin_stands", {"label": news.label}), indent=3, style="green")
    else:
        print_text(f"{say('pin_now')}: {say('quotation', {'text': news.now})}", indent=3)


def _show_change(app: App, file: str, *, as_json: bool) -> None:
    from qms.evidence.changes import text_change
    from qms.reports.side_by_side import print_stretches
    from qms.reports.tables import print_text

    change = text_change(app.workspace, file)
    if as_json:
        print_json(_change_json(change))
        return
    if change is None:
        print_text(say("no_text_to_compare"))
        return
    print_text(change.path, style="bold")
    if change.stretches:
        print_stretches(say("old_text"), say("new_text"), change.stretches)
    else:
        print_text(say("no_text_difference"))
    for news in change.pins:
        print_text(", ".join(part for part in (news.ref, news.label) if part))
        _print_pin(news)
    print_text(say("review_hint"))


def _change_json(change: TextChange | None) -> dict[str, Any]:
    if change is None:
        return {"path": None, "changes": [], "pins": []}
    lines = [line for stretch in change.stretches for line in stretch if line.mark != " "]
    return {
        "path": change.path,
        "changes": [
            {"mark": line.mark, "label": line.label, "before": line.before, "after": line.after}
            for line in lines
        ],
        "pins": [_pin_json(news) for news in change.pins],
    }
