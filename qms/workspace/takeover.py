"""Put a workspace built beside in its place: the old one is kept, and what was forgotten stays forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.state.erase import (
    NOTHING,
    Legacy,
    Traces,
    legacy_of,
    put_tombstone,
    remember_copy,
    scrub_database,
)
from qms.state.files import OWNER_FOLDER
from qms.state.frozen import FrozenStates
from qms.state.objects import Objects
from qms.state.store import open_state
from qms.workspace import clock
from qms.workspace.swap import OWN, free_name, remove_tree, swap_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SYSTEM = "qms"


@dataclass(frozen=True, slots=True)
class Takeover:
    """Hold where the old workspace is kept (None: there was none) and what had been forgotten of the new."""

    aside: Path | None
    forgotten: Traces = NOTHING


def take_over(stage: Path, root: Path, word: str, copies: Iterable[str] = ()) -> Takeover:
    """Move the workspace at `stage/new` to `root`; an old one goes to `<root>.<word>-N` and is remembered.

    Evidence that the old workspace had forgotten is erased from the new one first. The evidence folder stays
    where it is. On failure everything is as it was. Raises OSError or what opening a database raises.
    """
    new, root = stage / "new", root.absolute()
    taken = any((root / name).exists() for name in OWN)
    aside = free_name(root, word) if taken else None
    old = legacy_of(root / ".qms" / "state" / "qms.db")
    known = [*old.copies, *copies, *([str(aside)] if aside else [])]
    forgotten = _pass_on(new / ".qms" / "state", old, known)
    place = aside or stage / "old"
    place.mkdir(mode=OWNER_FOLDER)
    try:
        swap_in(new, root, OWN, place)
    except BaseException:
        place.rmdir()
        raise
    if aside is not None:
        remove_tree(aside / ".qms" / "cache")
    return Takeover(aside, forgotten)


def _pass_on(folder: Path, old: Legacy, copies: Iterable[str]) -> Traces:
    """Erase from the new state what the old one had forgotten, and tell it where copies lie."""
    database = folder / "qms.db"
    traces = scrub_database(database, old.tombstones) if old.tombstones else NOTHING
    texts = Objects(folder / "texts")
    for name in traces.texts:
        texts.drop(name)
    FrozenStates(folder / "snapshots").forget(traces.ids)
    state = open_state(database, clock.now)
    try:
        with state.write(SYSTEM) as change:
            for path in copies:
                remember_copy(change.conn, path, change.at)
            for ident in sorted(traces.ids & set(old.tombstones)):
                put_tombstone(change.conn, ident, *old.tombstones[ident])
                change.log("evidence.forgotten", ident, again=True)
    finally:
        state.close()
    return traces
