"""Verify a workspace: disk, state, fingerprints, index, catalogue, templates and decisions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qms.model.errors import IntegrityDamage
from qms.upkeep.check_decisions import check_catalogue, check_decisions, check_templates
from qms.upkeep.check_evidence import check_evidence, check_index
from qms.upkeep.check_state import (
    check_database,
    check_documents,
    check_privacy,
    check_snapshots,
    check_stored,
    check_trail,
)
from qms.upkeep.soundness import CheckFinding, CheckReport, Severity, damage, finding
from qms.workspace.settings import SettingsProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace

_ORDER = {Severity.DAMAGE: 0, Severity.FINDING: 1, Severity.NOTE: 2}


def check(
    workspace: Workspace, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> CheckReport:
    """Look at everything and change nothing; `progress` is told how many files are done, of how many.

    Damage never stops the check of what does not depend on it. Raises StateNewer.
    """
    looked: Counter[str] = Counter()
    found: list[CheckFinding] = [*check_privacy(workspace.root / ".qms")]
    settled = _settings(workspace, found)
    broken = list(check_database(workspace))
    found += broken
    if not broken:
        try:
            found += check_trail(workspace)
            found += check_stored(workspace, looked)
            found += check_documents(workspace, looked)
            found += check_snapshots(workspace, looked)
        except IntegrityDamage as error:
            found.append(damage(error.code, **error.params))
            broken = found
    if settled:
        loaded: dict[str, Framework] = {}
        found += check_catalogue(workspace, loaded)
        found += check_templates(workspace)
        if not broken:
            found += check_evidence(workspace, looked, progress)
            found += check_index(workspace, looked)
            found += check_decisions(workspace, loaded, looked)
    return CheckReport(tuple(sorted(found, key=lambda f: _ORDER[f.severity])), dict(looked))


def _settings(workspace: Workspace, found: list[CheckFinding]) -> bool:
    """Say whether `qms.toml` can be read; every problem in it is a finding."""
    try:
        _ = workspace.settings
    except SettingsProblem as error:
        file = error.params["file"]
        found += [finding("settings_line", file=file, line=i.line, what=i.what) for i in error.issues]
        return False
    return True
