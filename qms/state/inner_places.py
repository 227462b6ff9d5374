"""Say where an attachment stands in the register: inside its container, unless a file is really called so."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.tables import evidence

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def place_inside(
    conn: Connection, ident: str, raw: bytes, path: str, *, taken: bool = False
) -> dict[str, Any]:
    """Return where an attachment stands, told apart from a file that is really called so, or comes now (`taken`)."""
    other = sa.select(evidence.c.id).where((evidence.c.raw == raw) & (evidence.c.id != ident))
    if taken or conn.execute(other).first() is not None:
        suffix = PurePath(path).suffix  # which chooses the reader
        raw, path = b"\x00inner/" + ident.encode(), f"{path.removesuffix(suffix)} ({ident}){suffix}"
    return {"raw": raw, "path": path}
