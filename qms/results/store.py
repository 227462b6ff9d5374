"""Hand out all registers: the rows of every recognised spreadsheet, and the entries that were made in the program.

Spreadsheets are the truth and are read in a limited process; what was read from them lies in the cache under their
fingerprint, so that a look at the coverage map parses none. Entries lie in the state.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.model.register import BookFile, Origin, Registers, Row, RowProblem
from qms.model.words import EvidenceStatus
from qms.resources import data_path
from qms.results.plain import from_plain, to_plain
from qms.results.union import Identity, join
from qms.state.files import digest, make_private, write_atomic
from qms.state.register_rows import entry_rows, register_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indexer.extract.pool import Extractor
    from qms.workspace.workspace import Workspace

PASSING = frozenset({"timeout", "unreadable"})
"""Problems of a moment: the file is read again by the next pass."""
MARK = 5
"""Raise it when spreadsheets are read otherwise than before: what lies in the cache is then read again."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Hold what was read from one spreadsheet; origins name neither evidence nor path, since files move.

    `lost` counts by table the rows that could not be read; `problem` says why nothing could.
    """

    books: tuple[str, ...]
    tables: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    identities: Mapping[str, Identity]
    lost: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""


def load_registers(workspace: Workspace) -> Registers:
    """Return all rows by table with their problems; a spreadsheet that the cache lacks is read again.

    A register that cannot be read, or that vanished with rows that stand nowhere else, is told and counts as lost:
    *all* cannot be said any more.
    """
    with workspace.state.read() as conn:
        files, entries = register_files(conn), entry_rows(conn)
    cache, gathered = TableCache(workspace), _Gathered()
    present = [file for file in files if file.status != EvidenceStatus.MISSING.value]
    for file in present:
        gathered.add(file, cache.get(file.sha256, file.path) or _read_again(workspace, cache, file))
    made = tuple(Row(e.table, from_plain(e.cells), Origin(None, "", "", 0, e.id)) for e in entries)
    if made:
        gathered.sources.append(made)
        gathered.identities |= {n: i for n, i in _identities().items() if n not in gathered.identities}
    tables, clashes = join(gathered.sources, gathered.identities)
    for file in files:
        if file.status == EvidenceStatus.MISSING.value and file.books:
            gathered.miss(file, cache.get(file.sha256, file.path), tables)
    return Registers(tables, tuple(gathered.files), (*gathered.told, *clashes), whole=gathered.whole)


@dataclass(slots=True)
class _Gathered:
    """Gather what the spreadsheets hold, one after the other; `whole` is False once one could not be read just now."""

    sources: list[Sequence[Row]] = field(default_factory=list)
    files: list[BookFile] = field(default_factory=list)
    told: list[RowProblem] = field(default_factory=list)
    identities: dict[str, Identity] = field(default_factory=dict)
    whole: bool = True

    def add(self, file: Any, parsed: Parsed | None) -> None:
        """Add a present spreadsheet as it was read, None where that failed."""
        if parsed is None or parsed.problem:
            self.whole = self.whole and parsed is not None
            why = parsed.problem if parsed is not None else file.problem or "unreadable"
            self._lose(file, "register_unread", {"problem": why}, dict.fromkeys(file.books or (), 1))
            return
        rows = tuple(_placed(row, file.id, file.path) for row in parsed.rows)
        problems = tuple(replace(p, path=file.path, evidence=file.id) for p in parsed.problems)
        self.told += problems
        if parsed.books or parsed.lost:
            self.files.append(
                BookFile(file.id, file.path, parsed.books, parsed.tables, len(rows), problems, parsed.lost)
            )
        self.sources.append(rows)
        self.identities |= parsed.identities

    def miss(self, file: Any, parsed: Parsed | None, tables: Mapping[str, tuple[Row, ...]]) -> None:
        """Add what is lost with a spreadsheet that vanished: its rows that stand nowhere else in `tables`."""
        if parsed is None or parsed.problem:
            lost = dict.fromkeys(file.books, 1)
        else:
            # What joining would add is what nobody else says.
            joined, _ = join([*self.sources, parsed.rows], self.identities | dict(parsed.identities))
            more = {name: len(rows) - len(tables.get(name, ())) for name, rows in joined.items()}
            lost = {name: count for name, count in more.items() if count}
        if lost:
            facts = {"since": file.missing_since, "count": sum(lost.values())}
            self._lose(file, "register_gone", facts, lost)

    def _lose(self, file: Any, code: str, params: Mapping[str, Any], lost: Mapping[str, int]) -> None:
        problem = RowProblem(code, params, file.path, "", evidence=file.id)
        self.told.append(problem)
        self.files.append(BookFile(file.id, file.path, tuple(file.books or ()), (), 0, (problem,), lost))


def _placed(row: Row, evidence: str, path: str) -> Row:
    return Row(row.table, row.values, replace(row.origin, evidence=evidence, path=path))


def _read_again(workspace: Workspace, cache: TableCache, file: Any) -> Parsed | None:
    """Read a spreadsheet whose rows the cache lacks, unless it is gone or has other bytes by now."""
    from indexer.extract.pool import Extractor
    from qms.evidence.tools import workspace_tools

    path = Path(os.fsdecode(os.path.join(os.fsencode(workspace.evidence_folder), file.raw)))
    if not path.is_file():
        return None
    with Extractor(workers=1, tools=workspace_tools(workspace)) as extractor:
        return read_spreadsheet(workspace, cache, path, file.sha256, file.path, extractor)


def read_spreadsheet(
    workspace: Workspace, cache: TableCache, path: Path, sha256: str, shown: str, extractor: Extractor
) -> Parsed | None:
    """Read one spreadsheet of the evidence folder, keep what was read, and return it.

    `shown` is its path as people see it. None where it has other bytes than `sha256`, before or after, or where reading
    failed for a reason of the moment; a file that cannot be read at all comes back with its problem.
    """
    from indexer.scan import fingerprint

    try:
        if fingerprint(path) != sha256:
            return None
        parsed = _parsed(workspace, path, shown, extractor)
        if fingerprint(path) != sha256:
            return None
    except OSError:
        return None
    if isinstance(parsed, str):
        if parsed in PASSING:
            return None
        parsed = Parsed((), (), (), (), {}, problem=parsed)
    cache.put(sha256, shown, parsed)
    return parsed


def read_file(workspace: Workspace, path: Path) -> Parsed | str:
    """Read one spreadsheet wherever it lies and keep nothing; return why where it cannot be read."""
    from indexer.extract.pool import Extractor
    from qms.evidence.tools import workspace_tools

    with Extractor(workers=1, tools=workspace_tools(workspace)) as extractor:
        return _parsed(workspace, path, path.name, extractor)


def _parsed(workspace: Workspace, path: Path, shown: str, extractor: Extractor) -> Parsed | str:
    """Read one spreadsheet in the limited process."""
    from indexer.extract.grid import Grid
    from qms.results.definitions import load_books
    from qms.results.known import Known
    from qms.results.tables import read_tables

    grid = extractor.grid(path, name=shown.rsplit("/", 1)[-1])
    if not isinstance(grid, Grid):
        return str(grid)
    read = read_tables(grid, load_books(), Known.of(workspace.settings), shown)
    names = {name: identity for name, identity in _identities().items() if name in read.tables}
    return Parsed(read.books, read.tables, read.rows, read.problems, names, read.lost)


def _identities() -> dict[str, Identity]:
    """Return what tells the rows of each table apart."""
    from qms.results.definitions import load_books

    return {
        table.name: Identity(
            table.identity,
            with_service=table.column(table.identity).people,
            # Where the day of a row never changes, rows of other days are other rows.
            dated=table.dated if table.dated and table.column(table.dated).required else "",
        )
        for book in load_books().values()
        for table in book.tables
        if table.identity
    }


class TableCache:
    """Keep what was read from spreadsheets, by their fingerprint and by all else that reading depends on."""

    def __init__(self, workspace: Workspace) -> None:
        self.folder = workspace.cache / "tables"
        settings = workspace.settings
        named = [
            [(x.id, x.name) for x in group]
            for group in (settings.services, settings.groups, settings.functions, settings.sites)
        ]
        self._around = f"{MARK} {named} {settings.languages} {_definitions_mark()}"

    def get(self, sha256: str, path: str) -> Parsed | None:
        """Return what was read from these bytes under such a name, or None when the cache lacks it."""
        try:
            return _from_json(json.loads(self._path(sha256, path).read_bytes()))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None

    def put(self, sha256: str, path: str, parsed: Parsed) -> None:
        """Keep what was read, owner-only; a cache that cannot be written keeps nothing."""
        text = json.dumps(_to_json(parsed), ensure_ascii=False)
        try:
            make_private(self.folder)
            target = self._path(sha256, path)
            write_atomic(target, text.encode("utf-8", "backslashreplace"), durable=False)
        except OSError:
            return

    def sweep(self, needed: Iterable[str]) -> None:
        """Remove what was read from bytes that no register has any more; `needed` are fingerprints."""
        kept = set(needed)
        for path in self.folder.glob("*.*.json"):
            if path.name.partition(".")[0] not in kept:
                path.unlink(missing_ok=True)

    def _path(self, sha256: str, path: str) -> Path:
        # Forgetting finds it by the fingerprint; the suffix chooses the reader, and the name may speak for a register.
        name = path.rsplit("/", 1)[-1].casefold()
        key = digest(f"{self._around} {name}".encode("utf-8", "backslashreplace"))[:12]
        return self.folder / f"{sha256}.{key}.json"


def reading_mark() -> str:
    """Return a mark that changes when this program reads other registers, or reads them otherwise, than before."""
    return f"{MARK}:{_definitions_mark()}"


def _definitions_mark() -> str:
    """Return a mark of the files that say what registers and surveys look like, without reading them."""
    found: list[tuple[str, int, int]] = []
    for name in ("registers", "surveys"):
        with os.scandir(data_path("templates", name)) as entries:
            found += [(e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries if e.is_file()]
    return digest(repr(sorted(found)).encode())[:12]


def _to_json(parsed: Parsed) -> dict[str, Any]:
    return {
        "books": parsed.books,
        "tables": parsed.tables,
        "rows": [[r.table, r.origin.sheet, r.origin.row, to_plain(r.values)] for r in parsed.rows],
        "problems": [
            asdict(p) | {"path": "", "evidence": None, "params": _params(p.params)} for p in parsed.problems
        ],
        "identities": {name: [i.key, i.with_service, i.dated] for name, i in parsed.identities.items()},
        "lost": dict(parsed.lost),
        "problem": parsed.problem,
    }


def _params(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a sentence as JSON holds them."""
    return {key: list(v) if isinstance(v, tuple) else v for key, v in params.items()}


def _from_json(data: dict[str, Any]) -> Parsed:
    return Parsed(
        books=tuple(data["books"]),
        tables=tuple(data["tables"]),
        rows=tuple(_rows(data["rows"])),
        problems=tuple(RowProblem(**problem) for problem in data["problems"]),
        identities={name: Identity(*found) for name, found in data["identities"].items()},
        lost=data["lost"],
        problem=data["problem"],
    )


def _rows(found: Iterable[list[Any]]) -> Iterable[Row]:
    for table, sheet, number, values in found:
        yield Row(table, from_plain(values), Origin(None, "", sheet, number))
