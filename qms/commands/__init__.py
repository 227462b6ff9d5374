"""Hold the thin click commands, one module per group: parse, call one service, print, exit code."""

from __future__ import annotations
