"""Compare two frozen states: indicators, links, files, documents, levels, findings, actions, statements, registers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.model.reasons import Reason
from qms.model.snapshot import (
    Difference,
    DocumentChange,
    FileChange,
    IndicatorChange,
    LevelChange,
    LinkChange,
    RecordChange,
    StatementChange,
)
from qms.model.words import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qms.audit.snapshot_content import Content

Json = dict[str, Any]
_LINK_FACTS = (
    "kinds",
    "services",
    "date_from",
    "date_to",
    "date_assumed",
    "note",
    "suspect",
    "pins",
    "series",
)
_CONFIRMED = ("confirmed_revision", "confirmed_by", "confirmed_at")
_CLOSED = frozenset({"done", "declined"})


def difference(before: Content, after: Content) -> Difference:
    """Return what changed from one state to another of the same standard; equal states differ in nothing."""
    was, now = before.head, after.head
    gone = _unknown(before, after)
    return Difference(
        as_of_was=was["as_of"],
        as_of_now=now["as_of"],
        indicators=tuple(_indicators(before, after)),
        links=tuple(_links(before.parts, after.parts, gone)),
        files=tuple(_files(before.parts, after.parts, gone)),
        documents=tuple(_documents(was["documents"], now["documents"])),
        levels=tuple(_levels(was["assessment"], now["assessment"])),
        findings=tuple(_findings(was["findings"], now["findings"])),
        actions=tuple(_actions(was["actions"], now["actions"])),
        statements=tuple(_statements(was["statements"], now["statements"])),
        registers=_rows(was["registers"]["tables"], now["registers"]["tables"]),
        settings=tuple(_settings(was["settings"]["files"], now["settings"]["files"])),
        unknown=len(gone),
    )


def _unknown(before: Content, after: Content) -> set[str]:
    """Return the evidence that was forgotten: a head still promises a part that nobody has any more."""
    return {ident for side in (before, after) for ident in side.head["evidence"] if ident not in side.parts}


def _indicators(before: Content, after: Content) -> Iterator[IndicatorChange]:
    old = {entry["ref"]: entry for entry in before.head["coverage"]}
    new = {entry["ref"]: entry for entry in after.head["coverage"]}
    for ref in dict.fromkeys([*new, *old]):
        a, b = old.get(ref), new.get(ref)
        if (a and a["state"]) != (b and b["state"]):
            yield IndicatorChange(
                ref,
                a and a["state"],
                b and b["state"],
                thawed_reason(a, before.parts) if a else None,
                thawed_reason(b, after.parts) if b else None,
            )


def thawed_reason(entry: Json, parts: Mapping[str, Mapping[str, Any]]) -> Reason:
    """Return the reason of a frozen entry, with the path of the file that it speaks of where that is still known."""
    codes = _codes(entry["reason"])
    proofs = [ident for cell in entry["cells"] if cell["reason"] in codes for ident in cell["proofs"]]
    path = next((str(parts[ident]["path"]) for ident in proofs if ident in parts), None)
    return _reason(entry["reason"], path)


def _codes(frozen: Json) -> set[str]:
    inner = [value for value in frozen["params"].values() if isinstance(value, dict) and "code" in value]
    return {str(frozen["code"])}.union(*map(_codes, inner))


def _reason(frozen: Json, path: str | None) -> Reason:
    params: dict[str, Any] = {} if path is None else {"path": path, "title": path}
    for key, value in frozen["params"].items():
        if key == "kinds":
            params[key] = [EvidenceKind(kind) for kind in value]
        elif isinstance(value, dict) and "code" in value:
            params[key] = _reason(value, path)
        else:
            params[key] = value
    return Reason(frozen["code"], params)


def _links(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]], gone: set[str]
) -> Iterator[LinkChange]:
    a, b = _by_link(old), _by_link(new)
    for key in sorted(a.keys() | b.keys()):
        evidence, framework, indicator = key
        if evidence in gone:
            continue
        path = str((new.get(evidence) or old[evidence])["path"])
        if key not in a:
            yield LinkChange("added", evidence, path, framework, indicator)
        elif key not in b:
            yield LinkChange("removed", evidence, path, framework, indicator)
        else:
            what = tuple(name for name in _LINK_FACTS if a[key].get(name) != b[key].get(name))
            confirmed = any(a[key].get(name) != b[key].get(name) for name in _CONFIRMED)
            if what or confirmed:
                names = what + (("confirmed",) if confirmed else ())
                yield LinkChange("changed", evidence, path, framework, indicator, names)


def _by_link(parts: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str, str], Json]:
    return {
        (ident, str(link["framework"]), str(link["indicator"])): link
        for ident, part in parts.items()
        for link in part["links"]
    }


def _files(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]], gone: set[str]
) -> Iterator[FileChange]:
    vanished = {
        str(part["sha256"]): str(part["path"])
        for ident, part in old.items()
        if part["size"] and _there(part) and not (ident in new and _there(new[ident]))
    }
    for ident in sorted(old.keys() | new.keys(), key=lambda i: (str((new.get(i) or old[i])["path"]), i)):
        if ident in gone:
            continue
        a, b = old.get(ident), new.get(ident)
        if a is None and b is not None:
            yield FileChange("added", ident, str(b["path"]), vanished.get(str(b["sha256"]), ""))
        elif a is not None and b is None:
            yield FileChange("gone", ident, str(a["path"]))
        elif a is not None and b is not None:
            yield from _file(ident, a, b)


def _there(part: Mapping[str, Any]) -> bool:
    return bool(part["status"] != "missing")


def _file(ident: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[FileChange]:
    path, was = str(b["path"]), str(a["path"])
    if _there(a) and not _there(b):
        yield FileChange("vanished", ident, path)
        return
    if not _there(a) and _there(b):
        yield FileChange("back", ident, path)
    if path != was:
        yield FileChange("moved", ident, path, was)
    if a["sha256"] != b["sha256"]:
        yield FileChange("changed", ident, path)


def _documents(old: list[Json], new: list[Json]) -> Iterator[DocumentChange]:
    a, b = ({item["id"]: item for item in side} for side in (old, new))
    for ident in sorted(a.keys() | b.keys(), key=lambda i: (str((b.get(i) or a[i])["slug"]), i)):
        before, after = a.get(ident), b.get(ident)
        last_was = before["versions"][-1] if before and before["versions"] else None
        last_now = after["versions"][-1] if after and after["versions"] else None
        if (before and before["versions"]) == (after and after["versions"]):
            continue
        shown = after or before or {}
        yield DocumentChange(
            document=ident,
            slug=_address(shown),
            language=str(shown["language"]),
            was=last_was and int(last_was["number"]),
            now=last_now and int(last_now["number"]),
            status_was=last_was and str(last_was["status"]),
            status_now=last_now and str(last_now["status"]),
        )


def _address(item: Json) -> str:
    instance = f"@{item['instance']}" if item["instance"] else ""
    return f"{item['slug']}{instance}" + (f"#{item['part']}" if item["part"] else "")


def _levels(old: Json | None, new: Json | None) -> Iterator[LevelChange]:
    a, b = _by_scale(old), _by_scale(new)
    for criterion, perspective, service in dict.fromkeys([*b, *a]):
        key = (criterion, perspective, service)
        # A service that does not differ has the level of the organisation.
        whole = (criterion, perspective, None)
        was, now = a.get(key, a.get(whole)), b.get(key, b.get(whole))
        if was != now:
            yield LevelChange(criterion, perspective, service, was, now)


def _by_scale(assessment: Json | None) -> dict[tuple[str, str, str | None], int | None]:
    found: dict[tuple[str, str, str | None], int | None] = {}
    for scale in (assessment or {}).get("scales", []):
        found[scale["criterion"], scale["perspective"], None] = scale["level"]
        for service, level in scale["services"].items():
            found[scale["criterion"], scale["perspective"], service] = level
    return found


def _findings(old: list[Json], new: list[Json]) -> Iterator[RecordChange]:
    for a, b in _pairs(old, new):
        if b is None and a is not None:
            yield RecordChange("gone", a["id"], a["number"], a["status"])
        elif a is None and b is not None:
            yield RecordChange("new", b["id"], b["number"], "", b["status"])
        elif a is not None and b is not None and a != b:
            change = "changed"
            if b["status"] in _CLOSED and a["status"] not in _CLOSED:
                change = "closed"
            elif a["status"] in _CLOSED and b["status"] not in _CLOSED:
                change = "reopened"
            yield RecordChange(change, b["id"], b["number"], a["status"], b["status"])


def _actions(old: list[Json], new: list[Json]) -> Iterator[RecordChange]:
    for a, b in _pairs(old, new):
        if b is None and a is not None:
            yield RecordChange("gone", a["id"], a["number"], _stage(a))
        elif a is None and b is not None:
            yield RecordChange("new", b["id"], b["number"], "", _stage(b))
        elif a is not None and b is not None and a != b:
            was, now = _stage(a), _stage(b)
            moved = {"done": "done", "dropped": "dropped", "checked": "checked", "open": "reopened"}[now]
            yield RecordChange(moved if was != now else "changed", b["id"], b["number"], was, now)


def _stage(action: Json) -> str:
    if action["dropped_on"]:
        return "dropped"
    if action["effect"]:
        return "checked"
    return "done" if action["done_on"] else "open"


def _pairs(old: list[Json], new: list[Json]) -> Iterator[tuple[Json | None, Json | None]]:
    a, b = ({item["id"]: item for item in side} for side in (old, new))
    for ident in dict.fromkeys([*a, *b]):
        yield a.get(ident), b.get(ident)


def _statements(old: list[Json], new: list[Json]) -> Iterator[StatementChange]:
    a, b = (
        {(s["indicator"], s["service"]): s for s in side} for side in (old, new)
    )  # the newest stands last
    for indicator, service in dict.fromkeys([*a, *b]):
        was, now = a.get((indicator, service)), b.get((indicator, service))
        if was != now:
            numbers = [int(side["number"]) if side else 0 for side in (was, now)]
            yield StatementChange(indicator, service, *numbers)


def _rows(old: Mapping[str, int], new: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    tables = sorted(old.keys() | new.keys())
    both = {table: (old.get(table, 0), new.get(table, 0)) for table in tables}
    return {table: counts for table, counts in both.items() if counts[0] != counts[1]}


def _settings(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
