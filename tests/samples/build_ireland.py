"""Write the evidence of the Irish sample provider and the earlier versions that its plan needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import ireland_earlier
import ireland_governance
import ireland_people
import ireland_policies
import ireland_proposals
import ireland_quality
import ireland_registers
import ireland_results_book
import ireland_services
import ireland_staff
import ireland_surveys
import ireland_voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ireland_writers import Source

MODULES = (
    ireland_governance,
    ireland_policies,
    ireland_staff,
    ireland_voice,
    ireland_services,
    ireland_quality,
    ireland_registers,
    ireland_proposals,
    ireland_people,
    ireland_surveys,
    ireland_results_book,
)


def write(target: Path, sources: Iterable[Source]) -> None:
    """Write the files below the target folder; equal sources give equal bytes."""
    for source in sources:
        path = target / source.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.content())


def build(evidence: Path, earlier: Path | None = None) -> None:
    """Write all evidence files and, when a folder is given, the earlier versions."""
    write(evidence, (source for module in MODULES for source in module.SOURCES))
    if earlier is not None:
        write(earlier, ireland_earlier.SOURCES)


if __name__ == "__main__":
    # Arguments: EVIDENCE_FOLDER, then optionally the folder for earlier versions.
    build(*(Path(argument) for argument in sys.argv[1:3]))
