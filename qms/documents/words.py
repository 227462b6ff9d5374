"""Give the forms of the word for the people served, per language, from `templates/words.yaml`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from qms.documents.findings import UnknownWord
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# The forms of a word in each language; lint checks templates by them, and the tests check words.yaml.
CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
FORMS: Mapping[str, tuple[str, ...]] = {
    "en": ("one", "many", "one_poss", "many_poss"),
    "nb": ("one", "one_def", "many", "many_def", "one_gen", "one_def_gen", "many_gen", "many_def_gen"),
    "lt": ("one", "many"),
}


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    text = data_path("templates", "words.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - the loader is a safe one
    return data


def word_names() -> tuple[str, ...]:
    """List the words that an organisation may choose from."""
    return tuple(_words()["words"])


def default_word() -> str:
    """Return the word that is used when an organisation has not chosen."""
    return str(_words()["default"])


def user_forms(word: str, language: str) -> Mapping[str, Any]:
    """Return the forms of `word` (empty: the default word) in `language`; raises UnknownWord."""
    words = _words()["words"]
    chosen = word or default_word()
    if chosen not in words:
        raise UnknownWord(word=chosen, words=sorted(words))
    forms: Mapping[str, Any] = words[chosen].get(language) or words[chosen]["en"]
    return forms
