"""Find the one evidence that a person means by an id, a path or a bare file name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from indexer.scan import display_name
from qms.model.errors import QmsError
from qms.state.evidence_rows import KnownFile, find_evidence, known_files

if TYPE_CHECKING:
    from qms.state.store import Connection


class UnknownEvidence(QmsError):
    """Report that the register has no such file; `similar` lists near names."""

    code = "unknown_evidence"

    def hint_code(self) -> str | None:
        """Return the suggestion's code where something similar exists, else advise a sync."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_sync"


class AmbiguousEvidence(QmsError):
    """Report that several files bear the name; `paths` lists them."""

    code = "ambiguous_evidence"
    hint = "hint_whole_path"


def find_one(conn: Connection, name: str) -> Any:
    """Return the row that `name` means; raises UnknownEvidence or AmbiguousEvidence."""
    wanted = display_name(name.encode("utf-8", "surrogateescape"))
    rows = find_evidence(conn, wanted)
    # The display form is unique; the bytes of one name may be the display form of another.
    rows = [row for row in rows if wanted in (row.path, row.id)] or rows
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise AmbiguousEvidence(name=wanted, paths=[row.path for row in rows])
    below = _below_a_folder(conn, wanted)
    if below is not None:
        return below
    paths = [k.path for k in known_files(conn)]
    similar = difflib.get_close_matches(wanted, paths, n=3, cutoff=0.6)
    by_name = {p.rsplit("/", 1)[-1]: p for p in paths}
    similar = similar or [
        by_name[n] for n in difflib.get_close_matches(wanted, list(by_name), n=3, cutoff=0.6)
    ]
    # People remember how a name begins or one word of it.
    similar = similar or [path for path in paths if wanted.casefold() in path.casefold()][:3]
    raise UnknownEvidence(name=wanted, similar=similar)


def _below_a_folder(conn: Connection, wanted: str) -> Any | None:
    """Return the row of a path that a shell completed, which begins above the evidence folder."""
    while "/" in wanted:
        wanted = wanted.partition("/")[2]
        rows = [row for row in find_evidence(conn, wanted) if row.path == wanted]
        if rows:
            return rows[0]
    return None


def known_with_container(conn: Connection, ident: str) -> tuple[KnownFile, KnownFile | None]:
    """Return an evidence as the scan knows it, and its container if it is an attachment."""
    by_id = {k.id: k for k in known_files(conn)}
    known = by_id[ident]
    return known, by_id.get(known.container) if known.container else None
