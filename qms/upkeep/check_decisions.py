"""Check decisions against settings and standards, and what the provider wrote for catalogue and templates."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.state.decisions import Mention, mentions
from qms.upkeep.soundness import CheckFinding, finding, note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace


def check_catalogue(workspace: Workspace, loaded: dict[str, Framework]) -> Iterator[CheckFinding]:
    """Yield standards and official wording that cannot be read, and put standards that can into `loaded`."""
    from qms.catalogue.official import Official

    for name in workspace.settings.frameworks:
        official = Official(workspace.catalogue, name)
        for language in official.languages:
            try:
                official.wording(language)
            except QmsError as error:
                yield finding(error.code, **error.params)
        try:
            loaded[name] = workspace.load_framework(name)
        except QmsError as error:
            yield finding(error.code, **error.params)


def check_templates(workspace: Workspace) -> Iterator[CheckFinding]:
    """Yield what lint finds in the provider's own templates."""
    if not workspace.templates.is_dir() or not any(workspace.templates.iterdir()):
        return
    from qms.documents.lint import lint_path

    for found in lint_path(workspace.templates):
        make = finding if found.severity == "error" else note
        yield make(
            "template_problem", problem=found.code, file=found.file, line=found.line, details=found.params
        )


def check_decisions(
    workspace: Workspace, loaded: dict[str, Framework], looked: Counter[str]
) -> Iterator[CheckFinding]:
    """Yield decisions that speak of indicators, services or people which do not exist (any more)."""
    with workspace.state.read() as conn:
        found = mentions(conn)
    looked["decisions"] += len(found)
    settings = workspace.settings
    listed = {*settings.frameworks, *loaded}
    unlisted: dict[str, int] = defaultdict(int)
    people = {p.id for p in settings.people}
    for mention in found:
        if mention.framework is not None and mention.framework not in listed:
            unlisted[mention.framework] += 1
        elif mention.framework in loaded and mention.indicator not in loaded[mention.framework].by_ref:
            yield finding("unknown_indicator", **_where(mention), ref=mention.indicator)
        for service in mention.services:
            if service not in settings.service_ids:
                yield finding("unknown_service_in", **_where(mention), service=service)
        if mention.person is not None and mention.person not in people:
            yield finding("unknown_person_in", **_where(mention), person=mention.person)
    for name, count in sorted(unlisted.items()):
        yield note("framework_not_listed", framework=name, count=count)


def _where(mention: Mention) -> dict[str, str | None]:
    return {"table": mention.table, "id": mention.id, "framework": mention.framework}
