"""Hold the gettext catalogues of the program (en, nb, lt) and the one translator."""

from __future__ import annotations

LANGUAGES = ("en", "nb", "lt")
