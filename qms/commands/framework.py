"""Look at the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import FINDINGS, App, Group, json_option, pass_app, print_json
from qms.commands.framework_carry import carry_command
from qms.commands.framework_wording import export_command, import_command
from qms.locale.sentences import either, say, word
from qms.locale.translator import current

if TYPE_CHECKING:
    from pathlib import Path

    from qms.catalogue.official import Official
    from qms.model.framework import Framework


@click.group(cls=Group, help="Look at the standard.", epilog="qms framework show 26")
def framework_command() -> None:
    """Group the commands of the standard."""


framework_command.add_command(import_command)
framework_command.add_command(export_command)


@framework_command.command(
    "list", help="List the standards that the program and the workspace have.", epilog="qms framework list"
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print the standards."""
    from qms.catalogue.loader import known_ids, load_framework
    from qms.reports.tables import print_table

    overlay = app.overlay
    found = [load_framework(name, overlay) for name in known_ids(overlay)]
    if as_json:
        rows = [
            {
                "id": f.id,
                "name": f.name(current()),
                "version": f.version,
                "provider": f.provider,
                "indicators": len(f.indicators),
                "languages": list(f.languages),
                "official_languages": list(_official_languages(overlay, f.id)),
            }
            for f in found
        ]
        print_json({"frameworks": rows})
        return
    table = [
        [f.id, f.name(current()), f.version, str(len(f.indicators)), _beside(f.provider, overlay, f.id)]
        for f in found
    ]
    heads = ["Id", say("column_title"), say("column_version"), say("column_count"), ""]
    print_table(heads, table, wide=1)


def _official_languages(overlay: Path | None, framework: str) -> tuple[str, ...]:
    """Return the languages that official wording was imported in."""
    from qms.catalogue.official import Official

    return Official(overlay, framework).languages if overlay else ()


def _beside(provider: str, overlay: Path | None, framework: str) -> str:
    """Return the owner of a standard, and in which languages the workspace holds its wording."""
    found = _official_languages(overlay, framework)
    languages = say("official_languages", {"languages": [word(code) for code in found]}) if found else ""
    return "; ".join(part for part in (provider, languages) if part)


@framework_command.command(
    "show",
    help="Show the whole standard or one of its references, in own words.",
    epilog="qms framework show\nqms framework show 26\nqms framework show --json",
)
@click.argument("ref", required=False)
@json_option
@pass_app
def show_command(app: App, ref: str | None, as_json: bool) -> None:
    """Print a standard."""
    from qms.catalogue.loader import require

    framework = app.framework
    if as_json:
        data = framework_json(framework, current(), _official(app))
        if ref is not None:
            require(framework, ref)
            data = next(i for i in data["indicators"] if i["ref"] == ref)
        print_json(data)
    elif ref is None:
        _print_all(framework, current())
    else:
        _print_one(framework, require(framework, ref), current(), _official(app))


def _official(app: App) -> Official | None:
    """Return the official wording of the workspace, None outside one."""
    from qms.workspace.workspace import NoWorkspace

    try:
        return app.workspace.official
    except NoWorkspace:
        return None


def framework_json(framework: Framework, language: str, official: Official | None = None) -> dict[str, Any]:
    """Return a standard as the contract has it, with the official wording where it was imported."""
    from qms.reports.official import official_json

    return {
        "framework": framework.id,
        "name": framework.name(language),
        "version": framework.version,
        "provider": framework.provider,
        "language": language,
        "principles": [
            {
                "ref": p.ref,
                "title": framework.title("principles", p.ref, language),
                "official": official_json(official, "principles", p.ref, language),
            }
            for p in framework.principles
        ],
        "criteria": [
            {
                "ref": c.ref,
                "principle": c.principle,
                "title": framework.title("criteria", c.ref, language),
                "official": official_json(official, "criteria", c.ref, language),
                "scales": [s.perspective for s in c.scales],
                "level_2": [
                    [{"groups": list(t.groups), "verb": t.verb, "extent": t.extent} for t in s.level_2]
                    for s in c.scales
                ],
            }
            for c in framework.criteria
        ],
        "indicators": [
            {
                "ref": i.ref,
                "criterion": i.criterion,
                "principle": i.principle,
                "title": framework.title("indicators", i.ref, language),
                "asked": framework.text("indicators", i.ref, "asked", language),
                "official": official_json(official, "indicators", i.ref, language),
                "official_document": official_json(official, "documents", i.ref, language),
                "needs": [[k.value for k in need] for need in i.rule.needs],
                "rhythm": i.rule.rhythm.value,
                "fresh_months": i.rule.fresh_months,
                "examples": list(framework.text("indicators", i.ref, "examples", language) or []),
                "document_required": i.rule.document_kind is not None,
                "document_kind": i.rule.document_kind,
            }
            for i in framework.indicators
        ],
        "not_applicable": list(framework.not_applicable),
        "copyright": framework.copyright,
    }


