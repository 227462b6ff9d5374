"""Print, count and report surveys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import LANGUAGE
from qms.locale.sentences import say
from qms.locale.translator import current

if TYPE_CHECKING:
    from qms.model.register import Registers
    from qms.results.surveys import Survey

YEAR = click.IntRange(1990, 2100)


@click.group(
    cls=Group,
    help="Print, count and report surveys.",
    epilog="qms survey template users\nqms survey count users",
)
def survey_command() -> None:
    """Group the commands of surveys."""


@survey_command.command(
    "list",
    help="List the surveys, whom they ask and the indicators they serve.",
    epilog="qms survey list --json",
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print all surveys."""
    from rich.text import Text

    from qms.reports.tables import print_text
    from qms.results.surveys import choice_word, load_surveys

    framework = app.framework.id
    surveys = load_surveys().values()
    if as_json:
        print_json({"surveys": [survey_row(survey, framework) for survey in surveys]})
        return
    for survey in surveys:
        line = Text(survey.name, style="bold cyan")
        line.append(f"  {survey.book_titles[current()]}", style="not bold default")
        print_text(line)
        groups = [choice_word("groups", group, current()) for group in survey.groups]
        print_text(say("survey_asks", {"groups": groups, "count": len(survey.questions)}), indent=3)
        refs = survey.serves.get(framework, ())
        if refs:
            print_text(say("survey_serves", {"refs": ", ".join(refs)}), indent=3)


def survey_row(survey: Survey, framework: str) -> dict[str, Any]:
    """Return one survey as the contract has it."""
    return {
        "name": survey.name,
        "titles": dict(survey.book_titles),
        "groups": list(survey.groups),
        "anonymous": survey.anonymous,
        "easy": survey.easy,
        "serves": list(survey.serves.get(framework, ())),
        "questions": [
            {
                "key": question.key,
                "texts": dict(question.text),
                "answers": list(question.scale.tokens) if question.scale else None,
                "serves": list(question.serves.get(framework, ())),
            }
            for question in (*survey.questions, *survey.open)
        ],
    }


@survey_command.command(
    "template",
    help="Write the form of a survey to print, and the sheet in which its answers are counted. The form goes into "
    "documents, the counting sheet into the evidence folder. A file that is there is never written over.",
    epilog="qms survey template users\nqms survey template brukere --give-to 'Kari, rom 2'\n"
    "qms survey template staff --lang lt -o ~/Desktop",
)
@click.argument("name")
@click.option(
    "--language", "--lang", type=LANGUAGE, help="The language of form and sheet (default: of the workspace)."
)
@click.option("--give-to", metavar="TEXT", default="", help="Whom to give the form to, printed at its end.")
@click.option(
    "--anonymous/--not-anonymous",
    default=None,
    help="Say on the form that it is anonymous or not (default: as the survey is meant).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another folder for both files.",
)
@pass_app
def template_command(
    app: App, name: str, language: str | None, give_to: str, anonymous: bool | None, output: Path | None
) -> None:
    """Write form and counting sheet and tell where they are."""
    from qms.reports.tables import print_text
    from qms.reports.workbooks import write_book
    from qms.results.definitions import load_books
    from qms.results.handout import put_into, workspace_lists
    from qms.results.survey_forms import survey_form
    from qms.results.surveys import find_survey

    survey = find_survey(name)
    workspace = app.workspace
    settings = workspace.settings
    chosen = language or app.lang or settings.language
    form = survey_form(
        survey.name,
        chosen,
        organisation=settings.organisation.name,
        country=settings.organisation.country,
        give_to=give_to,
        anonymous=anonymous,
    )
    sheet = write_book(load_books()[survey.book], chosen, lists=workspace_lists(settings))
    if output is None:
        workspace.documents.mkdir(parents=True, exist_ok=True)
    kept = put_into(output or workspace.evidence_folder, survey.book_titles[chosen], sheet)
    printed = put_into(output or workspace.documents, survey.titles[chosen], form, ".docx")
    print_text(say("survey_form_written", {"path": printed}))
    print_text(say("survey_sheet_written", {"path": kept}))
    inside = kept.resolve().is_relative_to(workspace.evidence_folder.resolve())
    print_text(say("survey_next" if inside else "survey_next_elsewhere", {"name": survey.name}))


