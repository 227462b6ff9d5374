"""Build the evidence of the Norwegian sample provider: `build_norway.py TARGET [EARLIER]`.

TARGET receives the files of `evidence_store/norway/`; EARLIER, when named, the former versions of some
of them and a file that vanished later.
The same input gives the same bytes: dates in properties and ZIP entries are fixed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import norway_leadership
import norway_results
import norway_rights
import norway_services
from norway_writers import Item, write_all

VANISHED: list[Item] = [norway_leadership.VANISHED]
FILES: list[Item] = [
    *norway_leadership.FILES,
    *norway_rights.FILES,
    *norway_services.FILES,
    *norway_results.FILES,
]


def build(target: Path, earlier: Path | None = None) -> list[str]:
    """Write all files below `target` and the earlier versions below `earlier`; return the paths written."""
    if earlier is not None:
        write_all(VANISHED, earlier)
    return write_all(FILES, target, earlier)


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:3]]
    if not folders:
        sys.exit("usage: build_norway.py TARGET [EARLIER]")
    made = build(folders[0], folders[1] if len(folders) > 1 else None)
    print(f"{len(made)} files")
