"""Say where approved versions lie: documents/archive/SLUG/vN/, under the name of the working copy."""

from __future__ import annotations

from pathlib import PurePosixPath

WORD = ".docx"
ARCHIVE = "archive"
"""The folder of approved versions below `documents/`."""


def archive_name(slug: str, number: int, working_copy: str, ending: str | None) -> PurePosixPath:
    """Return the path of an approved version below `documents/`; `working_copy` is the document's path now.

    `ending` is that of the version, which was adopted as a PDF perhaps; None: a Word file.
    """
    name = PurePosixPath(working_copy).with_suffix(ending or WORD).name
    return PurePosixPath(ARCHIVE, slug, f"v{number}", name)
