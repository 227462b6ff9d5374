"""Hold every sentence that a code stands for, in English; the catalogues translate them."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from qms.locale.assess_phrases import ASSESS
from qms.locale.audit_phrases import AUDIT
from qms.locale.clock_phrases import CLOCK
from qms.locale.count_phrases import COUNTS
from qms.locale.document_phrases import DOCUMENTS
from qms.locale.entry_phrases import ENTRIES
from qms.locale.errors import ERRORS
from qms.locale.evidence_phrases import EVIDENCE
from qms.locale.findings import FINDINGS
from qms.locale.interview_phrases import INTERVIEW
from qms.locale.measure_phrases import MEASURES
from qms.locale.output_phrases import OUTPUTS
from qms.locale.pack_phrases import PACK
from qms.locale.people_phrases import PEOPLE
from qms.locale.phrases import PHRASES
from qms.locale.preview_phrases import PREVIEW
from qms.locale.register_phrases import REGISTERS
from qms.locale.report_phrases import REPORTS
from qms.locale.scale_phrases import SCALES
from qms.locale.search_phrases import SEARCH
from qms.locale.suggest_phrases import SUGGEST
from qms.locale.survey_phrases import SURVEYS
from qms.locale.template_phrases import TEMPLATES
from qms.locale.translator import current, translate
from qms.locale.watch_phrases import WATCH
from qms.locale.web_audit_phrases import WEB_AUDIT
from qms.locale.web_documents_phrases import WEB_DOCUMENTS
from qms.locale.web_evidence_phrases import WEB_EVIDENCE
from qms.locale.web_indicator_phrases import WEB_INDICATOR
from qms.locale.web_mine_phrases import WEB_MINE
from qms.locale.web_overview_phrases import WEB_OVERVIEW
from qms.locale.web_phrases import WEB
from qms.locale.web_register_phrases import WEB_REGISTERS
from qms.locale.web_settings_phrases import WEB_SETTINGS
from qms.locale.wording_phrases import WORDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

SENTENCES: dict[str, str] = {
    **PHRASES, **ERRORS, **FINDINGS, **DOCUMENTS, **INTERVIEW, **TEMPLATES, **EVIDENCE, **SEARCH, **WATCH,
    **REGISTERS, **COUNTS, **MEASURES, **SURVEYS, **REPORTS, **AUDIT, **ENTRIES, **OUTPUTS,
    **CLOCK, **SUGGEST,
    **ASSESS, **SCALES,
    **WORDING, **PACK, **PREVIEW, **PEOPLE,
    **WEB_DOCUMENTS,
    **WEB, **WEB_MINE, **WEB_REGISTERS, **WEB_AUDIT, **WEB_EVIDENCE, **WEB_INDICATOR, **WEB_OVERVIEW,
    **WEB_SETTINGS,
}  # fmt: skip


def say(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return the sentence of a code in the language in use, filled with `params`; an unknown code as it is."""
    sentence = SENTENCES.get(code)
    if sentence is None:
        return code
    given = _Shown({key: _token(key, value) for key, value in (params or {}).items()})
    return translate(sentence).format_map(given)


def whole_sentence(code: str, params: Mapping[str, Any] | None = None) -> str:
    """Return the sentence of a code as one that stands alone: with a capital, unless it begins with a name."""
    told = say(code, params)
    begins = translate(SENTENCES.get(code, ""))
    # A parameter, the program and its files stay as they are written.
    if begins[:1].islower() and not begins.startswith("qms"):
        return told[:1].upper() + told[1:]
    return told


def either(words: Sequence[str]) -> str:
    """Return alternatives as people write them: commas, and the word for "or" before the last."""
    *others, last = words or ("",)
    return f"{', '.join(others)}{say('or')}{last}" if others else last


TOKENS = frozenset({"role", "allowed", "kind", "verb", "table", "perspective"})
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
        return day_form.get()(value)
    if isinstance(value, float):
        # Two decimals at most, none that are idle, and the comma where people write one.
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return text if current() == "en" else text.replace(".", ",")
    if isinstance(value, list | tuple | set | frozenset):
        each = [shown(v) for v in value]
        return either(each) if value and all(isinstance(v, Enum) for v in value) else ", ".join(each)
    code = getattr(value, "code", None)
    if isinstance(code, str) and hasattr(value, "params"):
        return say(code, value.params)
    return str(value)


def word(token: str) -> str:
    """Return a token of the system (state, kind, status, problem) as a word."""
    return say(f"word_{token}") if f"word_{token}" in SENTENCES else token


day_form: ContextVar[Callable[[date], str]] = ContextVar("qms_day_form", default=date.isoformat)
"""How sentences write a day: in ISO form, unless an edge for people at a screen says otherwise."""


class _Shown(dict[str, str]):
    """Leave nothing blank: a parameter that was not given shows as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"
