"""Remember what registers prove, so that a look at the map reads no rows again while nothing has changed.

Everything here is derived and lies in the cache, under a key made of all that it was derived from.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.model.coverage import Proof
from qms.model.reasons import Reason
from qms.model.register import BookFile
from qms.model.words import EvidenceKind, State
from qms.resources import data_path
from qms.results.store import reading_mark
from qms.state.files import digest, make_private, write_atomic
from qms.state.register_rows import entry_rows, register_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qms.model.framework import Framework
    from qms.results.conditions import Conditions
    from qms.workspace.workspace import Workspace

KEPT = 8
"""How many answers are kept: people look at the map of today and of an audit day in turn."""


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Hold what registers say for a standard on a day: the files, their proofs, counts and conditions.

    `whole` is False when a file could not be read just now.
    """

    files: tuple[BookFile, ...]
    proofs: tuple[Proof, ...]
    counts: Mapping[str, tuple[Reason, ...]]
    conditions: Conditions
    whole: bool = True


def remembered(
    workspace: Workspace, framework: Framework, around: object, find: Callable[[], RegisterFacts]
) -> RegisterFacts:
    """Return the facts from the cache, else found anew and kept; `around` is all else that they depend on."""
    with workspace.state.read() as conn:
        files = [(f.id, f.path, f.sha256, f.books, f.status) for f in register_files(conn)]
        entries = [(e.id, e.version) for e in entry_rows(conn)]
    settings = workspace.settings
    named = (settings.services, settings.groups, settings.functions, settings.sites, settings.awareness)
    dates = (settings.certified_on, settings.frameworks, settings.languages)
    rules = [(i.ref, i.rule) for i in framework.indicators]
    program = (reading_mark(), _program_mark(), framework.id, framework.edition, rules)
    parts = (program, files, entries, named, dates, around)
    # A name of this form is erased with whatever is forgotten.
    path = workspace.cache / "facts" / f"{digest(repr(parts).encode('utf-8', 'backslashreplace'))}.json"
    try:
        return _facts(json.loads(path.read_bytes()))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        facts = find()
        if facts.whole:
            # A cache that cannot be written, or that another look cleans at the same time, fails no look.
            with suppress(OSError):
                _keep(path, facts)
        return facts


def _program_mark() -> str:
    """Return a mark of the code that counts: another version of it may count otherwise."""
    here = Path(__file__).parent
    folders = (here, here.parent / "results", here.parent / "results" / "counts", data_path("templates"))
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        with os.scandir(folder) as entries:
            found += [(e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries if e.is_file()]
    return digest(repr(sorted(found)).encode())[:12]


def _keep(path: Path, facts: RegisterFacts) -> None:
    """Write facts, owner-only, in place of those from before."""
    make_private(path.parent)
    before = sorted(path.parent.glob("*.json"), key=lambda old: old.stat().st_mtime_ns)
    for old in before[: 1 - KEPT]:
        old.unlink(missing_ok=True)
    data = {
        "files": [[f.evidence, f.path, f.books, f.tables, f.rows] for f in facts.files],
        "proofs": [[_plain(getattr(p, name)) for name in _PROOF] for p in facts.proofs],
        "counts": {ref: [_plain(r) for r in reasons] for ref, reasons in facts.counts.items()},
        "conditions": {
            ref: [[service, year, _plain(r)] for (service, year), r in found.items()]
            for ref, found in facts.conditions.items()
        },
    }
    write_atomic(
        path, json.dumps(data, ensure_ascii=False).encode("utf-8", "backslashreplace"), durable=False
    )


_PROOF = tuple(field.name for field in fields(Proof))
_STANDING = _PROOF.index("standing")


def _facts(data: dict[str, Any]) -> RegisterFacts:
    return RegisterFacts(
        files=tuple(
            BookFile(e, p, tuple(books), tuple(tables), rows) for e, p, books, tables, rows in data["files"]
        ),
        proofs=tuple(_proof([_value(v) for v in values]) for values in data["proofs"]),
        counts={ref: tuple(_value(r) for r in reasons) for ref, reasons in data["counts"].items()},
        conditions={
            ref: {(service, year): _value(r) for service, year, r in found}
            for ref, found in data["conditions"].items()
        },
    )


def _proof(values: list[Any]) -> Proof:
    values[_STANDING] = State(values[_STANDING])
    return Proof(*values)


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it: days, kinds and reasons are marked."""
    if isinstance(value, Reason):
        return {"$reason": [value.code, {key: _plain(v) for key, v in value.params.items()}]}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, EvidenceKind):
        return {"$kind": value.value}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_value(v) for v in value)
    if isinstance(value, dict):
        if "$day" in value:
            return date.fromisoformat(value["$day"])
        if "$kind" in value:
            return EvidenceKind(value["$kind"])
        code, params = value["$reason"]
        return Reason(code, {key: _value(v) for key, v in params.items()})
    return value
