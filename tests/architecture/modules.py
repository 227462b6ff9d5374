"""Read the modules of the program as syntax trees: what they import, define and document."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """Hold one module: its path below the checkout, dotted name, text and tree."""

    path: str
    name: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """Return the room of qms that it stands in, such as `coverage`, or the module of its own."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else parts[0]

    def imports(self) -> Iterator[tuple[str, int]]:
        """Return every module that is imported anywhere, with the line; `from a import b` gives `a.b`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = node.module or ""
                if node.level:
                    parents = self.name.split(".")[: -node.level]
                    base = ".".join([*parents, base] if base else parents)
                yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)
            elif _loads_by_name(node):
                assert isinstance(node, ast.Call)
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    yield str(argument.value), node.lineno

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Return every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _loads_by_name(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in {"import_module", "__import__"}


@cache
def modules() -> tuple[Module, ...]:
    """Return cli, qms and indexer."""
    paths = [CHECKOUT / "cli.py"]
    for package in ("qms", "indexer"):
        paths += sorted((CHECKOUT / package).rglob("*.py"))
    return tuple(_read(p) for p in paths)


def _read(path: Path) -> Module:
    relative = path.relative_to(CHECKOUT)
    parts = list(relative.with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    text = path.read_text(encoding="utf-8")
    return Module(relative.as_posix(), ".".join(parts), text, ast.parse(text))
