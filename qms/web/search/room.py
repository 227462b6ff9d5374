"""Hold the blueprint of the search."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("search", __name__)