@survey_command.command(
    "count",
    help="Count the answers of surveys: who was asked and answered, and every question with the year before.",
    epilog="qms survey count\nqms survey count users --year 2025\nqms survey count users --service day --json",
)
@click.argument("name", required=False)
@click.option("--year", type=YEAR, help="The year to count (default: the newest with a round).")
@click.option("--service", metavar="ID", help="Only this service in scope.")
@json_option
@pass_app
def count_command(app: App, name: str | None, year: int | None, service: str | None, as_json: bool) -> None:
    """Print facts and tallies."""
    from qms.commands.survey_printing import count_json, print_count
    from qms.evidence.services import check_services
    from qms.reports.tables import print_text
    from qms.results.store import load_registers
    from qms.results.survey_counts import survey_years
    from qms.results.surveys import find_survey, load_surveys

    surveys = [find_survey(name)] if name else list(load_surveys().values())
    workspace = app.workspace
    check_services(workspace, [service] if service else [])
    registers = load_registers(workspace)
    chosen = [
        (survey, shown)
        for survey in surveys
        if (shown := _year(registers, survey, year, named=bool(name))) is not None
    ]
    if as_json:
        print_json({"surveys": [count_json(registers, one, shown, service) for one, shown in chosen]})
        return
    if not chosen:
        held = name and survey_years(registers, surveys[0].name)
        code = "survey_none_of" if name and not held else "survey_none"
        print_text(say(code, {"survey": surveys[0].book_titles[current()]}))
    for place, (survey, shown) in enumerate(chosen):
        if place:
            print_text("")
        print_count(registers, survey, shown, service, workspace.settings)


def _year(registers: Registers, survey: Survey, year: int | None, *, named: bool) -> int | None:
    """Return the year to show of a survey, None when it was not held then; raises NoSuchRound for a named one."""
    from qms.results.survey_counts import survey_years
    from qms.results.survey_reports import NoSuchRound

    years = survey_years(registers, survey.name)
    if year is None:
        return years[-1] if years else None
    if year in years:
        return year
    if named:
        raise NoSuchRound(survey=survey.book_titles[current()], year=year, years=list(years))
    return None


@survey_command.command(
    "report",
    help="Write a report on a survey in one year as a Word file: who was asked, a chart, every question with the year "
    "before, and what people wrote. A file that is there is never written over.",
    epilog="qms survey report users --year 2025 -o users-2025.docx\n"
    "qms survey report users --year 2025 --public --lang nb -o brukere-2025.docx",
)
@click.argument("name")
@click.option("--year", type=YEAR, required=True, help="The year to report on.")
@click.option(
    "--public", is_flag=True, help="Leave out small counts, what would tell them, and people's own words."
)
@click.option(
    "--language", "--lang", type=LANGUAGE, help="The language of the report (default: of the workspace)."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@pass_app
def report_command(app: App, name: str, year: int, public: bool, language: str | None, output: Path) -> None:
    """Write a report and tell where it is."""
    from qms.reports.tables import print_text
    from qms.results.handout import put_at
    from qms.results.store import load_registers
    from qms.results.survey_reports import survey_report
    from qms.results.surveys import find_survey

    survey = find_survey(name)
    workspace = app.workspace
    organisation = workspace.settings.organisation
    data = survey_report(
        load_registers(workspace),
        survey.name,
        year,
        language or app.lang or workspace.settings.language,
        organisation=organisation.name,
        country=organisation.country,
        services=workspace.settings.service_names,
        public=public,
    )
    put_at(output, data)
    print_text(say("survey_report_written", {"path": output}))
    print_text(say("survey_report_public" if public else "survey_report_inside"))
