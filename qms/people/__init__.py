"""Hold actors, roles, groups and credentials."""

from __future__ import annotations
