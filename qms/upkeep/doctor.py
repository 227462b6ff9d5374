"""Say what is installed and what is wrong on this machine, with or without a workspace."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.locale import LANGUAGES
from qms.model.errors import QmsError
from qms.resources import data_path
from qms.upkeep.packages import is_older, package_names, runtime_requirements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qms.workspace.workspace import Workspace

SECONDS = 20
FONTS = ("Arial", "Times New Roman")
"""The fonts that the skins name; metric twins count."""
TWINS = {"Arial": ("Liberation Sans", "Arimo"), "Times New Roman": ("Liberation Serif", "Tinos")}
OCR_LANGUAGES = {"eng": "en", "nor": "nb", "lit": "lt"}
LOW, FULL = 2_000_000_000, 200_000_000
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs"})


class Health(StrEnum):
    """Say how an item is: fine, worth knowing, or in the way of work."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Item:
    """Hold one thing that was looked at: its `name`, how it is, and the code and params of its sentence."""

    name: str
    state: Health
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


def examine(workspace: Workspace | None = None) -> tuple[Item, ...]:
    """Return everything looked at, in a fixed order; nothing is changed and no content is read."""
    looks: list[Callable[[], Iterator[Item]]] = [
        _python, _packages, _office, _ocr, _fonts, _languages, _watching,
    ]  # fmt: skip
    if workspace is not None:
        looks += [lambda: _settings(workspace), lambda: _place(workspace), lambda: _index(workspace)]
        looks.append(lambda: _watcher(workspace))
    return tuple(item for look in looks for item in look())


def _settings(workspace: Workspace) -> Iterator[Item]:
    try:
        _ = workspace.settings
    except QmsError as error:
        yield _item("qms.toml", Health.BAD, error.code, **error.params)


def _item(name: str, state: Health, code: str, **params: Any) -> Item:
    return Item(name, state, code, params)


def _python() -> Iterator[Item]:
    found = ".".join(map(str, sys.version_info[:3]))
    fits = sys.version_info >= (3, 11)
    yield _item(
        "python", Health.OK if fits else Health.BAD, "python_version", version=found, path=sys.executable
    )


def _packages() -> Iterator[Item]:
    try:
        wanted = runtime_requirements(requires("qms") or [])
        own = version("qms")
    except PackageNotFoundError:
        yield _item("program", Health.WARN, "program_not_installed")
        wanted = package_names()
    else:
        yield _item("program", Health.OK, "program_version", version=own)
    there: dict[str, str] = {}
    for name, least in sorted(wanted.items()):
        try:
            there[name] = version(name)
        except PackageNotFoundError:
            yield _item("package", Health.BAD, "package_missing", package=name)
            continue
        if least and is_older(there[name], least):
            yield _item("package", Health.BAD, "package_old", package=name, version=there[name], least=least)
    yield _item("packages", Health.OK, "packages_found", count=len(there), versions=there)


def _office() -> Iterator[Item]:
    from indexer.extract.tools import find_office

    path = find_office()
    if path is None:
        yield _item("libreoffice", Health.WARN, "libreoffice_missing")
        return
    yield _item("libreoffice", Health.OK, "libreoffice_found", path=path)


