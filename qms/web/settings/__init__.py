"""Show and change what the workspace knows of the provider: settings, lists, people, accounts, upkeep."""

from __future__ import annotations

from qms.web.settings import accounts, keeping, lists, password, people, sections, showing
from qms.web.settings.room import pages

__all__ = ["accounts", "keeping", "lists", "pages", "password", "people", "sections", "showing"]
