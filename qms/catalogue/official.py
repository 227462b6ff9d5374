"""Keep the official wording of a standard: the provider's own copy, laid over our paraphrase by its workspace.

One file a language: `catalogue/official/FRAMEWORK.LANG.yaml` in the workspace, readable by its owner only. Nothing
of it ships with the program (design section 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from qms.model.framework import Framework

FOLDER = "official"
SECTIONS = ("principles", "criteria", "indicators", "levels", "titles", "documents")
"""Levels stand by criterion, perspective and level; titles are those of principles, documents notes of indicators."""
FORMAT = 1
_LANGUAGE = re.compile(r"[a-z]{2,3}")

Key = tuple[str, str, str, str]
"""Section, reference, perspective and level; the last two are "" but for levels."""


@dataclass(frozen=True, slots=True)
class OfficialText:
    """Hold one official text and the language that it is in."""

    language: str
    text: str


@dataclass(frozen=True)
class Wording:
    """Hold the official wording of one standard in one language, by section, reference, perspective and level."""

    framework: str
    language: str
    texts: Mapping[Key, str]
    source: Mapping[str, str] = field(default_factory=dict)

    def count(self, section: str) -> int:
        """Return how many texts of a section there are."""
        return sum(key[0] == section for key in self.texts)


class Official:
    """Give the official wording that a workspace holds for one standard; nothing is read before it is asked for.

    `folder` is the catalogue folder of the workspace.
    """

    def __init__(self, folder: Path, framework: str) -> None:
        self.folder = folder / FOLDER
        self.framework = framework
        self._read: dict[str, Wording] = {}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that wording was imported in, sorted; empty where there is none."""
        start = f"{self.framework}."
        try:
            names = sorted(path.name for path in self.folder.iterdir() if path.suffix == ".yaml")
        except OSError:
            return ()
        found = [name.removeprefix(start).removesuffix(".yaml") for name in names if name.startswith(start)]
        return tuple(language for language in found if _LANGUAGE.fullmatch(language))

    def path(self, language: str) -> Path:
        """Return where the wording of a language stands, or would stand."""
        return self.folder / f"{self.framework}.{language}.yaml"

    def wording(self, language: str) -> Wording | None:
        """Return all that is there in a language, None where nothing is; raises CatalogueProblem."""
        if language not in self.languages:
            return None
        if language not in self._read:
            self._read[language] = read_wording(self.path(language), self.framework, language)
        return self._read[language]

    def text(
        self,
        section: str,
        ref: str,
        language: str,
        perspective: str | None = None,
        level: int | None = None,
    ) -> str:
        """Return one official text, "" where there is none in that language.

        `section` is principles, criteria, indicators or levels (`ref` of a criterion, with perspective and level), or
        titles (of principles) and documents (what an indicator says of its required document).
        """
        found = self.wording(language)
        if found is None:
            return ""
        return found.texts.get((section, ref, perspective or "", "" if level is None else str(level)), "")

    def best(
        self,
        section: str,
        ref: str,
        language: str,
        perspective: str | None = None,
        level: int | None = None,
    ) -> OfficialText | None:
        """Return one official text in the language wanted, else in the first that has it; None where none has."""
        for candidate in (language, *self.languages):
            found = self.text(section, ref, candidate, perspective, level)
            if found:
                return OfficialText(candidate, found)
        return None


def levels_of(framework: Framework) -> int:
    """Return how many levels a scale of the standard has; 0 where it knows none."""
    return int(framework.scoring.get("levels", 0))


def expected_keys(framework: Framework) -> Iterator[Key]:
    """Yield the place of every official text that a standard can have, in its order, notes on documents left out."""
    for principle in framework.principles:
        yield ("titles", principle.ref, "", "")
        yield ("principles", principle.ref, "", "")
        for criterion in framework.criteria:
            if criterion.principle == principle.ref:
                yield from _of_criterion(framework, criterion.ref)
        for indicator in framework.indicators:
            if indicator.criterion is None and indicator.principle == principle.ref:
                yield ("indicators", indicator.ref, "", "")


def _of_criterion(framework: Framework, ref: str) -> Iterator[Key]:
    yield ("criteria", ref, "", "")
    for indicator in framework.indicators:
        if indicator.criterion == ref:
            yield ("indicators", indicator.ref, "", "")
    for criterion in framework.criteria:
        for scale in criterion.scales if criterion.ref == ref else ():
            for level in range(1, levels_of(framework) + 1):
                yield ("levels", ref, scale.perspective, str(level))


def documents_of(framework: Framework) -> Iterator[Key]:
    """Yield the place of every note on a required document."""
    for indicator in framework.indicators:
        if indicator.rule.document_kind is not None:
            yield ("documents", indicator.ref, "", "")


def read_wording(path: Path, framework: str, language: str) -> Wording:
    """Read one file of official wording; raises CatalogueProblem where it is something else."""
    data = read_yaml(path)
    if not isinstance(data, dict) or data.get("framework") != framework or data.get("language") != language:
        raise CatalogueProblem(
            file=path.name, line=1, expected=f"framework: {framework}, language: {language}"
        )
    source = data.get("source")
    texts = {key: text for section in SECTIONS for key, text in _section(data, section, path.name)}
    told = {str(k): str(v) for k, v in source.items()} if isinstance(source, dict) else {}
    return Wording(framework, language, texts, told)


def _section(data: Mapping[str, Any], section: str, file: str) -> Iterator[tuple[Key, str]]:
    found = data.get(section) or {}
    if not isinstance(found, dict):
        raise CatalogueProblem(file=file, line=0, expected=f"{section}:")
    for ref, item in found.items():
        if section != "levels":
            yield (section, str(ref), "", ""), _plain(item, file, section)
            continue
        for perspective, levels in item.items() if isinstance(item, dict) else ():
            for level, text in levels.items() if isinstance(levels, dict) else ():
                yield (section, str(ref), str(perspective), str(level)), _plain(text, file, section)


def _plain(item: Any, file: str, section: str) -> str:
    if not isinstance(item, str):
        raise CatalogueProblem(file=file, line=0, expected=f"{section}: text")
    return item


def wording_bytes(wording: Wording) -> bytes:
    """Return the bytes of a file of official wording; equal wording gives equal bytes."""
    import yaml

    data: dict[str, Any] = {
        "format": FORMAT,
        "framework": wording.framework,
        "language": wording.language,
        "source": dict(wording.source),
    }
    for section in SECTIONS:
        data[section] = {}
    for (section, ref, perspective, level), text in wording.texts.items():
        if section == "levels":
            data[section].setdefault(ref, {}).setdefault(perspective, {})[level] = text
        else:
            data[section][ref] = text
    head = "# Official wording of a standard: the provider's own copy. It is protected; do not pass it on.\n"
    body: str = yaml.dump(data, allow_unicode=True, sort_keys=False, width=100)
    return (head + body).encode("utf-8")
