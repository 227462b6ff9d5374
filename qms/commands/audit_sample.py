"""Draw samples for an audit: individual plans by their codes, and linked files to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.audit.sampling import Sample
    from qms.audit.sampling_evidence import SamplingList
    from qms.workspace.workspace import Workspace


@click.command(
    "sample",
    cls=Command,
    help="Draw at random what to look at: individual plans by their codes, or linked files and plans of each service "
    "(evidence). The seed is recorded in the trail; the same seed on the same data draws the same again.",
    epilog='qms audit sample plans --service day\nqms audit sample evidence "Spring 2026"\n'
    "qms audit sample evidence --indicator 26 --indicator 27 --size 6 --seed 2041",
)
@click.argument("what", type=click.Choice(["plans", "evidence"]))
@click.argument("name", required=False)
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="N",
    help="Only files linked to it; repeat for several.",
)
@click.option("--service", metavar="ID", help="Only this service.")
@click.option("--size", type=click.IntRange(min=1), help="How many (default: every tenth, 5 to 10).")
@click.option("--seed", type=click.IntRange(min=0), help="The seed of an earlier draw.")
@json_option
@pass_app
def sample_command(
    app: App,
    what: str,
    name: str | None,
    indicators: tuple[str, ...],
    service: str | None,
    size: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Draw a sample."""
    if what == "plans":
        if name is not None or indicators:
            raise click.UsageError(say("sample_plans_alone"))
        _plans(app, service, size, seed, as_json)
        return
    from qms.audit.rounds import find_round, list_rounds
    from qms.audit.sampling_evidence import sample_evidence
    from qms.commands.audit_forms import narrowed

    workspace, refs = narrowed(app, indicators)
    asked_for = name is not None or (not refs and list_rounds(workspace))
    audit = find_round(workspace, name) if asked_for else None
    sample = sample_evidence(workspace, audit, refs, service, size=size, seed=seed)
    if as_json:
        print_json({"what": what, **_list_json(sample)})
    else:
        _print_list(workspace, sample)


def _plans(app: App, service: str | None, size: int | None, seed: int | None, as_json: bool) -> None:
    from qms.audit.sampling import sample_plans

    sample = sample_plans(app.workspace, service, size=size, seed=seed)
    if as_json:
        print_json({"what": "plans", **_json(sample)})
    else:
        _print(app, sample)


def _list_json(sample: SamplingList) -> dict[str, Any]:
    return {
        "audit": sample.audit.name if sample.audit else None,
        "seed": sample.seed,
        "services": [
            {
                "service": one.service,
                "population": one.population,
                "files": [
                    {
                        "id": file.id,
                        "path": file.path,
                        "indicators": list(file.indicators),
                        "pins": [
                            {
                                "page": pin.number if pin.unit == "page" else None,
                                "label": pin.label,
                                "quote": pin.quote,
                            }
                            for pin in file.pins
                        ],
                    }
                    for file in one.files
                ],
                "plans_population": one.plans_of,
                "plans": list(one.plans),
            }
            for one in sample.services
        ],
    }


def _print_list(workspace: Workspace, sample: SamplingList) -> None:
    from qms.commands.audit_forms import service_name
    from qms.reports.evidence import pin_text
    from qms.reports.tables import print_table, print_text

    for one in sample.services:
        name = service_name(workspace, one.service) or say("service_all")
        print_text(name, style="bold")
        facts = {"drawn": len(one.files), "of": one.population}
        print_text(say("sample_files", facts))
        rows = [
            [
                file.path,
                ", ".join(file.indicators),
                ", ".join(dict.fromkeys(p for pin in file.pins if (p := pin_text(pin)))),
            ]
            for file in one.files
        ]
        if rows:
            print_table([say("column_file"), say("column_indicators"), say("column_where")], rows, wide=0)
        if one.plans:
            facts = {"drawn": len(one.plans), "of": one.plans_of}
            print_text(say("sample_plans_too", {**facts, "codes": list(one.plans)}))
        print_text("")
    print_text(say("sample_seed_links", {"seed": sample.seed}))


def _json(sample: Sample) -> dict[str, object]:
    from qms.results.places import shown_code, shown_sheet

    return {
        "service": sample.service,
        "as_of": sample.day,
        "seed": sample.seed,
        "population": sample.population,
        "plans": [
            {
                "code": shown_code(row.get("code")),
                "plan_made": row.get("plan_made"),
                "evaluated": row.get("evaluated"),
                "path": row.origin.path,
                "sheet": shown_sheet(row.origin.sheet),
                "row": row.origin.row,
            }
            for row in sample.plans
        ],
    }


def _print(app: App, sample: Sample) -> None:
    from qms.reports.tables import print_table, print_text
    from qms.results.places import WITHHELD, place_of, shown_code

    name = app.workspace.settings.service_names.get(sample.service or "", say("service_all"))
    facts = {"drawn": len(sample.plans), "of": sample.population, "service": name, "day": sample.day}
    print_text(say("sample_drawn", facts))
    print_table(
        [say("column_code"), say("column_plan_made"), say("column_evaluated"), say("column_where")],
        [
            [
                shown_code(row.get("code")),
                str(row.get("plan_made") or ""),
                str(row.get("evaluated") or ""),
                place_of(row.origin.sheet, row.origin.row),
            ]
            for row in sample.plans
        ],
    )
    if any(shown_code(row.get("code")) == WITHHELD for row in sample.plans):
        print_text(f"{say('sample_withheld')} {say('hint_codes')}")
    print_text(say("sample_seed", {"seed": sample.seed}))
