"""Hold immutable values and enums that every other room speaks in; standard library only."""

from __future__ import annotations