def _run(*command: str) -> str | None:
    """Return what a program prints, or None when it cannot be run."""
    try:
        done = subprocess.run(
            command, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace",
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout + done.stderr if done.returncode == 0 else None


def _ocr() -> Iterator[Item]:
    from indexer.extract.tools import find_tools

    tools = find_tools()
    path, there = tools.tesseract, set(tools.languages)
    if path is None or not there:
        yield _item("tesseract", Health.WARN, "tesseract_missing")
        return
    lost = sorted(language for model, language in OCR_LANGUAGES.items() if model not in there)
    if lost:
        yield _item("tesseract", Health.WARN, "tesseract_languages", path=path, missing=lost)
    else:
        yield _item("tesseract", Health.OK, "tesseract_found", path=path)


def _fonts() -> Iterator[Item]:
    program = shutil.which("fc-list")
    listed = _run(program, ":", "family") if program else None
    if listed is None:
        return  # Windows and macOS bring the fonts with them
    for font in FONTS:
        twin = next((t for t in TWINS[font] if t in listed), None)
        if font in listed:
            yield _item("fonts", Health.OK, "font_found", font=font)
        elif twin is not None:
            yield _item("fonts", Health.OK, "font_twin", font=font, twin=twin)
        else:
            yield _item("fonts", Health.WARN, "font_missing", font=font, twins=list(TWINS[font]))


def _languages() -> Iterator[Item]:
    for language in LANGUAGES:
        if language == "en":
            continue
        folder = data_path("locale", language, "LC_MESSAGES")
        if (folder / "qms.mo").is_file():
            yield _item("languages", Health.OK, "language_built", language=language)
        elif (folder / "qms.po").is_file():
            yield _item("languages", Health.OK, "language_from_source", language=language)
        else:
            yield _item("languages", Health.WARN, "language_missing", language=language)


def _watching() -> Iterator[Item]:
    from indexer.watch import backend_name

    backend = backend_name()
    if backend is None:
        yield _item("watching", Health.WARN, "watching_missing")
        return
    limit = _number(Path("/proc/sys/fs/inotify/max_user_watches"))
    if limit is not None and limit < 20_000:
        yield _item("watching", Health.WARN, "watching_few", backend=backend, limit=limit)
    else:
        yield _item("watching", Health.OK, "watching_backend", backend=backend)


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _place(workspace: Workspace) -> Iterator[Item]:
    free = shutil.disk_usage(workspace.root).free
    state = Health.BAD if free < FULL else Health.WARN if free < LOW else Health.OK
    yield _item("disk", state, "disk_space", free=round(free / 1e9, 1), path=workspace.root)
    own = workspace.root / ".qms"
    if not own.is_dir():
        yield _item("state", Health.BAD, "state_folder_missing", path=own)
        return
    private = os.name != "posix" or not stat.S_IMODE(own.stat().st_mode) & 0o077
    yield _item(
        "state", Health.OK if private else Health.WARN, "private" if private else "not_private", path=own
    )
    if not os.access(workspace.state_folder, os.W_OK):
        yield _item("state", Health.BAD, "state_read_only", path=workspace.state_folder)
    kind = file_system(workspace.root)
    if kind in _NETWORK:
        yield _item("state", Health.WARN, "state_on_network", path=workspace.root, kind=kind)


def _index(workspace: Workspace) -> Iterator[Item]:
    folder = workspace.index_folder
    if not (folder / "index").is_dir():
        yield _item("index", Health.WARN, "index_absent", path=folder)
    elif os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield _item("index", Health.WARN, "not_private", path=folder)
    else:
        yield _item("index", Health.OK, "index_there", path=folder)


def _watcher(workspace: Workspace) -> Iterator[Item]:
    """Tell who watches, and whether it goes well; nobody need watch."""
    from qms.upkeep.heartbeat import read_heartbeat

    found = read_heartbeat(workspace)
    if found is None:
        return
    last, trouble = str(found.get("last_pass") or "–")[:16].replace("T", " "), found.get("trouble")
    if trouble or found.get("state") == "gone":
        yield _item("watcher", Health.WARN, "watcher_troubled", pid=found.get("pid"), at=last)
    else:
        yield _item("watcher", Health.OK, "watcher_runs", pid=found.get("pid"), at=last)


def file_system(path: Path, mounts: Path = Path("/proc/mounts")) -> str | None:
    """Return the kind of file system that holds `path`, or None where the system does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    best: tuple[int, str] | None = None
    for line in lines:
        parts = line.split(" ")
        place = parts[1].replace("\\040", " ") if len(parts) > 2 else ""
        if place and path.is_relative_to(place) and (best is None or len(place) >= best[0]):
            best = (len(place), parts[2])
    return best[1] if best else None
