"""Judge links against the needs of a standard: pure rules, the map, gaps; it stores nothing."""

from __future__ import annotations
