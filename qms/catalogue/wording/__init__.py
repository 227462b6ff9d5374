"""Read a provider's own copy of a standard: cut it into parts, put each in its place, and say what is doubtful."""

from __future__ import annotations
