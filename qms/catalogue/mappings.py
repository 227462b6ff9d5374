"""Read a mapping file: which reference of one standard leads to which of another, how they relate, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.catalogue.loader import read_yaml, require
from qms.model.errors import QmsError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from qms.model.framework import Framework

CARRIED = frozenset({"equal", "narrower"})
"""Relations for which what proves the old reference proves the new one: it asks the same, or a part of it."""
RELATIONS = ("equal", "narrower", "wider", "related")
FOLDER = "mappings"


class MappingProblem(QmsError):
    """Refuse a mapping file: the `file`, the `place` in it and what is `expected` there."""

    code = "mapping_problem"
    hint = "hint_mapping"


class MappingMissing(UsageProblem):
    """Report a mapping that is neither a file nor in the workspace."""

    code = "mapping_missing"
    hint = "hint_mapping_missing"


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step: `target` stands to `source` in a relation; `because` says why, by language."""

    source: str
    target: str
    relation: str
    because: Mapping[str, str] = field(default_factory=dict)

    @property
    def carries(self) -> bool:
        """Say whether evidence may be carried, rather than suggested."""
        return self.relation in CARRIED


@dataclass(frozen=True, slots=True)
class MappingFile:
    """Hold a mapping in the order of its file, with both standards."""

    name: str
    source: Framework
    target: Framework
    steps: tuple[Step, ...]


def mapping_path(name: str, overlay: Path) -> Path:
    """Return the file of a mapping: a path, or the name of one in `catalogue/mappings`; raises MappingMissing."""
    for candidate in (overlay / FOLDER / f"{name}.yaml", Path(name)):
        if candidate.is_file():
            return candidate
    folder = overlay / FOLDER
    known = sorted(path.stem for path in folder.glob("*.yaml")) if folder.is_dir() else []
    raise MappingMissing(name=name, known=known or "–")


def read_mapping(path: Path, load: Callable[[str], Framework]) -> MappingFile:
    """Read and check a mapping; `load` gives a standard by id.

    Raises MappingProblem, CatalogueProblem, UnknownFramework or UnknownReference.
    """
    data = read_yaml(path)
    if not isinstance(data, dict):
        raise MappingProblem(file=path.name, place="from", expected="from, to, entries")
    names = {}
    for key in ("from", "to"):
        if not isinstance(data.get(key), str):
            raise MappingProblem(file=path.name, place=key, expected=f"{key}: ID")
        names[key] = data[key]
    entries = data.get("entries")
    if not isinstance(entries, list) or not entries:
        raise MappingProblem(file=path.name, place="entries", expected="- {from, to, relation}")
    source, target = load(names["from"]), load(names["to"])
    if source.id == target.id:
        raise MappingProblem(file=path.name, place="to", expected=f"≠ {source.id}")
    steps: dict[tuple[str, str], Step] = {}
    for number, entry in enumerate(entries, 1):
        for step in _steps(entry, f"entries[{number}]", path.name):
            require(source, step.source)
            require(target, step.target)
            if (step.source, step.target) in steps:
                twice = f"{step.source} → {step.target}: 1×"
                raise MappingProblem(file=path.name, place=f"entries[{number}]", expected=twice)
            steps[step.source, step.target] = step
    return MappingFile(path.stem, source, target, tuple(steps.values()))


def _steps(entry: Any, place: str, file: str) -> Iterator[Step]:
    if not isinstance(entry, dict):
        raise MappingProblem(file=file, place=place, expected="{from, to, relation}")
    stray = sorted(str(key) for key in set(entry) - {"from", "to", "relation", "because"})
    if stray:
        raise MappingProblem(file=file, place=f"{place}.{stray[0]}", expected="from, to, relation, because")
    relation = entry.get("relation")
    if relation not in RELATIONS:
        raise MappingProblem(file=file, place=f"{place}.relation", expected=" | ".join(RELATIONS))
    sources, targets = (_references(entry.get(key), f"{place}.{key}", file) for key in ("from", "to"))
    because = entry.get("because") or {}
    if isinstance(because, str):
        because = {"en": because}
    if not isinstance(because, dict):
        raise MappingProblem(file=file, place=f"{place}.because", expected="{en: …}")
    for source in sources:
        for target in targets:
            yield Step(source, target, relation, {str(k): str(v) for k, v in because.items()})


def _references(value: Any, place: str, file: str) -> list[str]:
    """Return references, which are strings or whole numbers, alone or in a list (3.10 as a number would be 3.1)."""
    found = value if isinstance(value, list) else [value]
    for item in found:
        if isinstance(item, bool) or not isinstance(item, str | int):
            raise MappingProblem(file=file, place=place, expected='"26"')
    if not found:
        raise MappingProblem(file=file, place=place, expected='"26"')
    return [str(item) for item in found]
