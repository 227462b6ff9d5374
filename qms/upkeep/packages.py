"""Read which packages the program needs, and compare version numbers."""

from __future__ import annotations

import re
import tomllib

from qms.resources import data_path

_NEED = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?\s*([^;]*)(;.*)?$")
_LEAST = re.compile(r">=\s*([0-9][0-9A-Za-z.]*)")


def runtime_requirements(lines: list[str]) -> dict[str, str]:
    """Return the least version of every needed package by name ("" where none is named), extras left out."""
    found: dict[str, str] = {}
    for line in lines:
        parts = _NEED.match(line)
        if parts is None or "extra" in (parts.group(3) or ""):
            continue
        least = _LEAST.search(parts.group(2))
        found[parts.group(1)] = least.group(1) if least else ""
    return found


def package_names() -> dict[str, str]:
    """Return what the checkout's own project file asks for; nothing when there is none."""
    file = data_path("templates").parent / "pyproject.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        return runtime_requirements(list(data["project"]["dependencies"]))
    except (OSError, ValueError, KeyError):
        return {}


def is_older(found: str, least: str) -> bool:
    """Tell whether a version comes before another; letters after a number are passed over."""
    return _numbers(found) < _numbers(least)


def _numbers(text: str) -> tuple[int, ...]:
    numbers = [int(part) for part in re.findall(r"\d+", text.split("+", maxsplit=1)[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
