"""Find and open a workspace: its settings, paths, state, index and clock."""

from __future__ import annotations
