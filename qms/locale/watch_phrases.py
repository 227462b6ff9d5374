"""Hold the sentences of watching the evidence folder."""

from __future__ import annotations

WATCH: dict[str, str] = {}
