"""Hand out files so that a browser saves or shows them and never runs what is in them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from flask import send_file

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Response

SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
"""What may be shown in the browser itself; all else is saved."""
_SANDBOX = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox"


def hand_out(content: bytes | Path, name: str, mime: str, *, show: bool = False) -> Response:
    """Return a file as a response: saved under `name`, or shown where `show` asks for it and the type is harmless."""
    inline = show and mime in SHOWN
    source = BytesIO(content) if isinstance(content, bytes) else content
    answer = send_file(source, mime, as_attachment=not inline, download_name=name, etag=False)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    if mime != "application/pdf":  # a browser's own viewer of PDFs does not work in a sandbox
        answer.headers["Content-Security-Policy"] = _SANDBOX
    return answer
