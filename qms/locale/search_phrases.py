"""Hold the sentences of searching: wrong queries, did-you-mean, places of hits."""

from __future__ import annotations

SEARCH: dict[str, str] = {}
