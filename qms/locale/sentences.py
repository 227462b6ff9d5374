"""Hold every sentence that a code stands for, in English; the catalogues translate them."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from qms.locale.audit_phrases import AUDIT
from qms.locale.count_phrases import COUNTS
from qms.locale.document_phrases import DOCUMENTS
from qms.locale.entry_phrases import ENTRIES
from qms.locale.errors import ERRORS
from qms.locale.evidence_phrases import EVIDENCE
from qms.locale.findings import FINDINGS
from qms.locale.interview_phrases import INTERVIEW
from qms.locale.measure_phrases import MEASURES
from qms.locale.phrases import PHRASES
from qms.locale.register_phrases import REGISTERS
from qms.locale.report_phrases import REPORTS
from qms.locale.search_phrases import SEARCH
from qms.locale.survey_phrases import SURVEYS
from qms.locale.template_phrases import TEMPLATES
from qms.locale.translator import current, translate
from qms.locale.watch_phrases import WATCH

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: dict[str, str] = {
    **PHRASES, **ERRORS, **FINDINGS, **DOCUMENTS, **INTERVIEW, **TEMPLATES, **EVIDENCE, **SEARCH, **WATCH,
    **REGISTERS, **COUNTS, **MEASURES, **SURVEYS, **REPORTS, **AUDIT, **ENTRIES,
}  # fmt: skip


def say(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return the sentence of a code in the language in use, filled with `params`; an unknown code as it is."""
    sentence = SENTENCES.get(code)
    if sentence is None:
        return code
    given = _Shown({key: _token(key, value) for key, value in (params or {}).items()})
    return translate(sentence).format_map(given)


TOKENS = frozenset({"role", "allowed", "kind", "verb", "table"})
"""Parameters that hold tokens of the system and are shown as words."""


def _token(key: str, value: Any) -> str:
    if key in TOKENS:
        return ", ".join(word(str(v)) for v in (value if isinstance(value, list | tuple) else [value]))
    return shown(value)


def shown(value: Any) -> str:
    """Return a parameter as people read it: tokens translated, days in ISO form, lists joined."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return word(str(value.value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # Two decimals at most, none that are idle, and the comma where people write one.
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text if current() == "en" else text.replace(".", ",")
    if isinstance(value, list | tuple | set | frozenset):
        joiner = say("or") if value and all(isinstance(v, Enum) for v in value) else ", "
        return joiner.join(shown(v) for v in value)
    code = getattr(value, "code", None)
    if isinstance(code, str) and hasattr(value, "params"):
        return say(code, value.params)
    return str(value)


def word(token: str) -> str:
    """Return a token of the system (state, kind, status, problem) as a word."""
    return say(f"word_{token}") if f"word_{token}" in SENTENCES else token


class _Shown(dict[str, str]):
    """Leave nothing blank: a parameter that was not given shows as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"
