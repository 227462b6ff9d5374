"""Look at the template library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import FINDINGS, App, Group, json_option, pass_app, print_json
from qms.locale.sentences import say, shown, word
from qms.locale.translator import current

if TYPE_CHECKING:
    from qms.documents.library import Template


@click.group(cls=Group, help="Look at the template library.", epilog="qms template list")
def template_command() -> None:
    """Group the commands of the template library."""


def template_row(template: Template, framework: str) -> dict[str, Any]:
    """Return one template as the contract has it."""
    serves = template.serves.get(framework)
    return {
        "slug": template.slug,
        "kind": template.kind,
        "titles": {language: template.title(language) for language in template.titles},
        "required_for": list(serves.required) if serves else [],
        "supports": list(serves.supports) if serves else [],
        "languages": list(template.languages),
        "origin": template.origin,
    }


@template_command.command(
    "list", help="List all templates and the indicators they serve.", epilog="qms template list --json"
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print the library."""
    from rich.text import Text

    from qms.documents.library import load_library
    from qms.reports.tables import print_text

    library = load_library(app.templates)
    rows = [template_row(t, app.framework.id) for t in library]
    if as_json:
        print_json({"templates": rows})
        return
    for row in rows:
        line = Text(row["slug"], style="bold cyan")
        line.append(
            f"  {row['titles'].get(current()) or row['slug']} ({word(row['kind'])})", style="not bold default"
        )
        print_text(line)
        facts = [
            ("column_required", row["required_for"]),
            ("column_supports", row["supports"]),
            ("column_languages", row["languages"]),
        ]
        print_text(
            "  ".join(f"{say(name)}: {', '.join(values)}" for name, values in facts if values), indent=3
        )


@template_command.command(
    "lint",
    help="Find mistakes in the templates, with file and line.",
    epilog="qms template lint\nqms template lint templates/policies/complaints-procedure",
)
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@json_option
@click.pass_context
def lint_command(context: click.Context, path: Path | None, as_json: bool) -> None:
    """Lint templates."""
    from qms.documents.library import load_library
    from qms.documents.lint import lint_path, lint_templates
    from qms.reports.tables import print_text

    app: App = context.obj
    findings = lint_path(path) if path else lint_templates(app.templates)
    if as_json:
        rows = [
            {
                "severity": f.severity.value,
                "code": f.code,
                "file": str(f.file),
                "line": f.line,
                "place": shown(f.place) if f.place else None,
                "params": dict(f.params),
            }
            for f in findings
        ]
        print_json({"findings": rows})
    elif findings:
        for f in findings:
            file = "/".join(f.file.parts[-2:])
            where = f"{file}, {shown(f.place)}" if f.place else f"{file}:{f.line}"
            print_text(f"{where}: {shown(f.problem)}", style="red" if f.severity == "error" else "")
        print_text(say("lint_found", {"count": len(findings)}))
    else:
        print_text(say("lint_clean", {"count": len(load_library(app.templates))}))
    if findings:
        context.exit(FINDINGS)


@template_command.command(
    "export",
    help="Write a template as a Word file that you can adapt; yours then wins.",
    epilog="qms template export complaints-procedure\nqms template export complaints-procedure.easy --language nb",
)
@click.argument("slug")
@click.option("--language", help="The language of the text (default: that of the workspace).")
@pass_app
def export_command(app: App, slug: str, language: str | None) -> None:
    """Export a template, or the staff sheet or easy-read text that goes with it."""
    from qms.documents.address import parse_address
    from qms.documents.export import export_template
    from qms.documents.library import load_library

    workspace = app.workspace
    template = load_library(workspace.templates).at(parse_address(slug))
    chosen = language or workspace.settings.language
    path = export_template(template, chosen, workspace.settings.organisation.country, workspace.templates)
    click.echo(say("template_exported", {"path": path}))
