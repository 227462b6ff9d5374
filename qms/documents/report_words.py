"""Hold what reports of results print besides their text, read from `templates/reports/words.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from qms.resources import data_path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Give words in the language of a document."""

    language: str

    def say(self, key: str, **params: Any) -> str:
        """Return a word or sentence; `key` may name a group and a token, such as `asked.users`. Unknown: the token."""
        found: Any = _words()
        for name in key.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        if not isinstance(found, dict):
            return key.rpartition(".")[2]
        text = str(found.get(self.language) or found["en"])
        return text.format(**params) if params else text


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = data_path("templates", "reports", "words.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is a safe one
    return words
