"""List what looks personal in files that are to leave the house, and keep what people decide about each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from qms.evidence.beneath_pages import in_beneath, known_as
from qms.evidence.file_types import suffix, suffixes_of
from qms.evidence.finding import find_one
from qms.evidence.identifiers import (
    EMAIL,
    NAME,
    PHONE,
    Identifier,
    OwnContacts,
    identifiers,
    masked,
    own_contacts,
)
from qms.evidence.readings import ReadingCache
from qms.evidence.recognised import PageCache, join_pages
from qms.evidence.telling_names import telling_words
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.model.privacy import UNDECIDED, Choice, Guarded, PrivacyFinding
from qms.state.pack_rows import choices_by_evidence, put_choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from indexer.extract.said import Said
    from qms.evidence.name_list import NameList
    from qms.evidence.readings import Reading
    from qms.model.evidence import Evidence, Unit
    from qms.workspace.workspace import Workspace

PHOTO, PICTURES, TELLING, MARKED, UNSEEN, LIST = (
    "photograph", "pictures_inside", "telling_name", "marked_personal", "not_looked_into", "list_of_persons",
)  # fmt: skip
EARLIER = "found_with_list"
_PLACES = 3  # that are named of each finding
_IMAGES = frozenset(suffixes_of("image"))
_PACKED = frozenset({"zip", "7z", "rar", "tar", "gz"})
"""What is not unpacked: at most the names of what is inside were read."""


class NamesUnreadable(QmsError):
    """Report that the list of names cannot be read as text; `path` is given, nothing of what stands in it."""

    code = "names_unreadable"
    hint = "hint_names"


class NamesInside(QmsError):
    """Refuse a list of names that lies in the workspace, where it would be read and kept; `path` is given."""

    code = "names_inside"
    hint = "hint_names_outside"


class NothingToLocate(UsageProblem):
    """Refuse to have a file redacted in which nothing can be located, a picture or an archive; `path` is given."""

    code = "choice_cannot_redact"
    hint = "hint_on_site"


@dataclass(frozen=True, slots=True)
class Looking:
    """Hold what the guard looks with: names (None: no list), the provider's own contacts, and ways of looking.

    `lists` tells whether the text of a sheet lists persons, `pictures` counts the photographs inside a file's bytes,
    `is_name` tells whether a text is the name of a person and nothing else.
    """

    names: NameList | None
    own: OwnContacts
    lists: Callable[[str], bool]
    pictures: Callable[[Path], int]
    is_name: Callable[[str], bool]


def read_names(path: Path, workspace: Workspace) -> NameList:
    """Return the names of a file outside the workspace, one a line. Raises NamesInside or NamesUnreadable."""
    from qms.evidence.name_list import NameList

    place = path.resolve()
    if any(place.is_relative_to(folder.resolve()) for folder in (workspace.root, workspace.evidence_folder)):
        raise NamesInside(path=path)
    try:
        return NameList(place.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise NamesUnreadable(path=path) from error


def own_of(workspace: Workspace) -> OwnContacts:
    """Return the contacts of the provider and the names of its staff, as `qms.toml` has them."""
    settings = workspace.settings
    texts = list(_texts(settings.answers))
    return own_contacts(
        phones=[settings.organisation.phone, *(text for text in texts if len(text) < 24)],
        emails=[settings.organisation.email, *(text for text in texts if "@" in text and " " not in text)],
        sites=[settings.organisation.website],
        staff=[settings.organisation.name, *(person.name for person in settings.people)],
    )


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def guard(
    workspace: Workspace,
    files: Sequence[Evidence],
    looking: Looking,
    paths: Mapping[str, Path],
    inside: Mapping[str, Sequence[Evidence]],
    beneath: Iterable[Sequence[Said]],
) -> tuple[Guarded, ...]:
    """Return what was found in each file and what was chosen, in their order.

    `paths` are those on disk, by id; `inside` is what is attached to a file and leaves the house with it; `beneath` is
    what each file says where no page shows it. Texts come from the cache of readings; a file that was never read, or
    has no text, is reported as not looked into.
    """
    cache, pages = ReadingCache(workspace.cache), PageCache(workspace.cache)
    with workspace.state.read() as conn:
        chosen = choices_by_evidence(conn)

    def looked(evidence: Evidence, seen: set[tuple[str, str]]) -> tuple[PrivacyFinding, ...]:
        reading = cache.get(evidence.sha256, evidence.path)
        units = whole_units(evidence.sha256, reading, pages) if reading else ()
        return look_at(evidence, units, looking, paths.get(evidence.id), seen)

    found = []
    for evidence, said in zip(files, beneath, strict=True):
        seen: set[tuple[str, str]] = set()
        findings = looked(evidence, seen)
        for part in inside.get(evidence.id, ()):
            findings += tuple(one for one in looked(part, seen) if one not in findings)
        told = {one.kind for one in findings}
        below = in_beneath(said, looking.names, looking.own, looking.is_name, seen)
        findings += tuple(one for one in below if one.kind != UNSEEN or UNSEEN not in told)
        row = chosen.get(evidence.id)
        holds = row is not None and row.sha256 == evidence.sha256
        if row is not None and holds and row.choice == UNDECIDED:
            row = None
            if all(one.own for one in findings):
                findings += (PrivacyFinding(EARLIER, "", 1),)
        found.append(
            Guarded(
                evidence=evidence,
                shown=shown_path(evidence, looking.names),
                findings=findings,
                choice=Choice(row.choice) if row is not None and holds else None,
                because=row.because if row is not None and holds else "",
                by=row.by if row is not None and holds else "",
                stale=row is not None and not holds,
            )
        )
    return tuple(found)


def remember(workspace: Workspace, files: Iterable[Guarded]) -> None:
    """Keep that a list of names found something in files nobody decided about, so that none goes without the list.

    Neither a name nor a place is kept, only that the file is open.
    """
    with workspace.state.read() as conn:
        known = {row.evidence: row.sha256 for row in choices_by_evidence(conn).values()}
    fresh = [
        one.evidence
        for one in files
        if one.is_open
        and any(finding.kind in {NAME, TELLING} for finding in one.personal)
        and known.get(one.evidence.id) != one.evidence.sha256
    ]
    if not fresh:
        return
    with workspace.state.write(workspace.actor.id) as change:
        for evidence in fresh:
            put_choice(change.conn, evidence.id, UNDECIDED, evidence.sha256, "", change.actor, change.at)
            change.log("pack.found", evidence.id)


def whole_units(sha256: str, reading: Reading, pages: PageCache) -> tuple[Unit, ...]:
    """Return the text of a file with the pages that recognition read."""
    found = {number: page for number in reading.wants_ocr if (page := pages.get(sha256, number)) is not None}
    return join_pages(reading, found).units if found else reading.units


def look_at(
    evidence: Evidence,
    units: Sequence[Unit],
    looking: Looking,
    path: Path | None,
    seen: set[tuple[str, str]],
) -> tuple[PrivacyFinding, ...]:
    """Return what looks personal in one file: its text, its name, its pictures and what the register says.

    What stands in its text is added to `seen`.
    """
    found = [PrivacyFinding(MARKED, "", 1)] if evidence.personal_data else []
    found += _telling(evidence, looking.names)
    found += in_units(units, looking.names, looking.own, seen)
    sheets = [unit for unit in units if unit.kind == "sheet" and looking.lists(unit.text)]
    if sheets:
        found.append(PrivacyFinding(LIST, "", len(sheets), tuple(_place(u) for u in sheets[:_PLACES])))
    if suffix(evidence.path) in _IMAGES:
        found.append(PrivacyFinding(PHOTO, "", 1))
    elif path is not None and evidence.problem is None and (inside := looking.pictures(path)):
        found.append(PrivacyFinding(PICTURES, "", inside))
    picture = suffix(evidence.path) in _IMAGES
    if evidence.problem != "empty" and ((not units and not picture) or suffix(evidence.path) in _PACKED):
        found.append(PrivacyFinding(UNSEEN, "", 1))
    elif evidence.ocr_waiting and not picture:
        found.append(PrivacyFinding(UNSEEN, "", evidence.ocr_waiting))
    return tuple(found)


def in_units(
    units: Sequence[Unit], names: NameList | None, own: OwnContacts, seen: set[tuple[str, str]]
) -> list[PrivacyFinding]:
    """Return what identifies persons in a text, masked, each with its number and first places; adds to `seen`."""
    counted: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    labels: set[str] = set()
    for unit in units:
        found = in_unit(unit, names)
        if unit.label and unit.label not in labels:
            # A label may be a bookmark or the name of a sheet, which no text repeats.
            labels.add(unit.label)
            found += identifiers(unit.label, names)
        for one in found:
            # Nothing but the masked form leaves this function.
            seen.add(known_as(one))
            counted[one.kind, masked(one.words), own.holds(one)].append(_place(unit))
    return [
        PrivacyFinding(kind, shown, len(places), tuple(dict.fromkeys(places))[:_PLACES], is_own)
        for (kind, shown, is_own), places in counted.items()
    ]


def in_unit(unit: Unit, names: NameList | None) -> list[Identifier]:
    """Return what identifies a person in the text of a unit; in cells also numbers that lost their zero."""
    return identifiers(unit.text, names, cells=unit.kind == "sheet")


def personal_words(text: str, names: NameList | None, own: OwnContacts) -> list[Identifier]:
    """Return what identifies a person in a text and is not the provider's own."""
    return [one for one in identifiers(text, names) if not own.holds(one)]


