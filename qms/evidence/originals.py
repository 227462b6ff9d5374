"""Tell where the bytes of an evidence come from: a file on disk, or one that it is attached to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.workspace.tree import below

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from qms.state.evidence_rows import KnownFile
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Source:
    """Hold where the bytes of an evidence come from: a path on disk, and what to take out of it for an attachment.

    `outer` is the evidence that lies at the path: the same one, or what holds it, at whatever depth.
    """

    known: KnownFile
    path: Path
    outer: KnownFile


def source_of(workspace: Workspace, known: Mapping[str, KnownFile], ident: str) -> Source:
    """Return the source of an evidence; `known` holds it and all that it lies in, by id."""
    own = outer = known[ident]
    while outer.container is not None:
        outer = known[outer.container]
    return Source(own, below(workspace.evidence_folder, outer.raw), outer)
