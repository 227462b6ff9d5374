"""Change, add and take out the tables of a TOML array such as `[[people]]`, each by its id; other lines stay.

A row is cut out, changed as a text of its own and put back, so that the rules of statements.py hold within it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.workspace.statements import NotHere, dotted, end_of, line_of, put, statements, taken_out, written

if TYPE_CHECKING:
    from collections.abc import Mapping

_END = "# end of the row"
_COMMENT = re.compile(r"[ \t]*#.*")


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the lines of one row (0-based): its header at `start`, its keys from `body` to before `last`.

    The next header, or the end of the text, is at `end`; blank lines and comments may stand before it.
    """

    start: int
    body: int
    last: int
    end: int
    ident: Any


def put_in_row(text: str, name: str, ident: str, key: str, value: Any) -> str:
    """Return `text` with one key of a row set, or without it where `value` is None; raises NotHere."""
    inline = _inline(text, name)
    if inline is not None:
        return put(
            text, (name,), [_with(row, key, value) if row.get("id") == ident else row for row in inline]
        )
    lines, row = text.split("\n"), _row(text, name, ident)
    # A last line of our own: how a text ends is changed by putting something in, how this one ends is not.
    body = "\n".join([*lines[row.body : row.end], _END])
    new = taken_out(body, (key,)) if value is None else put(body, (key,), value)
    new = new.removesuffix(f"\n{_END}\n")
    return "\n".join([*lines[: row.body], *new.split("\n"), *lines[row.end :]])


def add_row(text: str, name: str, values: Mapping[str, Any]) -> str:
    """Return `text` with one more row behind the last of its array, else at the end; raises NotHere."""
    inline = _inline(text, name)
    if inline is not None:
        return put(text, (name,), [*inline, dict(values)])
    lines = text.split("\n")
    rows = _rows(text, name)
    at = rows[-1].last if rows else end_of(lines)
    new = [
        f"[[{dotted((name,))}]]",
        *(f"{dotted((key,))} = {written(value)}" for key, value in values.items()),
    ]
    before = [""] if at and lines[at - 1].strip() else []
    after = [""] if at < len(lines) and lines[at].strip() else []
    return _ended("\n".join([*lines[:at], *before, *new, *after, *lines[at:]]))


def take_out_row(text: str, name: str, ident: str) -> str:
    """Return `text` without a row; comments on lines of their own stay. Raises NotHere."""
    inline = _inline(text, name)
    if inline is not None:
        left = [row for row in inline if row.get("id") != ident]
        return put(text, (name,), left) if left else taken_out(text, (name,))
    lines, row = text.split("\n"), _row(text, name, ident)
    end = row.last
    keys = [s for s in statements("\n".join(lines[row.body : end])) if s.key]
    taken = {n for s in keys for n in range(row.body + s.start, row.body + s.end)}
    kept = [
        line
        for n, line in enumerate(lines[row.start : end], row.start)
        if n not in taken and _COMMENT.match(line)
    ]
    doubled = (
        not kept
        and row.start
        and not lines[row.start - 1].strip()
        and end < len(lines)
        and not lines[end].strip()
    )
    return _ended("\n".join([*lines[: row.start], *kept, *lines[end + bool(doubled) :]]))


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _with(row: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    changed = {**row, key: value}
    return {name: item for name, item in changed.items() if item is not None}


def _inline(text: str, name: str) -> list[dict[str, Any]] | None:
    """Return the rows where they stand behind one key (`people = [{id = "a"}]`), None where they do not."""
    if not any(statement.key and statement.path == (name,) for statement in statements(text)):
        return None
    value = tomllib.loads(text)[name]
    return value if isinstance(value, list) and all(isinstance(row, dict) for row in value) else None


def _row(text: str, name: str, ident: str) -> Row:
    for row in _rows(text, name):
        if row.ident == ident:
            return row
    raise NotHere(line_of(statements(text), (name,)))


def _rows(text: str, name: str) -> list[Row]:
    """Return the rows of an array of tables in their order; each ends where the next header begins."""
    lines, found = text.split("\n"), statements(text)
    headers = [statement for statement in found if not statement.key]
    rows = []
    for number, header in enumerate(headers):
        if not header.array or header.table != (name,):
            continue
        end = headers[number + 1].start if number + 1 < len(headers) else len(lines)
        body = "\n".join(lines[header.end : end])
        last = header.end + max((s.end for s in statements(body)), default=0)
        rows.append(Row(header.start, header.end, last, end, tomllib.loads(body).get("id")))
    return rows
