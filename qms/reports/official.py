"""Show the official wording beside our own words, always named as what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, word

if TYPE_CHECKING:
    from qms.catalogue.official import Official, OfficialText


def official_label(language: str) -> str:
    """Return the label of an official text: its language, and that it comes from the provider's own copy."""
    return say("official_label", {"language": word(language)})


def official_json(
    official: Official | None,
    section: str,
    ref: str,
    language: str,
    perspective: str | None = None,
    level: int | None = None,
) -> dict[str, Any] | None:
    """Return an official text with its language, None where none was imported."""
    found = official.best(section, ref, language, perspective, level) if official else None
    return {"language": found.language, "text": found.text} if found else None


def print_official(found: OfficialText | dict[str, Any] | None, note: dict[str, Any] | None = None) -> None:
    """Print an official text under its label, with the note on a required document; nothing where there is none."""
    from qms.reports.tables import print_text

    if found is None:
        return
    own = found if isinstance(found, dict) else {"language": found.language, "text": found.text}
    print_text(f"{official_label(own['language'])}:", style="italic")
    print_text(own["text"] + (f" ({note['text']})" if note else ""), style="italic", indent=2)
