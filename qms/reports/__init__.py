"""Write results as tables, JSON and files; it computes nothing."""

from __future__ import annotations
