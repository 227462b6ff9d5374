"""Give what a standard says of an indicator: in own words, and in the official wording where that was imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.reports.official import official_json

if TYPE_CHECKING:
    from qms.catalogue.official import Official
    from qms.model.framework import Framework, Indicator


def indicator_texts(framework: Framework, indicator: Indicator, language: str) -> dict[str, Any]:
    """Return what the standard says of an indicator, in own words."""
    rule = indicator.rule
    return {
        "asked": framework.text("indicators", rule.ref, "asked", language),
        "examples": framework.text("indicators", rule.ref, "examples", language) or [],
        "rhythm": rule.rhythm.value,
        "fresh_months": rule.fresh_months,
        "document_kind": rule.document_kind,
    }


def official_texts(official: Official, indicator: Indicator, language: str) -> dict[str, Any]:
    """Return the official wording of an indicator, of its note on a document and of its criterion, where imported."""
    ref, criterion = indicator.ref, indicator.criterion
    return {
        "official": official_json(official, "indicators", ref, language),
        "official_document": official_json(official, "documents", ref, language),
        "official_criterion": official_json(official, "criteria", criterion, language) if criterion else None,
    }
