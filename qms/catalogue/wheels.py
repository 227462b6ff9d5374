"""Read the clock of a standard: `calendar/wheels.yaml` beside its other data."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import read_yaml
from qms.locale import LANGUAGES
from qms.model.calendar import Turn, Wheels
from qms.resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

_PARTS = ("cycle", "year", "first")


def load_wheels(framework: str) -> Wheels:
    """Return the clock of a standard, an empty one where it has none; raises CatalogueProblem."""
    path = data_path("catalogue") / framework / "calendar" / "wheels.yaml"
    return _read(path) if path.is_file() else Wheels()


@lru_cache(maxsize=4)
def _read(path: Path) -> Wheels:
    data = read_yaml(path)
    if not isinstance(data, dict) or set(data) != set(_PARTS):
        raise CatalogueProblem(file=path.name, line=1, expected=", ".join(_PARTS))
    try:
        return Wheels(**{part: tuple(_turn(item) for item in data[part]) for part in _PARTS})
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueProblem(file=path.name, line=1, expected="key, texts") from error


def _turn(item: dict[str, Any]) -> Turn:
    turn = Turn(
        key=str(item["key"]),
        texts={language: str(item[language]) for language in LANGUAGES},
        after=tuple(int(n) for n in item.get("after", ())),
        before=tuple(int(n) for n in item.get("before", ())),
        month=int(item.get("month", 0)),
        indicators=tuple(str(ref) for ref in item.get("indicators", ())),
        alarms=tuple(int(n) for n in item.get("alarms", ())),
        report=int(item.get("report", 0)),
    )
    if (bool(turn.after) + bool(turn.before) + bool(turn.month)) != 1:
        raise ValueError(turn.key)
    return turn
