"""Hold an invented standard and copies of it, laid out with the traps of real ones."""

from __future__ import annotations
