"""Show registers, surveys and results, take entries and answers, and hand out their workbooks and reports."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("registers", __name__)

from qms.web.registers import (  # noqa: E402, F401 - the views need the blueprint
    books,
    checks,
    entries,
    filling,
    kiosk,
    results,
    surveys,
)
