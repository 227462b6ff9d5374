"""Hold standards as data, their translations, and the loader that lays a workspace's own files over them."""

from __future__ import annotations