def _telling(evidence: Evidence, names: NameList | None) -> list[PrivacyFinding]:
    """Return what the name of a file (or its folders) tells: of an illness, of a complaint by someone, of a person."""
    readable = _readable(evidence.path)
    found = [PrivacyFinding(TELLING, word, 1) for word in telling_words(readable)]
    named = [masked(one.words) for one in identifiers(readable, names) if one.kind not in {PHONE, EMAIL}]
    return found + [PrivacyFinding(TELLING, shown, 1) for shown in dict.fromkeys(named)]


def _readable(path: str) -> str:
    stem = str(PurePosixPath(path).with_suffix(""))
    return re.sub(r"[_/\\]+|(?<=\w)-(?=\w)", " ", stem)


def shown_path(evidence: Evidence, names: NameList | None) -> str:
    """Return the path as it may be printed: words of it that stand in the list of names are masked."""
    if names is None:
        return evidence.path
    text, at = "", 0
    # What separates words in file names is no part of a word, and stays one sign wide.
    plain = re.sub(r"[_/\\-]", " ", evidence.path)
    for start, end in names.find(plain):
        text += evidence.path[at:start] + masked(evidence.path[start:end])
        at = end
    return text + evidence.path[at:]


def tells_name(path: str, names: NameList | None) -> bool:
    """Tell whether the name of a file tells of a person, so that a pack must not show it."""
    readable = _readable(path)
    return bool(telling_words(readable)) or any(
        one.kind not in {PHONE, EMAIL} for one in identifiers(readable, names)
    )


