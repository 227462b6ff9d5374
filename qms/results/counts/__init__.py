"""Count what registers hold: pure functions over rows, one module a register."""

from __future__ import annotations
