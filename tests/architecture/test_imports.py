"""Prove the shape of the program: rooms import downwards only, and sealed packages stay sealed."""

from __future__ import annotations

import ast
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.architecture.modules import CHECKOUT, Module, modules

if TYPE_CHECKING:
    from collections.abc import Callable

ORDER = (
    "commands",
    "web",
    "upkeep",
    "audit",
    "assessment",
    "coverage",
    "results",
    "documents",
    "evidence",
    "reports",
    "workspace",
    "people",
    "catalogue",
    "state",
    "model",
    "locale",
    "resources",
)
"""The rooms from the top down (design section 3); `resources` is below all."""

POSIX = {"fcntl", "resource", "grp", "pwd", "termios", "syslog", "crypt", "posix", "pty", "tty"}
POSIX_HOMES = {"indexer/extract/sandbox.py", "indexer/lock.py"}
POSIX_CALLS = {"fork", "setsid", "setrlimit", "getpgid", "killpg", "setpgid", "geteuid", "getuid", "mkfifo"}
LISTENER = "qms/web/running.py"
"""The only module that may open a socket."""
WHOOSH_HOMES = {"indexer/index.py"}
"""Its neighbours schema.py, match.py and query.py take what they need of Whoosh from there: none imports it."""

MODULES = modules()


def every_module(test: Callable[[Module], None]) -> Callable[[], None]:
    """Run a test on every module and fail once, naming all that break the law."""

    def run() -> None:
        broken = []
        for module in MODULES:
            try:
                test(module)
            except AssertionError as error:
                broken.append(f"{module.path}: {str(error).splitlines()[0]}")
        assert not broken, "\n".join(broken)

    run.__name__, run.__doc__, run.__module__ = test.__name__, test.__doc__, test.__module__
    return run


def room_of(imported: str) -> str | None:
    parts = imported.split(".")
    return parts[1] if parts[0] == "qms" and len(parts) > 1 else None


@every_module
def test_rooms_import_downwards_only(module: Module) -> None:
    if not module.name.startswith("qms."):
        return
    own = ORDER.index(module.room)
    upwards = [
        (name, line)
        for name, line in module.imports()
        if (room := room_of(name)) is not None and room in ORDER and ORDER.index(room) < own
    ]
    assert upwards == []


@every_module
def test_every_room_is_in_the_order_of_the_design(module: Module) -> None:
    rooms = {room for name, _ in module.imports() if (room := room_of(name))}
    assert rooms <= {*ORDER, "__version__"}
    if module.name.startswith("qms."):
        assert module.room in ORDER


@every_module
def test_only_the_entry_point_is_above_the_commands(module: Module) -> None:
    names = [name for name, _ in module.imports()]
    assert not any(n == "cli" or n.startswith("cli.") for n in names)
    assert not any(n.split(".")[0] == "tests" for n in names)


@every_module
def test_the_indexer_is_a_leaf(module: Module) -> None:
    if module.name.startswith("indexer"):
        assert [n for n, _ in module.imports() if n.split(".")[0] in {"qms", "cli"}] == []


@every_module
def test_the_model_and_resources_need_the_standard_library_only(module: Module) -> None:
    if not module.name.startswith(("qms.model", "qms.resources")):
        return
    import sys

    tops = {n.split(".")[0] for n, _ in module.imports()}
    assert tops <= {*sys.stdlib_module_names, "qms"}
    assert {room for n, _ in module.imports() if (room := room_of(n))} <= {"model"}


SEALED = {
    "sqlalchemy": lambda path: path.startswith("qms/state/"),
    "alembic": lambda path: path.startswith("qms/state/"),
    "whoosh": lambda path: path in WHOOSH_HOMES,
    "watchdog": lambda path: path == "indexer/watch.py",
    "yaml": lambda path: path.startswith(("qms/catalogue/", "qms/documents/")),
}


@pytest.mark.parametrize("package", SEALED)
def test_sealed_packages_stay_in_their_rooms(package: str) -> None:
    strangers = [
        (module.path, line, name)
        for module in MODULES
        if not SEALED[package](module.path)
        for name, line in module.imports()
        if name.split(".")[0] == package
    ]
    assert strangers == []


@every_module
def test_posix_only_modules_stay_in_the_sandbox_and_the_lock(module: Module) -> None:
    if module.path in POSIX_HOMES:
        return
    assert [(n, line) for n, line in module.imports() if n.split(".")[0] in POSIX] == []
    calls = [
        (node.attr, node.lineno)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in POSIX_CALLS
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]
    assert calls == []


@every_module
def test_nothing_reaches_the_network(module: Module) -> None:
    tops = {n.split(".")[0] for n, _ in module.imports()}
    dotted = {n for n, _ in module.imports()}
    if module.path == LISTENER:
        tops.discard("socket")  # it listens; it never calls anybody
        assert "connect(" not in module.text
    assert not tops & {"socket", "ssl", "requests", "httpx", "urllib3", "ftplib", "smtplib", "aiohttp"}
    assert not any(n.startswith(("urllib.request", "http.client")) for n in dotted)


@every_module
def test_modules_and_functions_stay_small(module: Module) -> None:
    limit = 100 if module.path == "cli.py" else 400
    assert len(module.text.splitlines()) <= limit
    long = [
        (f.name, size) for f in module.functions() if (size := (f.end_lineno or f.lineno) - f.lineno + 1) > 60
    ]
    assert long == []


def test_the_median_module_is_short() -> None:
    assert median(len(m.text.splitlines()) for m in MODULES) <= 150
    sizes = [(f.end_lineno or f.lineno) - f.lineno + 1 for m in MODULES for f in m.functions()]
    assert sum(size < 12 for size in sizes) / len(sizes) > 0.5


@every_module
def test_everything_public_says_what_it_does(module: Module) -> None:
    silent = [] if ast.get_docstring(module.tree) else [module.path]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            silent += [] if ast.get_docstring(node) else [node.name]
            if not node.name.startswith("_"):
                silent += [f"{node.name}.{f.name}" for f in _public(node.body)]
    silent += [f.name for f in _public(module.tree.body)]
    assert silent == []


def _public(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [
        f
        for f in body
        if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef)
        and not f.name.startswith("_")
        and not ast.get_docstring(f)
    ]


@every_module
def test_no_room_for_odds_and_ends(module: Module) -> None:
    assert not {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"} & set(
        module.name.split(".")
    )


@every_module
def test_every_module_postpones_annotations_and_leaves_no_notes_to_itself(module: Module) -> None:
    only_docstring = len(module.tree.body) <= 1
    assert only_docstring or "from __future__ import annotations" in module.text
    assert not any(mark in module.text for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X"))


@every_module
def test_no_exception_is_swallowed_whole(module: Module) -> None:
    bare = [n.lineno for n in ast.walk(module.tree) if isinstance(n, ast.ExceptHandler) and n.type is None]
    assert bare == []


@every_module
def test_the_domain_never_prints(module: Module) -> None:
    if module.path == "cli.py" or module.room in {"commands", "reports"}:
        return
    calls = [
        n.lineno
        for n in ast.walk(module.tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"
    ]
    assert calls == []
    assert [n for n, _ in module.imports() if n.split(".")[0] in {"click", "rich"}] == []


def test_every_package_says_what_belongs_there() -> None:
    folders = {p.parent for package in ("qms", "indexer") for p in (CHECKOUT / package).rglob("*.py")}
    for folder in folders:
        init = folder / "__init__.py"
        assert init.is_file(), folder
        doc = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
        assert doc.split("\n")[0].endswith((".", ";", ":")) or "." in doc, folder
