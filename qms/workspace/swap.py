"""Put a whole set of files and folders in the place of another: all of it or nothing."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qms.state.files import OWNER_FOLDER, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OWN = (".qms", "documents", "templates", "catalogue", "qms.toml")
"""What belongs to a workspace, the file that marks it last; the evidence folder is the provider's."""


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """Yield a new owner-only folder inside `folder` (made if absent), and delete what is left in it.

    A `folder` that was made for it and stays empty is deleted too. Raises Unwritable.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(dir=folder, prefix=".qms-"))
    except OSError as error:
        raise Unwritable(path=folder, why=error.strerror) from error
    try:
        yield stage
    except OSError as error:
        raise Unwritable(path=error.filename or folder, why=error.strerror) from error
    finally:
        remove_tree(stage)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def swap_in(stage: Path, folder: Path, names: Sequence[str], aside: Path) -> None:
    """Move the entries `names` of `folder` into `aside`, then those of `stage` into `folder`.

    Names that are absent on either side are passed over. On a failure everything moves back. Raises OSError.
    """
    done: list[tuple[Path, Path]] = []
    try:
        for name in reversed(names):
            _move(folder / name, aside / name, done)
        for name in names:
            _move(stage / name, folder / name, done)
    except BaseException:
        for source, target in reversed(done):
            target.rename(source)
        raise


def _move(source: Path, target: Path, done: list[tuple[Path, Path]]) -> None:
    if source.exists() or source.is_symlink():
        source.rename(target)
        done.append((source, target))


def free_name(root: Path, word: str) -> Path:
    """Return the first free path `<root>.<word>-N` beside `root`."""
    number = 1
    while (candidate := root.with_name(f"{root.name}.{word}-{number}")).exists():
        number += 1
    return candidate


def remove_tree(folder: Path) -> None:
    """Delete a folder with all that is in it, also where files in it are read-only; an absent one is fine."""
    if not folder.exists():
        return
    for place, folders, _files in os.walk(folder):
        for name in folders:
            path = Path(place, name)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)


def make_owner_only(folder: Path) -> None:
    """Make a folder and all below it readable for its owner only."""
    folder.chmod(OWNER_FOLDER)
    for place, folders, files in os.walk(folder):
        for name in folders:
            Path(place, name).chmod(OWNER_FOLDER)
        for name in files:
            Path(place, name).chmod(0o600)


def keep_official_private(new: Path) -> None:
    """Make the folder of official wording, where a new workspace has one, readable for its owner only."""
    official = new / "catalogue" / "official"
    if official.is_dir():
        make_owner_only(official)
