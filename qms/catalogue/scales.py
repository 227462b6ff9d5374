"""Read the scales of a standard in own words: the packaged `scales` folder, or `scales:` in a workspace's own file."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import UnknownFramework, known_ids, read_yaml
from qms.model.assessment import Condition, ScaleText
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_CONDITION = frozenset({"key", "level", "replaces"})


def load_scales(framework_id: str, overlay: Path | None = None) -> Mapping[tuple[str, str], ScaleText]:
    """Return the scales of a standard by criterion (or requirement) and perspective, in the order of the files.

    A standard without scales gives an empty mapping. Raises UnknownFramework or CatalogueProblem.
    """
    own = overlay / f"{framework_id}.yaml" if overlay else None
    if own is not None and own.is_file():
        found = own.stat()
        return _own(own, found.st_mtime_ns, found.st_size)
    folder = data_path("catalogue", framework_id)
    if not (folder / "framework.yaml").is_file():
        raise UnknownFramework(framework=framework_id, known=known_ids(overlay))
    return _packaged(folder)


@lru_cache(maxsize=8)
def _own(path: Path, _changed: int, _size: int) -> Mapping[tuple[str, str], ScaleText]:
    """Return the scales of a workspace's own file as it stood when it had this time and size."""
    data = read_yaml(path)
    section = data.get("scales") if isinstance(data, dict) else None
    return MappingProxyType(build_scales(section, f"catalogue/{path.name}"))


@lru_cache(maxsize=8)
def _packaged(folder: Path) -> Mapping[tuple[str, str], ScaleText]:
    """Return the scales that ship with the program, which do not change while it runs."""
    scales: dict[tuple[str, str], ScaleText] = {}
    for path in sorted((folder / "scales").glob("*.yaml")):
        file = f"{folder.name}/scales/{path.name}"
        for place, scale in build_scales(read_yaml(path), file).items():
            if place in scales:
                raise CatalogueProblem(file=file, line=0, expected=f"{' '.join(place)}: once in all files")
            scales[place] = scale
    return MappingProxyType(scales)


def build_scales(data: Any, file: str) -> dict[tuple[str, str], ScaleText]:
    """Build scales from parsed YAML (criterion, then perspective); nothing at all gives none.

    Raises CatalogueProblem with the file, and the place in it together with what is expected there.
    """
    scales: dict[tuple[str, str], ScaleText] = {}
    for criterion, perspectives in _mapping({} if data is None else data, "scales", file).items():
        for perspective, scale in _mapping(perspectives, str(criterion), file).items():
            place = (str(criterion), str(perspective))
            scales[place] = _scale(place, scale, file)
    return scales


def _scale(place: tuple[str, str], data: Any, file: str) -> ScaleText:
    where = " ".join(place)
    scale = _mapping(data, where, file)
    if stray := sorted(str(key) for key in set(scale) - {"limit", "conditions"}):
        raise _problem(file, where, f"limit, conditions, not {stray[0]}")
    conditions = scale.get("conditions")
    if not isinstance(conditions, list) or not conditions:
        raise _problem(file, where, "conditions: a list")
    return ScaleText(
        criterion=place[0],
        perspective=place[1],
        conditions=tuple(
            _condition(item, f"{where} conditions[{number}]", file)
            for number, item in enumerate(conditions, start=1)
        ),
        limit=dict(_texts(scale.get("limit") or {}, f"{where} limit", file)),
    )


def _condition(data: Any, where: str, file: str) -> Condition:
    item = _mapping(data, where, file)
    key, level, replaces = item.get("key"), item.get("level"), item.get("replaces")
    if not isinstance(key, str) or not key:
        raise _problem(file, where, "key: a word")
    if not isinstance(level, int) or isinstance(level, bool) or level < 1:
        raise _problem(file, where, "level: a number from 1")
    if replaces is not None and not isinstance(replaces, str):
        raise _problem(file, where, "replaces: the key of another condition")
    text = {name: value for name, value in item.items() if name not in _CONDITION}
    return Condition(key=key, level=level, text=dict(_texts(text, where, file)), replaces=replaces)


def _texts(data: Any, where: str, file: str) -> Iterator[tuple[str, str]]:
    for language, text in _mapping(data, where, file).items():
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise _problem(file, where, f"the code of a language, not {language}")
        if not isinstance(text, str) or not text.strip():
            raise _problem(file, where, f"{language}: a sentence")
        yield language, text.strip()


def _mapping(data: Any, where: str, file: str) -> dict[Any, Any]:
    if not isinstance(data, dict):
        raise _problem(file, where, "names with values")
    return data


def _problem(file: str, where: str, expected: str) -> CatalogueProblem:
    return CatalogueProblem(file=file, line=0, expected=f"{where}: {expected}")
