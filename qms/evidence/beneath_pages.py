"""Look for what is personal where no page of a file shows it: properties, deleted text, links, fields, labels."""

from __future__ import annotations

import os
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from indexer.extract.said import AUTHOR, BINARY, LOCATION, PROPERTIES, TRACKED, UNSEEN, Said
from indexer.text import fold, normalise
from qms.evidence.identifiers import CERTAIN, EMAIL, NAME, Identifier, digits, identifiers, masked
from qms.model.privacy import PrivacyFinding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from indexer.extract.pool import Extractor
    from qms.evidence.identifiers import OwnContacts
    from qms.evidence.name_list import NameList
    from qms.state.evidence_rows import KnownFile
    from qms.workspace.workspace import Workspace

NOTES = {TRACKED: "tracked_changes", LOCATION: "location", UNSEEN: "not_looked_into"}
_AUTHOR = "author"
_SECONDS = 30.0  # for one file
_TOGETHER = 32  # files whose texts are held at once
_PROGRAMS = frozenset(
    (
        "microsoft", "office", "user", "windows", "adobe", "acrobat", "libreoffice", "openoffice", "admin", "canon",
        "administrator", "ricoh", "konica", "minolta", "xerox", "scanner", "writer", "excel", "word", "powerpoint",
        "unknown", "author", "bruker", "gjest", "guest", "default", "apple", "mac", "google", "chrome",
    )
)  # fmt: skip
"""Words of what programs write where the name of an author belongs."""


def look_beneath(workspace: Workspace, sources: Sequence[tuple[KnownFile, Path]]) -> Iterator[Sequence[Said]]:
    """Yield what each file says beside its pages, in order; workers look, since bytes may be hostile.

    `sources` are files of the register with the path on disk, which is that of the container for an attachment.
    """
    if not sources:
        return
    from indexer.extract.pool import Extractor
    from qms.evidence.tools import workspace_tools

    with (
        Extractor(timeout=_SECONDS, tools=workspace_tools(workspace)) as extractor,
        ThreadPoolExecutor(extractor.workers) as threads,
    ):
        for start in range(0, len(sources), _TOGETHER):
            some = sources[start : start + _TOGETHER]
            yield from threads.map(lambda source: _one(extractor, *source), some)


def _one(extractor: Extractor, known: KnownFile, path: Path) -> Sequence[Said]:
    from qms.evidence.extraction import attached_bytes

    name = known.path.rsplit("/", 1)[-1]
    if known.container is None:
        found = extractor.beneath(path, name)
    else:
        data = attached_bytes(known, os.fsencode(path), extractor)
        found = "unreadable" if data is None else extractor.beneath(data, name)
    return (Said(UNSEEN, ""),) if isinstance(found, str) else found


def known_as(found: Identifier) -> tuple[str, str]:
    """Return what was found as it is compared, however it is written: its kind, with digits or plain letters."""
    if found.kind == EMAIL:
        return found.kind, found.words.casefold()
    if found.kind == NAME:
        return found.kind, fold(" ".join(found.words.split()))
    return found.kind, digits(found.words).zfill(11)


def in_beneath(
    said: Iterable[Said],
    names: NameList | None,
    own: OwnContacts,
    is_name: Callable[[str], bool],
    seen: set[tuple[str, str]],
) -> list[PrivacyFinding]:
    """Return what identifies persons beside the pages, masked, without what was `seen` on them, and what to know.

    A person's name as author is a finding of its own, unless it is one of the staff or of a program.
    """
    counted: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for place, raw in said:
        text = normalise(raw)
        if place in NOTES:
            counted.setdefault((NOTES[place], "", False), [])
            continue
        told = PROPERTIES if place in {PROPERTIES, AUTHOR} else "beneath"
        found = [one for one in identifiers(text, names) if known_as(one) not in seen]
        for one in found:
            if place != BINARY or one.kind in CERTAIN:
                seen.add(known_as(one))
                counted[one.kind, masked(one.words), own.holds(one)].append(told)
        if place == AUTHOR and not found and _is_person(text, is_name):
            counted[_AUTHOR, masked(text), own.names_person(text)].append(told)
    return [
        PrivacyFinding(kind, shown, max(1, len(places)), tuple(dict.fromkeys(places)), is_own)
        for (kind, shown, is_own), places in counted.items()
    ]


def is_beneath(finding: PrivacyFinding) -> bool:
    """Tell whether what was found stands where no page shows it, so that a copy of the pages is rid of it."""
    return (
        finding.kind in {_AUTHOR, NOTES[TRACKED], NOTES[LOCATION]}
        or "beneath" in finding.places
        or (PROPERTIES in finding.places)
    )


def _is_person(text: str, is_name: Callable[[str], bool]) -> bool:
    return is_name(" ".join(text.split())) and _PROGRAMS.isdisjoint(fold(text).split())
