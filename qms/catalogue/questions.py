"""Read what auditors ask about each indicator: the questions of a packaged standard, or of a workspace's own."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import load_framework, read_yaml
from qms.model.audit import AUDIT_ROLES, Question
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Questions = Mapping[str, tuple[Question, ...]]

_KEYS = {"role", "ask", "good"}


def load_questions(framework: str, overlay: Path | None = None) -> Questions:
    """Return the questions of a standard by indicator, in the order of the roles; a standard may have none.

    `overlay` is the catalogue folder of a workspace, whose own standard may bring them under `questions:`. Raises
    UnknownFramework, or CatalogueProblem with the file and what is wrong there.
    """
    own = overlay / f"{framework}.yaml" if overlay else None
    if own is not None and own.is_file():
        data = read_yaml(own)
        found = data.get("questions") if isinstance(data, dict) else None
        return _built(found or {}, _references(framework, overlay), own.name)
    load_framework(framework, overlay, ())
    return _packaged(data_path("catalogue") / framework / "questions")


@lru_cache(maxsize=8)
def _packaged(folder: Path) -> Questions:
    """Read the files of a standard that ships with the program, which do not change while it runs."""
    known = _references(folder.parent.name, None)
    found: dict[str, tuple[Question, ...]] = {}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else ():
        more = _built(read_yaml(path) or {}, known, f"questions/{path.name}")
        twice = sorted(found.keys() & more.keys())
        if twice:
            raise CatalogueProblem(file=f"questions/{path.name}", line=0, expected=f"{twice[0]} once")
        found |= more
    return MappingProxyType({ref: found[ref] for ref in known if ref in found})


def _references(framework: str, overlay: Path | None) -> tuple[str, ...]:
    return tuple(load_framework(framework, overlay, ()).by_ref)


def _built(data: Any, known: tuple[str, ...], file: str) -> Questions:
    """Return the questions that a file holds; raises CatalogueProblem where something is not as it should be."""
    if not isinstance(data, dict):
        raise CatalogueProblem(file=file, line=1, expected="INDICATOR: [{role, ask, good}]")
    found: dict[str, tuple[Question, ...]] = {}
    for key, items in data.items():
        ref = str(key)
        if ref not in known:
            raise CatalogueProblem(file=file, line=0, expected=f"{ref}: an indicator of the standard")
        if not isinstance(items, list) or not items:
            raise CatalogueProblem(file=file, line=0, expected=f"{ref}: [{{role, ask, good}}]")
        made = [_question(ref, item, file) for item in items]
        found[ref] = tuple(sorted(made, key=lambda question: AUDIT_ROLES.index(question.role)))
    return found


def _question(ref: str, item: Any, file: str) -> Question:
    if not isinstance(item, dict) or set(item) != _KEYS:
        raise CatalogueProblem(file=file, line=0, expected=f"{ref}: role, ask, good")
    if item["role"] not in AUDIT_ROLES:
        raise CatalogueProblem(file=file, line=0, expected=f"{ref}: role {' | '.join(AUDIT_ROLES)}")
    texts = [_texts(item[name]) for name in ("ask", "good")]
    if not all(texts) or set(texts[0]) != set(texts[1]):
        raise CatalogueProblem(file=file, line=0, expected=f"{ref}: ask and good in the same languages")
    return Question(ref, item["role"], MappingProxyType(texts[0]), MappingProxyType(texts[1]))


def _texts(value: Any) -> dict[str, str]:
    """Return texts by language without blanks around them; nothing where one of them is no text."""
    if not isinstance(value, dict) or not all(isinstance(t, str) and t.strip() for t in value.values()):
        return {}
    return {str(language): " ".join(text.split()) for language, text in value.items()}
