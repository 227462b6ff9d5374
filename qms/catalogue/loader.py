"""Read a standard from YAML: the packaged folder, or one file in a workspace's catalogue folder."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from qms.catalogue.build import CatalogueProblem, build_framework
from qms.model.errors import QmsError
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from qms.model.framework import Framework

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnknownFramework(QmsError):
    """Refuse a framework id that neither the program nor the workspace has."""

    code = "unknown_framework"
    hint = "hint_known_frameworks"


class UnknownReference(QmsError):
    """Refuse a reference that the framework does not have: an error with a suggestion, never a gap."""

    code = "unknown_reference"

    def hint_code(self) -> str | None:
        """Return the suggestion's code only where something similar exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_framework_show"


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file; raises CatalogueProblem with file and line."""
    try:
        with path.open(encoding="utf-8") as stream:
            return yaml.load(stream, Loader=_Loader)  # noqa: S506 - the safe loader, in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CatalogueProblem(file=path.name, line=line, expected="YAML") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueProblem(file=path.name, line=1, expected="UTF-8") from error


def packaged_ids() -> list[str]:
    """Return the ids of the standards that ship with the program."""
    root = data_path("catalogue")
    return sorted(p.name for p in root.iterdir() if (p / "framework.yaml").is_file())


def known_ids(overlay: Path | None) -> list[str]:
    """Return the ids of packaged standards and of the workspace's own (`catalogue/ID.yaml`)."""
    own = [p.stem for p in overlay.glob("*.yaml")] if overlay and overlay.is_dir() else []
    return sorted({*packaged_ids(), *own})


def load_framework(
    framework: str, overlay: Path | None = None, languages: Iterable[str] | None = None
) -> Framework:
    """Load one standard; `languages` limits which texts are read (default: all that it has).

    Raises UnknownFramework or CatalogueProblem.
    """
    own = overlay / f"{framework}.yaml" if overlay else None
    if own is not None and own.is_file():
        data = read_yaml(own)
        texts = data.get("texts", {}) if isinstance(data, dict) else {}
        return build_framework(data, texts, own.name)
    folder = data_path("catalogue") / framework
    if not (folder / "framework.yaml").is_file():
        raise UnknownFramework(framework=framework, known=known_ids(overlay))
    return _packaged(folder, None if languages is None else frozenset(languages))


@lru_cache(maxsize=16)
def _packaged(folder: Path, languages: frozenset[str] | None) -> Framework:
    """Load a standard that ships with the program, which does not change while it runs."""
    data = read_yaml(folder / "framework.yaml")
    found = {p.stem: p for p in sorted(folder.glob("*.yaml")) if p.stem != "framework"}
    wanted = set(found) if languages is None else languages & set(found)
    # Reading a language costs a tenth of the start-up time of the map, so only what is wanted is read.
    texts = {name: read_yaml(found[name]) for name in sorted(wanted or {"en"} & set(found))}
    return build_framework(data, texts, f"{folder.name}/framework.yaml")


def require(framework: Framework, ref: str) -> str:
    """Return `ref` if the framework has it; raises UnknownReference with the nearest ones."""
    if ref in framework.by_ref:
        return ref
    similar = difflib.get_close_matches(ref, list(framework.by_ref), n=3, cutoff=0.5)
    raise UnknownReference(ref=ref, framework=framework.id, similar=similar)