def _print_all(framework: Framework, language: str) -> None:
    from rich.text import Text

    from qms.reports.tables import print_text

    names = {"name": framework.name(language), "provider": framework.provider}
    print_text(say("framework_title", names), style="bold")
    parts = {
        "principle": framework.principles,
        "criterion": framework.criteria,
        "indicator": framework.indicators,
    }
    counts = [
        f"{len(found)} {framework.word(part, language, plural=True)}"
        for part, found in parts.items()
        if found
    ]
    print_text(", ".join(counts))
    for principle in framework.principles:
        print_text("")
        print_text(f"{principle.ref} {framework.title('principles', principle.ref, language)}", style="bold")
        for indicator in framework.indicators:
            if indicator.principle == principle.ref:
                line = Text(f"{indicator.ref:>4}  {framework.title('indicators', indicator.ref, language)}")
                if indicator.rule.document_kind:
                    line.append(f"  [{word('document')}: {word(indicator.rule.document_kind)}]", style="dim")
                print_text(line)
    print_text("")
    print_text(say("not_affiliated"))


def _print_one(framework: Framework, ref: str, language: str, official: Official | None) -> None:
    from qms.reports.official import official_json, print_official
    from qms.reports.tables import print_text

    indicator = framework.by_ref[ref]
    rule = indicator.rule
    print_text(f"{ref} {framework.title('indicators', ref, language)}", style="bold")
    if indicator.criterion:
        title = framework.title("criteria", indicator.criterion, language)
        print_text(f"{framework.word('criterion', language).capitalize()} {indicator.criterion}: {title}")
        print_official(official_json(official, "criteria", indicator.criterion, language))
    print_text(framework.text("indicators", ref, "asked", language))
    note = official_json(official, "documents", ref, language)
    print_official(official_json(official, "indicators", ref, language), note)
    if rule.document_kind:
        print_text(f"{say('required_document')}: {word(rule.document_kind)}")
    needs = "; ".join(either([word(k.value) for k in need]) for need in rule.needs)
    print_text(f"{say('needs')}: {needs}")
    rhythm = {"rhythm": word(rule.rhythm.value), "months": rule.fresh_months}
    print_text(f"{say('rhythm')}: " + say("rhythm_line" if rule.fresh_months else "rhythm_endless", rhythm))
    print_text(say("examples") + ":")
    for example in framework.text("indicators", ref, "examples", language) or []:
        print_text(f"- {example}")


@framework_command.command(
    "check", help="Verify that a standard's files are complete and consistent.", epilog="qms framework check"
)
@json_option
@click.pass_context
def check_command(context: click.Context, as_json: bool) -> None:
    """Check the chosen standard."""
    app: App = context.obj
    from qms.catalogue.check import check_framework, check_scales
    from qms.catalogue.loader import load_framework
    from qms.catalogue.scales import load_scales
    from qms.reports.tables import print_text

    framework = load_framework(app.framework.id, app.overlay)
    findings = [
        *check_framework(framework),
        *check_scales(framework, load_scales(framework.id, app.overlay)),
    ]
    if as_json:
        print_json({"framework": framework.id, "findings": [{"code": f.code, **f.params} for f in findings]})
    elif not findings:
        print_text(say("framework_check_clean", {"name": framework.name(current())}))
        kinds = [i.rule.document_kind for i in framework.indicators if i.rule.document_kind]
        if kinds:
            numbers = {
                "total": len(kinds),
                "approach": kinds.count("approach"),
                "results": kinds.count("results"),
            }
            print_text(say("framework_documents", numbers))
    else:
        for finding in findings:
            print_text(say(finding.code, finding.params))
    if findings:
        context.exit(FINDINGS)


framework_command.add_command(carry_command)
