"""Build the evidence of the Lithuanian sample provider: `build_lithuania.py TARGET [EARLIER]`.

TARGET receives the files of `evidence_store/lithuania/`; EARLIER, when named, the former versions of some
of them and a file that vanished later.
The same input gives the same bytes: dates in properties and ZIP entries are fixed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import lithuania_ethics
import lithuania_leadership
import lithuania_meetings
import lithuania_quality
import lithuania_results
import lithuania_rights
import lithuania_services
import lithuania_staff
from lithuania_writers import write_all

if TYPE_CHECKING:
    from lithuania_items import Item

VANISHED: list[Item] = [lithuania_leadership.VANISHED]
FILES: list[Item] = [
    *lithuania_leadership.FILES,
    *lithuania_staff.FILES,
    *lithuania_rights.FILES,
    *lithuania_ethics.FILES,
    *lithuania_quality.FILES,
    *lithuania_meetings.FILES,
    *lithuania_services.FILES,
    *lithuania_results.FILES,
]


def build(target: Path, earlier: Path | None = None) -> list[str]:
    """Write all files below `target` and the earlier versions below `earlier`; return the paths written."""
    if earlier is not None:
        write_all(VANISHED, earlier)
    return write_all(FILES, target, earlier)


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:3]]
    if not folders:
        sys.exit("usage: build_lithuania.py TARGET [EARLIER]")
    made = build(folders[0], folders[1] if len(folders) > 1 else None)
    print(f"{len(made)} files")
