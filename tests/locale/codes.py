"""Find, by syntax tree, every code that the program may say, with the parameters that it is given."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.architecture.modules import Module, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

LINT = {"Finding", "_finding", "finding", "Problem", "NameProblem", "_report", "_renamed", "problem", "at"}
"""Makers of lint findings in qms.documents, said as `lint_CODE`."""

_CODE = re.compile(r"[a-z][a-z0-9_.]*")
"""What a code looks like, other than the names of styles and parts in a Word file."""


@dataclass(frozen=True)
class Said:
    """Hold one code as `SENTENCES` should have it, where it stands, and its parameters where they are literal."""

    code: str
    place: str
    given: frozenset[str] | None = None


def constants(node: ast.AST | None) -> list[str]:
    """Return the strings that an expression may be: a literal, the arms of a condition, an alternative."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value] if _CODE.fullmatch(node.value) else []
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [c for v in node.values for c in constants(v)]
    return []


def places_of_code() -> dict[tuple[str, str], int]:
    """Return, by (module, callable), the position of the parameter or field called `code`."""
    found: dict[tuple[str, str], int] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef):
                names = [a.arg for a in node.args.args if a.arg not in {"self", "cls"}]
                if "code" in names and node.name != "__init__":
                    found[module.path, node.name] = names.index("code")
            elif isinstance(node, ast.ClassDef):
                fields = [s.target.id for s in node.body if _is_field(s)]
                if "code" in fields:
                    found[module.path, node.name] = fields.index("code")
    return found


def _is_field(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.AnnAssign) and "ClassVar" not in ast.dump(statement.annotation)


def said() -> list[Said]:
    """Return every code of qms: of reasons, actions, findings, errors, hints, trail entries and sentences."""
    places = places_of_code()
    by_name: dict[str, int] = {}
    for (_, name), index in places.items():
        by_name.setdefault(name, index)
    found: list[Said] = []
    for module in modules():
        if not module.path.startswith("indexer/"):
            found += _calls(module, places, by_name)
            found += _classes(module)
    return found


def _calls(module: Module, places: dict[tuple[str, str], int], by_name: dict[str, int]) -> Iterator[Said]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        where = f"{module.path}:{node.lineno}"
        if name == "log" and isinstance(node.func, ast.Attribute):
            for action in constants(node.args[0]):
                yield Said("log_" + action.replace(".", "_"), where)
            continue
        if name == "say" and isinstance(node.func, ast.Attribute):
            continue  # the words of printed reports, which have a file of their own in templates/reports and surveys
        if name == "progress" and node.args:
            yield from (Said("stage_" + c, where) for c in constants(node.args[0]) if module.room == "upkeep")
            continue
        index = places.get((module.path, name), by_name.get(name))
        if index is None or name == "field":
            continue
        argument = node.args[index] if index < len(node.args) else None
        argument = next((k.value for k in node.keywords if k.arg == "code"), argument)
        prefix = "act_" if name == "Action" else "lint_" if _is_lint(module, name) else ""
        for code in constants(argument):
            # These add the tag and the text around it themselves.
            adds = name in {"problem", "at"}
            yield Said(prefix + code, where, None if adds else _literal(node, index))


def _is_lint(module: Module, name: str) -> bool:
    return module.room == "documents" and name in LINT


def _literal(node: ast.Call, index: int) -> frozenset[str] | None:
    """Return the names of the parameters where they can be read from the call, else None."""
    rest = node.args[index + 1 :]
    if any(k.arg is None for k in node.keywords):
        return None
    names = {str(k.arg) for k in node.keywords if k.arg not in {"code", "params"}}
    given = next((k.value for k in node.keywords if k.arg == "params"), rest[-1] if rest else None)
    if given is None:
        return frozenset(names)
    if isinstance(given, ast.Dict) and all(isinstance(k, ast.Constant) for k in given.keys):
        return frozenset(names | {k.value for k in given.keys if isinstance(k, ast.Constant)})
    return None


def _classes(module: Module) -> Iterator[Said]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef):
            continue
        for name, value, line in _attributes(node):
            if name in {"code", "hint"}:
                yield from (Said(c, f"{module.path}:{line}") for c in constants(value))
        for method in node.body:
            if isinstance(method, ast.FunctionDef) and method.name == "hint_code":
                for step in ast.walk(method):
                    if isinstance(step, ast.Return):
                        yield from (Said(c, f"{module.path}:{step.lineno}") for c in constants(step.value))


def _attributes(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr, int]]:
    for step in node.body:
        if isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Name):
            yield step.targets[0].id, step.value, step.lineno
        elif isinstance(step, ast.AnnAssign) and isinstance(step.target, ast.Name) and step.value is not None:
            yield step.target.id, step.value, step.lineno


def raised() -> list[Said]:
    """Return code and hints of every error where it is raised, with the parameters that it is given.

    Errors that make their parameters themselves are left out.
    """
    known: dict[str, dict[str, list[str]]] = {}
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and not _makes_its_own(node):
                codes = [c for n, v, _ in _attributes(node) if n in {"code", "hint"} for c in constants(v)]
                known.setdefault(node.name, {})[module.name] = codes
    found = []
    for module in modules():
        origin = dict(_origins(module))
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Raise) or node.exc is None:
                continue
            error, given = node.exc, frozenset[str]()
            if isinstance(error, ast.Call):
                if any(k.arg is None for k in error.keywords):
                    continue
                given = frozenset(str(k.arg) for k in error.keywords)
                error = error.func
            name = getattr(error, "id", "")
            codes = known.get(name, {}).get(origin.get(name, module.name), [])
            found.extend(Said(code, f"{module.path}:{node.lineno}", given) for code in codes)
    return found


def _makes_its_own(node: ast.ClassDef) -> bool:
    return any(isinstance(m, ast.FunctionDef) and m.name == "__init__" for m in node.body)


def _origins(module: Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, node.module or "") for alias in node.names)
