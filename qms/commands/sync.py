"""Bring the workspace in step once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qms.commands.base import (
    App,
    Command,
    end_progress,
    json_option,
    pages_progress,
    pass_app,
    print_json,
    progress,
)
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.upkeep.recognition import Recognised
    from qms.upkeep.registers import RegisterNews
    from qms.upkeep.sync import SyncReport

_PROBLEMS = 5


@click.command(
    cls=Command,
    help="Read new and changed evidence, follow moved files, and bring links, archive and index in step.",
    epilog="qms sync\nqms sync --no-ocr\nqms sync --accept-missing",
)
@click.option(
    "--accept-missing", is_flag=True, help="Mark files as missing even when very many have vanished."
)
@click.option(
    "--ocr/--no-ocr", default=True, help="Recognise scanned pages after the rest, or leave them for later."
)
@json_option
@pass_app
def sync_command(app: App, accept_missing: bool, ocr: bool, as_json: bool) -> None:
    """Run one pass, then the queue of scanned pages."""
    from qms.reports.tables import print_text
    from qms.upkeep.recognition import Recognised, count_scans, count_waiting, recognise_waiting
    from qms.upkeep.sync import count_unsearchable, sync

    try:
        report = sync(app.workspace, accept_missing=accept_missing, progress=progress(say("syncing")))
        if not as_json:
            _print_pass(report, count_scans(app.workspace))
        pages = (
            recognise_waiting(app.workspace, progress=pages_progress())
            if ocr
            else Recognised(left=count_waiting(app.workspace))
        )
    finally:
        end_progress()
    if pages.files:
        report.counts.unreadable = count_unsearchable(app.workspace)
    if as_json:
        print_json(sync_json(report, pages))
        return
    _print_pages(pages)
    if report.counts.unreadable:
        print_text(say("sync_hint_unreadable"))


def sync_json(report: SyncReport, pages: Recognised) -> dict[str, int]:
    """Return what a pass did as the contract has it."""
    counts = report.counts
    return {
        "added": counts.added,
        "changed": counts.changed,
        "moved": counts.moved,
        "missing": counts.missing,
        "unreadable": counts.unreadable,
        "newer": report.newer,
        "arrived": report.arrived,
        "late_series": len(report.late),
        "registers": report.registers.files,
        "register_problems": len(report.registers.problems),
        "recognised_pages": pages.pages,
        "waiting_pages": pages.left,
    }


def _print_pass(report: SyncReport, scans: int) -> None:
    """Print what a pass did; `scans` are files that are not searchable yet, of which the queue tells."""
    from qms.reports.tables import print_text

    counts = report.counts
    end_progress()
    numbers = {name: getattr(counts, name) for name in ("added", "changed", "moved", "missing")}
    print_text(say("sync_done", numbers | {"unreadable": counts.unreadable - scans}))
    if report.rebuilt:
        print_text(say("sync_rebuilt"))
    if report.pdfs:
        print_text(say("sync_pdf", {"count": report.pdfs}))
    if report.newer:
        print_text(say("sync_newer", {"count": report.newer}))
    _print_registers(report.registers)
    if report.arrived:
        print_text(say("sync_arrived", {"count": report.arrived}))
    if report.late:
        print_text(say("sync_late", {"names": list(report.late)}))


def _print_registers(news: RegisterNews) -> None:
    """Print which registers were read, and the first places in them that somebody has to look at."""
    from qms.reports.tables import print_text
    from qms.results.places import problem_lines

    if news.files:
        print_text(say("sync_registers", {"files": news.files, "rows": news.rows}))
    if news.problems:
        for line in problem_lines(news.problems[:_PROBLEMS]):
            print_text(line)
        print_text(say("sync_register_problems", {"count": len(news.problems)}))


def _print_pages(pages: Recognised) -> None:
    from qms.reports.tables import print_text

    if pages.pages:
        print_text(say("recognised", {"pages": pages.pages}))
    if pages.left:
        code = (
            "recognition_unable"
            if not pages.able
            else "recognition_busy"
            if pages.busy
            else "recognition_left"
        )
        print_text(say(code, {"left": pages.left}))
