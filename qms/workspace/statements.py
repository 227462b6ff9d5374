"""Cut a TOML text into its statements, and put one in or replace it while all other lines stay as they are.

A parser that writes the whole file back moves comments and blank lines about; here only the lines of one statement
change. tomllib says where a statement ends, tomlkit how a value is written.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

Path = tuple[str, ...]
# Strings are matched so that a # inside one is not taken for a comment.
_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<comment>[ \t]*#[^\n]*)',
    re.DOTALL,
)
_SHORT = 60


class NotHere(Exception):
    """Say that a value cannot be put in: the file lays it out in a way that only a person should change."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold the lines `start` to `end` (0-based, end left out) of a header (no `key`) or a key of `table`.

    `array` marks the header of one table in an array of tables; the keys of such a table are left out.
    """

    start: int
    end: int
    table: Path
    key: Path = ()
    array: bool = False

    @property
    def path(self) -> Path:
        """Return the whole path of what the statement sets."""
        return self.table + self.key


def statements(text: str) -> list[Statement]:
    """Return the statements of a valid TOML text in their order."""
    lines = text.split("\n")
    found: list[Statement] = []
    table: Path | None = ()
    number = 0
    while number < len(lines):
        begun = lines[number].strip()
        end = number + 1
        if begun and not begun.startswith("#"):
            while end < len(lines) and _parsed(lines[number:end]) is None:
                end += 1
            if begun.startswith("["):
                path, array = _descended(_parsed(lines[number:end]))
                table = None if array else path
                found.append(Statement(number, end, path, array=array))
            elif table is not None:
                found.append(Statement(number, end, table, _key("\n".join(lines[number:end]))))
        number = end
    return found


def line_of(found: Sequence[Statement], path: Path) -> int:
    """Return the line (1-based) on which `path` is set, else that of the table around it, else the first."""
    for length in range(len(path), 0, -1):
        for statement in found:
            if statement.path[:length] == path[:length]:
                return statement.start + 1
    return 1


def put(text: str, path: Path, value: Any) -> str:
    """Return `text` with the value at `path` set; raises NotHere."""
    lines, found = text.split("\n"), statements(text)
    for statement in found:
        inside = path[: len(statement.path)] == statement.path
        if statement.array and inside:
            raise NotHere(statement.start + 1)
        if statement.key and statement.path == path:
            return _replaced(lines, statement, value)
        if statement.key and inside:
            return _inside(lines, statement, path[len(statement.path) :], value)
    return _added(lines, found, path, value)


def taken_out(text: str, path: Path) -> str:
    """Return `text` without the value at `path`, comments around it kept; raises NotHere where it has no line."""
    lines, found = text.split("\n"), statements(text)
    for statement in found:
        if statement.key and statement.path == path:
            return _spliced(lines, statement.start, statement.end, [])
        if path[: len(statement.path)] == statement.path and (statement.key or statement.array):
            raise NotHere(statement.start + 1)
    return text


def written(value: Any) -> str:
    """Return a value as TOML: a text of several lines between triple quotes, rows one a line."""
    import tomlkit

    if isinstance(value, str) and "\n" in value:
        quoted = tomlkit.string(value, multiline=True).as_string()
        # The line end after the opening quotes does not belong to the text; tomlkit sets it only before another one.
        return quoted if value.startswith("\n") else f"{quoted[:3]}\n{quoted[3:]}"
    if not isinstance(value, list):
        return str(tomlkit.item(value).as_string())
    items = [_flat(item) for item in value]
    line = f"[{', '.join(items)}]"
    rows = any(isinstance(item, dict) for item in value)
    return line if len(line) <= _SHORT and not rows else "[\n" + "".join(f"  {i},\n" for i in items) + "]"


def dotted(path: Sequence[str]) -> str:
    """Return a path as it is written, with quotes where a part needs them."""
    import tomlkit

    return ".".join(tomlkit.key(part).as_string() for part in path)


def _parsed(lines: Sequence[str]) -> dict[str, Any] | None:
    try:
        return tomllib.loads("\n".join(lines) + "\n")
    except tomllib.TOMLDecodeError:
        return None


def _descended(data: Any) -> tuple[Path, bool]:
    path: list[str] = []
    while isinstance(data, dict) and data:
        name, data = next(iter(data.items()))
        path.append(name)
    return tuple(path), isinstance(data, list)


def _key(text: str) -> Path:
    """Return the (perhaps dotted) key; an = inside quotes is not the one that ends it."""
    return _descended(_parsed([text[: _equals(text)] + "= 0"]))[0]


def _equals(text: str) -> int:
    cut = text.find("=")
    while 0 <= cut < len(text) and _parsed([text[:cut] + "= 0"]) is None:
        cut = text.find("=", cut + 1)
    return cut


def _replaced(lines: list[str], statement: Statement, value: Any) -> str:
    """Put a new value behind the old key; a comment behind it stays there, one between its lines moves above."""
    old = "\n".join(lines[statement.start : statement.end])
    cut = _equals(old) + 1
    comments = [m["comment"].rstrip() for m in _COMMENT.finditer(old, cut) if m["comment"]]
    new = f"{old[:cut]} {written(value)}"
    if statement.end - statement.start == 1:
        above, behind = [], "".join(comments)
    else:
        above, behind = [comment.strip() for comment in comments], ""
    return _spliced(lines, statement.start, statement.end, [*above, new + behind])


def _inside(lines: list[str], statement: Statement, rest: Path, value: Any) -> str:
    """Set a value in an inline table."""
    import tomlkit

    document = tomlkit.parse("\n".join(lines[statement.start : statement.end]))
    node: Any = document
    for name in (*statement.key, *rest[:-1]):
        node = node.setdefault(name, tomlkit.inline_table()) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise NotHere(statement.start + 1)
    flat = tomlkit.parse(f"x = {_flat(value)}")["x"]
    node[rest[-1]] = flat
    return _spliced(lines, statement.start, statement.end, [tomlkit.dumps(document)])


def _flat(value: Any) -> str:
    """Return a value as TOML on one line."""
    import tomlkit

    if isinstance(value, dict):
        return "{" + ", ".join(f"{dotted([key])} = {_flat(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flat(item) for item in value) + "]"
    return str(tomlkit.item(value).as_string())


def _added(lines: list[str], found: Sequence[Statement], path: Path, value: Any) -> str:
    """Add a key behind the last one of its table, or a new table behind its neighbours."""
    table, name = path[:-1], path[-1:]
    shown = written(value)
    if not table:
        # Before the first header: behind the last key of the top, else above everything.
        at = max((s.end for s in found if s.key and not s.table), default=0)
        return _spliced(lines, at, at, [f"{dotted(name)} = {shown}"])
    for statement in reversed(found):
        # A table that dotted keys have opened cannot be opened again by a header.
        if len(statement.table) < len(table) < len(statement.path) and statement.path[: len(table)] == table:
            key = dotted(path[len(statement.table) :])
            return _spliced(lines, statement.end, statement.end, [f"{key} = {shown}"])
    for index, statement in enumerate(found):
        if not statement.key and not statement.array and statement.table == table:
            at = _section_end(lines, found, index)
            return _spliced(lines, at, at, [f"{dotted(name)} = {shown}"])
    at = _home(lines, found, table)
    before = [""] if at and lines[at - 1].strip() else []
    after = [""] if at < len(lines) and lines[at].strip() else []
    return _spliced(lines, at, at, [*before, f"[{dotted(table)}]", f"{dotted(name)} = {shown}", *after])


def _home(lines: list[str], found: Sequence[Statement], table: Path) -> int:
    """Return the line for a new table: behind the nearest relative, else at the end."""
    for length in range(len(table) - 1, 0, -1):
        near = [n for n, s in enumerate(found) if not s.key and s.table[:length] == table[:length]]
        if near:
            return _section_end(lines, found, near[-1])
    return end_of(lines)


def _section_end(lines: list[str], found: Sequence[Statement], header: int) -> int:
    """Return the line behind a table's last key, and behind comments right below it that no header follows."""
    last, until = found[header], len(lines)
    for statement in found[header + 1 :]:
        if not statement.key:
            until = statement.start
            break
        last = statement
    if last.array:
        # The keys of an array of tables are not listed; what stands in it is read as a text of its own.
        body = "\n".join(lines[last.end : until])
        return last.end + max((statement.end for statement in statements(body)), default=0)
    end = last.end
    while end < until and lines[end].strip():
        end += 1
    return end if end < until or until == len(lines) else last.end


def end_of(lines: Sequence[str]) -> int:
    """Return the line behind the last one that is not blank."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _spliced(lines: list[str], start: int, end: int, new: list[str]) -> str:
    text = "\n".join([*lines[:start], *new, *lines[end:]])
    return text if text.endswith("\n") else text + "\n"