def choose(
    workspace: Workspace, files: Sequence[str], choice: Choice, because: str, seen: str | None = None
) -> list[str]:
    """Keep what becomes of files in packs, at their present bytes, and return their paths.

    `seen` is how the one file stood when somebody decided (`standing_of_choice`). Raises UnknownEvidence,
    AmbiguousEvidence, NothingToLocate or ChangedMeanwhile; nothing is kept then.
    """
    with workspace.state.write(workspace.actor.id) as change:
        rows = [find_one(change.conn, name) for name in files]
        if seen is not None:
            chosen = choices_by_evidence(change.conn)
            if any(_standing(row.sha256, chosen.get(row.id)) != seen for row in rows):
                raise ChangedMeanwhile(subject=", ".join(files))
        for row in rows:
            if choice is Choice.REDACTED and suffix(row.path) in _IMAGES | _PACKED:
                raise NothingToLocate(path=row.path)
        for row in rows:
            put_choice(change.conn, row.id, choice.value, row.sha256, because, change.actor, change.at)
            change.log("pack.chosen", row.id, choice=choice.value)
    return [row.path for row in rows]


def standing_of_choice(workspace: Workspace, evidence: Iterable[Evidence]) -> dict[str, str]:
    """Return by id what changes when a file does or when somebody decides about it, for a form that is sent back."""
    with workspace.state.read() as conn:
        chosen = choices_by_evidence(conn)
    return {one.id: _standing(one.sha256, chosen.get(one.id)) for one in evidence}


def _standing(sha256: str, row: Any) -> str:
    return f"{sha256}:{row.at}:{row.choice}" if row is not None else f"{sha256}::"


def _place(unit: Unit) -> str:
    """Return where a unit stands: the number of a page, else its kind and number, since a label may be telling."""
    return f"{unit.kind} {unit.number}"
