"""Take in the provider's own copy of a standard, or hand out the spreadsheet for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import FINDINGS, App, Command, json_option, pass_app, print_json
from qms.commands.options import LANGUAGE
from qms.locale.sentences import say, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.catalogue.official import Key
    from qms.catalogue.wording.reading import Doubt
    from qms.model.framework import Framework
    from qms.workspace.wording import Change, Imported

_MOST = 40
_SHOWN = 60
_ROWS = frozenset({"doubt_row_unknown", "doubt_row_twice", "doubt_row_no_text", "doubt_row_no_key"})


@click.command(
    "import",
    cls=Command,
    help="Take the official wording from your own copy of the standard (PDF, DOCX, text), or from the spreadsheet of "
    "qms framework export. It stays in this workspace. What is doubtful is listed, not guessed.",
    epilog="qms framework import standard.pdf --dry-run\nqms framework import standard.pdf\n"
    "qms framework import wording.xlsx --replace\nqms framework import --remove nb",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option(
    "--wording-lang", type=LANGUAGE, help="The language of the wording (default: what the file says)."
)
@click.option("--replace", is_flag=True, help="Replace wording that is there and differs.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken in, and write nothing.")
@click.option("--remove", type=LANGUAGE, help="Remove the official wording in this language instead.")
@json_option
@click.pass_context
def import_command(
    context: click.Context,
    file: Path | None,
    wording_lang: str | None,
    replace: bool,
    dry_run: bool,
    remove: str | None,
    as_json: bool,
) -> None:
    """Take in official wording."""
    app: App = context.obj
    from qms.workspace.wording import keep_wording, read_wording_file, remove_wording

    if (file is None) == (remove is None):
        raise click.UsageError(say("wording_import_what"))
    if remove is not None:
        remove_wording(app.workspace, remove)
        click.echo(say("wording_removed", {"language": word(remove)}))
        return
    assert file is not None
    found = read_wording_file(app.workspace, file, wording_lang)
    if not as_json:
        _print(found, app.workspace.framework, file)
    written = False if dry_run else keep_wording(app.workspace, found, replace=replace)
    if as_json:
        print_json(import_json(found, app.workspace.framework, written=written))
    else:
        _print_end(app, found, dry_run=dry_run, written=written)
    if found.missing:
        context.exit(FINDINGS)


@click.command(
    "export",
    cls=Command,
    help="Write the spreadsheet for the official wording: a row for each text, with our own words beside it and what "
    "was imported so far. Fill in the last column from your own copy and import it back.",
    epilog="qms framework export -o wording.xlsx --wording-lang lt",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file."
)
@click.option(
    "--wording-lang", type=LANGUAGE, help="The language of the wording (default: of the workspace)."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_app
def export_command(app: App, output: Path, wording_lang: str | None, force: bool) -> None:
    """Write the spreadsheet."""
    from qms.catalogue.loader import load_framework
    from qms.catalogue.official import Official
    from qms.catalogue.scales import load_scales
    from qms.reports.wording import WordingBook, wording_book
    from qms.state.files import write_atomic
    from qms.workspace.outputs import place_of_output

    workspace = app.workspace
    if output.suffix.casefold() != ".xlsx":
        raise click.UsageError(say("wording_sheet_name", {"name": output.name}))
    place = place_of_output(workspace, output, force=force) / output.name
    language = wording_lang or workspace.settings.language
    framework = load_framework(workspace.framework.id, workspace.catalogue)
    scales = load_scales(framework.id, workspace.catalogue)
    there = Official(workspace.catalogue, framework.id).wording(language)
    book = WordingBook(framework, language, scales, there.texts if there else {})
    # It may hold official wording, so it is for its owner only, as the overlay is.
    write_atomic(place, wording_book(book))
    click.echo(say("wording_sheet_written", {"path": output}))
    click.echo(say("wording_sheet_next", {"path": output}))


def counts(found: Imported, framework: Framework) -> dict[str, dict[str, int]]:
    """Return by kind of part how many texts the file has and how many the standard has."""
    from qms.catalogue.official import documents_of, levels_of

    texts, levels = found.read, levels_of(framework)

    def count(section: str) -> int:
        return sum(key[0] == section for key in texts)

    scales = [(c.ref, s.perspective) for c in framework.criteria for s in c.scales] if levels else []
    whole = sum(
        all(("levels", ref, perspective, str(n)) in texts for n in range(1, levels + 1))
        for ref, perspective in scales
    )
    parts = {
        "principle": (count("principles"), len(framework.principles)),
        "criterion": (count("criteria"), len(framework.criteria)),
        "indicator": (count("indicators"), len(framework.indicators)),
        "scales": (whole, len(scales)),
        "notes": (count("documents"), sum(1 for _ in documents_of(framework))),
    }
    return {name: {"found": n, "of": of} for name, (n, of) in parts.items() if of}


def import_json(found: Imported, framework: Framework, *, written: bool) -> dict[str, Any]:
    """Return an import as the contract has it; places only, never the wording itself."""
    return {
        "framework": found.wording.framework,
        "language": found.wording.language,
        "counts": counts(found, framework),
        "doubts": [{"code": d.code, **_place(d.key), "line": d.line, "other": d.other} for d in found.doubts],
        "missing": [_place(key) for key in found.missing],
        "changes": [{**_place(c.key), "had": bool(c.old), "has": bool(c.new)} for c in found.changes],
        "written": written,
    }


def _place(key: Key) -> dict[str, Any]:
    section, ref, perspective, level = key
    return {
        "section": section,
        "ref": ref,
        "perspective": perspective or None,
        "level": int(level) if level else None,
    }


def _print(found: Imported, framework: Framework, file: Path) -> None:
    from qms.locale.translator import current
    from qms.reports.tables import print_text

    language = {"file": file.name, "language": word(found.wording.language)}
    print_text(say("wording_read", language))
    for name, numbers in counts(found, framework).items():
        own = {"scales": "wording_scales", "notes": "wording_notes"}
        what = say(own[name]) if name in own else framework.word(name, current(), plural=True)
        print_text(say("wording_counted", {**numbers, "what": what}), indent=2)
    _print_list("wording_doubts", [_doubt(d, framework) for d in found.doubts])
    _print_list("wording_missing", list(_missing(found.missing, framework)))
    _print_list("wording_changes", [_change(c, framework) for c in found.pending])
    added = len(found.changes) - len(found.pending)
    if added and found.had:
        print_text(say("wording_added", {"count": added}))
    if found.missing:
        print_text(say("wording_complete_by_sheet", language | {"language": found.wording.language}))


def _print_list(code: str, lines: Sequence[str]) -> None:
    from qms.reports.tables import print_text

    if not lines:
        return
    print_text(say(code, {"count": len(lines)}), style="bold")
    for line in lines[:_MOST]:
        print_text(line, indent=2)
    if len(lines) > _MOST:
        print_text(say("wording_more", {"count": len(lines) - _MOST}), indent=2)


def _doubt(doubt: Doubt, framework: Framework) -> str:
    from qms.reports.wording import place_name

    place = place_name(framework, doubt.key) if doubt.key[0] else ""
    if doubt.line:
        code = "wording_row" if doubt.code in _ROWS else "wording_place"
        alone = "wording_row_only" if doubt.code in _ROWS else "place_line"
        place = say(code if place else alone, {"place": place, "line": doubt.line})
    return say(doubt.code, {"place": place, "other": _other(doubt, framework)})


def _other(doubt: Doubt, framework: Framework) -> str:
    """Return what a doubt compares with, as people say it."""
    from qms.locale.translator import current
    from qms.reports.wording import place_name

    if doubt.code == "doubt_place_unsure":
        criterion, _, perspective = doubt.other.partition(":")
        return place_name(framework, ("levels", criterion, perspective, ""))
    if doubt.code in {"doubt_mark_twice", "doubt_mark_strange"}:
        kind, _, number = doubt.other.partition(" ")
        return f"{framework.word(kind, current())} {number}"
    return doubt.other


def _missing(keys: Iterable[Key], framework: Framework) -> Iterable[str]:
    """Yield the names of missing parts, a whole scale as one."""
    from qms.catalogue.official import levels_of
    from qms.reports.wording import place_name

    missing = list(keys)
    scales: dict[Key, int] = {}
    for section, ref, perspective, level in missing:
        if level:
            scales[section, ref, perspective, ""] = scales.get((section, ref, perspective, ""), 0) + 1
    whole = {key for key, count in scales.items() if count == levels_of(framework)}
    yield from dict.fromkeys(
        place_name(framework, (*key[:3], "") if (*key[:3], "") in whole else key) for key in missing
    )


def _change(change: Change, framework: Framework) -> str:
    from qms.reports.wording import place_name

    place = place_name(framework, change.key)
    if not change.new:
        return say("wording_change_gone", {"place": place, "old": _shortened(change.old, 0)})
    start = next(
        (i for i, (a, b) in enumerate(zip(change.old, change.new, strict=False)) if a != b),
        min(len(change.old), len(change.new)),
    )
    start = change.old.rfind(" ", 0, max(0, start - 20)) + 1
    return say(
        "wording_change",
        {"place": place, "old": _shortened(change.old, start), "new": _shortened(change.new, start)},
    )


def _shortened(text: str, start: int) -> str:
    """Return the piece of a text around a difference."""
    piece = " ".join(text[start : start + _SHOWN].split())
    return ("…" if start else "") + piece + ("…" if start + _SHOWN < len(text) else "")


def _print_end(app: App, found: Imported, *, dry_run: bool, written: bool) -> None:
    from qms.catalogue.official import Official
    from qms.reports.tables import print_text

    official = Official(app.workspace.catalogue, found.wording.framework)
    path = official.path(found.wording.language).relative_to(app.workspace.root)
    if dry_run:
        print_text(say("wording_dry"))
    elif written:
        print_text(say("wording_kept", {"path": path}))
        print_text(say("wording_protected"))
    else:
        print_text(say("wording_same", {"path": path}))
