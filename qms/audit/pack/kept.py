"""Make a pack that is kept in the workspace, to be fetched again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.audit.pack.making import make_pack
from qms.state.pack_rows import choices_by_evidence
from qms.workspace import clock
from qms.workspace.kept_packs import KeptPack, keep_pack, new_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.audit.pack.making import Made, Wish
    from qms.workspace.workspace import Workspace


def make_kept_pack(workspace: Workspace, wish: Wish, passed: Callable[[str], None]) -> tuple[Made, str]:
    """Make a pack as a ZIP of a name of its own; return what came of it and the name, "" where files are open."""
    target = new_place(workspace)
    made = make_pack(workspace, target, wish, passed)
    if made.open:
        return made, ""
    keep_pack(target, _kept(workspace, target.name, made, wish))
    return made, target.name


def _kept(workspace: Workspace, name: str, made: Made, wish: Wish) -> KeptPack:
    with workspace.state.read() as conn:
        because = {ident: row.because or "" for ident, row in choices_by_evidence(conn).items()}
    return KeptPack(
        name=name,
        by=workspace.actor.id,
        at=clock.now(),
        framework=workspace.framework.id,
        language=wish.language,
        fingerprint=made.fingerprint,
        files=made.files,
        size=made.size,
        sums={choice.value: count for choice, count in (made.counts or {}).items()}
        | {"documents": made.documents},
        inside=made.inside,
        kept_back={
            why: tuple((i, because.get(i, "")) for i in idents) for why, idents in made.kept_back.items()
        },
        personal=made.personal,
        registers=made.registers,
        with_names=wish.names is not None,
    )
