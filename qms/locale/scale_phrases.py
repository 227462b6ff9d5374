"""Hold the sentences of the scales: what the check of a standard finds in them."""

from __future__ import annotations

SCALES: dict[str, str] = {
    "scale_missing": "Scale {ref} ({perspective}) is missing.",
    "scale_unknown": "Scale {ref} ({perspective}): the standard has no such scale.",
    "scale_level_empty": "Scale {ref} ({perspective}): level {level} has no condition.",
    "scale_level_unknown": "Scale {ref} ({perspective}): a condition stands at level {level}; the levels are 1 to {levels}.",
    "scale_key_twice": "Scale {ref} ({perspective}): the key {key} stands twice.",
    "scale_replaces": "Scale {ref} ({perspective}): {key} cannot replace {other}. It has to be an earlier condition of a lower level that nothing else replaces.",
    "scale_text_missing": "{language}: scale {ref} ({perspective}): {key} has no text.",
}
