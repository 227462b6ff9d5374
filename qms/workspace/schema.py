"""Say what `qms.toml` may hold: tables, keys, types and choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from qms.model.reasons import Reason

SERVICE_KINDS = ("work_inclusion", "day", "residential", "family_child", "crisis")
ROLES = (
    "board",
    "director",
    "quality_coordinator",
    "manager",
    "staff",
    "internal_auditor",
    "external_auditor",
)
GROUP_KINDS = (
    "staff",
    "users",
    "families",
    "managers",
    "volunteers",
    "partners",
    "purchasers",
    "others",
)
USER_WORDS = ("service_user", "participant", "resident", "client", "child", "visitor")
LANGUAGES = ("en", "nb", "lt")


@dataclass(frozen=True, slots=True)
class Key:
    """Describe one key: its type in words, whether it must be there, and its choices, if limited."""

    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()

    def accepts(self, value: Any) -> bool:
        """Say whether a parsed TOML value fits."""
        if self.kind == "text":
            fits = isinstance(value, str)
        elif self.kind == "date":
            fits = type(value) is date
        elif self.kind == "number":
            fits = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
        elif self.kind == "flag":
            fits = isinstance(value, bool)
        elif self.kind == "dates":
            fits = isinstance(value, list) and all(type(v) is date for v in value)
        elif self.kind == "names":
            fits = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
        else:
            fits = isinstance(value, list) and all(isinstance(v, str) for v in value)
        if not fits or not self.choices:
            return fits
        return all(v in self.choices for v in (value if isinstance(value, list) else [value]))

    @property
    def expected(self) -> Reason:
        """Return what to write: one or some of the choices, or the form of the type."""
        if self.choices:
            code = "expect_some_of" if self.kind == "list" else "expect_one_of"
            return Reason(code, {"choices": list(self.choices)})
        return Reason(f"expect_{self.kind}")


TOP = {
    "frameworks": Key("list", required=True),
    "languages": Key("list", required=True, choices=LANGUAGES),
    "assessed_on": Key("date"),
}
TABLES: dict[str, dict[str, Key]] = {
    "organisation": {
        "name": Key("text", required=True),
        "country": Key("text", required=True),
        "legal_form": Key("text"),
        "number": Key("text"),
        "address": Key("text"),
        "phone": Key("text"),
        "email": Key("text"),
        "website": Key("text"),
        "municipality": Key("text"),
        "user_word": Key("text", choices=USER_WORDS),
        "very_small": Key("flag"),
    },
    "certification": {
        "certified_on": Key("date"),
        "certified_until": Key("date"),
        "audit_on": Key("date"),
        "target_on": Key("date"),
        "visits": Key("dates"),
        "reports_sent": Key("dates"),
    },
    "law": {"acts": Key("list")},
    "documents": {"chapters": Key("names"), "warn_days": Key("number")},
    "evidence": {"folder": Key("text"), "ignore": Key("list"), "passwords": Key("list")},
    "awareness": {"many": Key("number"), "most": Key("number"), "all": Key("number")},
}
LISTS: dict[str, dict[str, Key]] = {
    "services": {
        "id": Key("text", required=True),
        "name": Key("text", required=True),
        "kind": Key("text", required=True, choices=SERVICE_KINDS),
    },
    "sites": {"id": Key("text", required=True), "name": Key("text", required=True), "address": Key("text")},
    "functions": {"id": Key("text", required=True), "name": Key("text", required=True)},
    "people": {
        "id": Key("text", required=True),
        "name": Key("text", required=True),
        "roles": Key("list", choices=ROLES),
        "login": Key("text"),
        "groups": Key("list"),
        "site": Key("text"),
    },
    "groups": {
        "id": Key("text", required=True),
        "name": Key("text", required=True),
        "kind": Key("text", choices=GROUP_KINDS),
        "size": Key("number"),
    },
}
