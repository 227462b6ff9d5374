"""Make what a page of a browser can show of a file: pictures and plain HTML. Runs in reader workers."""

from __future__ import annotations
