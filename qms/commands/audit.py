"""Prepare and follow audits: draw a sample of individual plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.audit.sampling import Sample


@click.group(cls=Group, help="Prepare audits.", epilog="qms audit sample plans --service day")
def audit_command() -> None:
    """Group the commands of audits."""


@audit_command.command(
    "sample",
    help="Draw individual plans at random, by their codes. The seed is recorded in the trail; the same seed on the "
    "same register draws the same plans again.",
    epilog="qms audit sample plans --service day\nqms audit sample plans --service day --size 6 --seed 2041",
)
@click.argument("what", type=click.Choice(["plans"]))
@click.option("--service", metavar="ID", help="Only plans of this service.")
@click.option("--size", type=click.IntRange(min=1), help="How many (default: every tenth, 5 to 10).")
@click.option("--seed", type=click.IntRange(min=0), help="The seed of an earlier draw.")
@json_option
@pass_app
def sample_command(
    app: App, what: str, service: str | None, size: int | None, seed: int | None, as_json: bool
) -> None:
    """Draw a sample."""
    from qms.audit.sampling import sample_plans

    sample = sample_plans(app.workspace, service, size=size, seed=seed)
    if as_json:
        print_json({"what": what, **_json(sample)})
    else:
        _print(app, sample)


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
    from qms.reports.coverage_forms import service_names
    from qms.reports.tables import print_table, print_text
    from qms.results.places import WITHHELD, place_of, shown_code

    name = service_names(app.workspace.settings).get(sample.service or "", say("service_all"))
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
