"""Carry decisions from one standard to another, with a look at what would come over first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.locale.sentences import say, shown, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.coverage.carrying import CarriedLink, Plan


@click.command(
    "carry",
    cls=Command,
    help="Show which links, evidence statements and owners a mapping file would carry from one standard to another, "
    "and what the coverage would be; --apply carries them.",
    epilog="qms framework carry MAPPING\nqms framework carry catalogue/mappings/MAPPING.yaml --apply",
)
@click.argument("mapping")
@click.option("--apply", "really", is_flag=True, help="Carry what is listed.")
@json_option
@pass_app
def carry_command(app: App, mapping: str, really: bool, as_json: bool) -> None:
    """Preview or carry."""
    from qms.catalogue.mappings import mapping_path, read_mapping
    from qms.coverage.carrying import carry, plan_carrying

    workspace = app.workspace
    read = read_mapping(mapping_path(mapping, workspace.catalogue), workspace.load_framework)
    plan = plan_carrying(workspace, read)
    if really and not plan.is_empty:
        carry(workspace, read, say("carry_note", {"source": read.source.id, "mapping": read.name}))
    if as_json:
        print_json(plan_json(plan, applied=really))
    else:
        _print(plan, workspace.settings.service_names, really=really)


def plan_json(plan: Plan, *, applied: bool) -> dict[str, Any]:
    """Return a plan: what comes over by reference of the target, and what is only suggested."""
    mapping = plan.mapping
    return {
        "mapping": mapping.name,
        "from": mapping.source.id,
        "to": mapping.target.id,
        "applied": applied,
        "targets": [
            {
                "ref": ref,
                "before": plan.before[ref].value,
                "after": plan.after[ref].value,
                "links": [_link_json(c) for c in plan.links if c.link.indicator == ref],
                "statements": [
                    {"service": s.service, "from": list(s.sources), "text": s.text}
                    for s in plan.statements
                    if s.target == ref
                ],
                "owner": next((o.owner for o in plan.owners if o.target == ref), None),
            }
            for ref in plan.targets
        ],
        "suggestions": [
            {
                "from": s.step.source,
                "to": s.step.target,
                "relation": s.step.relation,
                "because": dict(s.step.because),
                "files": s.files,
            }
            for s in plan.suggestions
        ],
        "unmapped": list(plan.unmapped),
        "notice": [say("covered_means"), say("not_affiliated")],
    }


def _link_json(carried: CarriedLink) -> dict[str, Any]:
    return {
        "id": carried.link.evidence,
        "path": carried.path,
        "new": carried.before is None,
        "from": list(carried.sources),
        "kinds": [kind.value for kind in carried.link.kinds],
        "services": list(carried.link.services),
        "pins": len(carried.pins),
    }


def _print(plan: Plan, names: Mapping[str, str], *, really: bool) -> None:
    from rich.text import Text

    from qms.locale.translator import current
    from qms.reports.tables import print_text, state_text

    mapping, language = plan.mapping, current()
    params = {"source": mapping.source.name(language), "target": mapping.target.name(language)}
    print_text(say("carry_title", params), style="bold")
    if plan.is_empty:
        print_text(say("carry_nothing"))
    else:
        for code, found in (
            ("carry_links", plan.links),
            ("carry_statements", plan.statements),
            ("carry_owners", plan.owners),
        ):
            print_text(say(code, {"count": len(found)}))
    for ref in plan.targets:
        before, after = plan.before[ref].value, plan.after[ref].value
        head = Text(f"{ref} {mapping.target.title('indicators', ref, language)}  ", style="bold")
        head.append_text(state_text(before, word(before)))
        if after != before:
            head.append(" → ", style="not bold default")
            head.append_text(state_text(after, word(after)))
        print_text("")
        print_text(head)
        _print_target(plan, ref, names)
    _print_rest(plan, language)
    print_text("")
    if really and not plan.is_empty:
        counts = {
            "links": len(plan.links),
            "statements": len(plan.statements),
            "owners": len(plan.owners),
        }
        print_text(say("carry_applied", counts))
    elif not plan.is_empty:
        print_text(say("carry_preview"))
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


def _print_target(plan: Plan, ref: str, names: Mapping[str, str]) -> None:
    from qms.reports.tables import print_text

    for carried in plan.links:
        if carried.link.indicator == ref:
            facts = [shown([word(kind) for kind in carried.link.kinds])]
            facts += [names.get(service, service) for service in carried.link.services]
            facts.append(say("carry_new") if carried.before is None else say("carry_extended"))
            facts.append(say("carry_from", {"refs": list(carried.sources)}))
            print_text(f"{carried.path}: {', '.join(facts)}", indent=3)
    for statement in plan.statements:
        if statement.target == ref:
            print_text(say("carry_statement", {"ref": list(statement.sources)}), indent=3)
    for owner in plan.owners:
        if owner.target == ref:
            print_text(say("carry_owner", {"owner": owner.owner}), indent=3)


def _print_rest(plan: Plan, language: str) -> None:
    """Print what is only suggested, with why, and what the mapping leaves out."""
    from qms.reports.tables import print_text

    if plan.suggestions:
        print_text("")
        print_text(say("carry_suggestions"), style="bold")
    for suggested in plan.suggestions:
        step = suggested.step
        params = {
            "source": step.source,
            "target": step.target,
            "relation": say(f"relation_{step.relation}"),
            "count": suggested.files,
        }
        because = step.because.get(language) or next(iter(step.because.values()), "")
        print_text(say("carry_suggestion", params) + (f". {because}" if because else ""), indent=3)
    if plan.unmapped:
        print_text("")
        params = {"source": plan.mapping.source.id, "refs": list(plan.unmapped)}
        print_text(say("carry_unmapped", params))
