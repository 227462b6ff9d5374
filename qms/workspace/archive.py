"""Say where approved versions lie: documents/archive/SLUG/vN/, under the name of the working copy."""

from __future__ import annotations

from pathlib import PurePosixPath

ARCHIVE = "archive"
"""The folder of approved versions below `documents/`."""


def archive_name(slug: str, number: int, working_copy: str) -> PurePosixPath:
    """Return the path of an approved version below `documents/`; `working_copy` is the document's path."""
    return PurePosixPath(ARCHIVE, slug, f"v{number}", PurePosixPath(working_copy).name)
