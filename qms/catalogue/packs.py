"""Read query packs: the words by which files speak of an indicator, in one language a file, with their weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from indexer.text import tokens
from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import read_yaml
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FIELDS = ("title", "path", "text")
LEAST, MOST = 0.0, 5.0
"""Between which a weight lies; 5 hardly means anything else."""

Slot = tuple[str, ...]
"""Words that may stand at one place; one that ends with a star stands for all that begin so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry as `written`: its pieces, each a row of slots, and its weight by field.

    Several pieces stand near each other in any order. `against` entries make an indicator less likely.
    """

    written: str
    pieces: tuple[tuple[Slot, ...], ...]
    weights: Mapping[str, float]
    against: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """Hold the entries of one language by reference; `shared` says why an entry stands in several packs."""

    language: str
    entries: Mapping[str, tuple[Entry, ...]]
    shared: Mapping[str, str]


def load_packs(framework: str, overlay: Path | None = None) -> Mapping[str, Pack]:
    """Return the packs of a standard by language; a standard without any has none.

    A standard of the workspace's own may bring them as `packs:` by language. Raises CatalogueProblem.
    """
    own = overlay / f"{framework}.yaml" if overlay else None
    if own is not None and own.is_file():
        data = read_yaml(own)
        sections = data.get("packs") or {} if isinstance(data, dict) else {}
        if not isinstance(sections, dict):
            raise CatalogueProblem(file=own.name, line=0, expected="packs: by language")
        return {str(name): build_pack(section, str(name), own.name) for name, section in sections.items()}
    return _packaged(data_path("catalogue") / framework / "packs")


@lru_cache(maxsize=4)
def _packaged(folder: Path) -> Mapping[str, Pack]:
    """Load packs that ship with the program, which do not change while it runs."""
    return {
        p.stem: build_pack(read_yaml(p), p.stem, f"packs/{p.name}") for p in sorted(folder.glob("*.yaml"))
    }


def build_pack(data: Any, language: str, file: str) -> Pack:
    """Build the pack of a language from parsed YAML; raises CatalogueProblem with what is expected."""
    try:
        groups = {str(name): tuple(map(_word, words)) for name, words in (data.get("groups") or {}).items()}
        factors = _factors(data["fields"])
        entries = {
            str(ref): tuple(_entries(str(ref), section, factors, groups))
            for ref, section in data["indicators"].items()
        }
        shared = {str(k): str(v) for k, v in (data.get("shared") or {}).items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise CatalogueProblem(file=file, line=0, expected=f"{type(error).__name__}: {error}") from error
    return Pack(language, entries, shared)


def _factors(data: Mapping[str, Any]) -> dict[str, float]:
    return {name: _number(data[name], name) for name in FIELDS}


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not LEAST <= value <= MOST:
        raise ValueError(f"{where}: a weight from {LEAST:g} to {MOST:g}")
    return float(value)


def _entries(
    ref: str, section: Mapping[str, Any], factors: Mapping[str, float], groups: Mapping[str, Slot]
) -> Iterator[Entry]:
    if unknown := set(section) - {"terms", "phrases", "against"}:
        raise ValueError(f"{ref}: {', '.join(sorted(unknown))}")
    for name in ("terms", "phrases", "against"):
        for written, weight in (section.get(name) or {}).items():
            pieces = tuple(_piece(part, groups) for part in str(written).split("+"))
            single = len(pieces) == 1 and len(pieces[0]) == 1
            if (name == "terms") != single and name != "against":
                raise ValueError(f"{ref}: {written}: not among {name}")
            yield Entry(
                str(written), pieces, _weights(weight, factors, f"{ref}: {written}"), name == "against"
            )


def _weights(weight: Any, factors: Mapping[str, float], where: str) -> dict[str, float]:
    if isinstance(weight, dict):
        if not weight or set(weight) - set(FIELDS):
            raise ValueError(f"{where}: {', '.join(FIELDS)}")
        return {name: _number(weight.get(name, 0), where) * factors[name] for name in FIELDS}
    return {name: _number(weight, where) * factor for name, factor in factors.items()}


def _piece(written: str, groups: Mapping[str, Slot]) -> tuple[Slot, ...]:
    """Return the slots of a piece: words in a row, or the words of a group."""
    words = written.split()
    if len(words) == 1 and words[0].startswith("@"):
        return (groups[words[0][1:]],)
    slots = tuple((word,) for part in words for word in _words(part))
    if not slots:
        raise ValueError(f"{written!r}: no word")
    return slots


def _words(part: str) -> Iterator[str]:
    """Yield the words of a run as the texts are cut: `drop-outs` is two; a star belongs to the last."""
    found = [token.surface for token in tokens(part.rstrip("*")) if not token.whole]
    yield from found[:-1]
    if found:
        yield found[-1] + ("*" if part.endswith("*") else "")


def _word(written: Any) -> str:
    words = tuple(_words(str(written)))
    if len(words) != 1:
        raise ValueError(f"{written}: one word")
    return words[0]
