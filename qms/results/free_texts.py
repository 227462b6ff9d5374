"""Refuse in what people write about themselves what must never stand there."""

from __future__ import annotations

from qms.model.errors import QmsError
from qms.results.privacy import has_identity_number


class NumberInText(QmsError):
    """Refuse a text with the identity number of a person: notes, reasons and statements are kept and printed."""

    code = "number_in_text"
    hint = "hint_codes"


def refuse_identity_numbers(*texts: str | None) -> None:
    """Raise NumberInText where one of the texts holds an identity number."""
    if any(text and has_identity_number(text) for text in texts):
        raise NumberInText
