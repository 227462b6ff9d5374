"""Read Word files as a reader sees them, compare two of them, and merge three."""

from __future__ import annotations
