"""Tell which words of a file name say too much: of an illness, or whose complaint or plan it is; pure."""

from __future__ import annotations

import re

from indexer.text import fold

# Folded beginnings of words that say why somebody is ill or away.
_ILLNESS = re.compile(
    r"\b(?:sykemeld\w*|diagnos\w*|epikris\w*|legeerkl\w*|sykejournal\w*|rusproblem\w*|dodsfall\w*|selvmord\w*|"
    r"diagnoz\w*|epikriz\w*|nedarbingum\w*|ligos|mirt\w+ pazym\w*|neigalumo|"
    r"sick ?notes?|medical certificates?|medical records?|discharge summar\w+|care records?|suicid\w+)\b"
)
# What belongs to one person, with the capitalised words behind it that say to whom.
_WHOSE = re.compile(
    r"\b(?i:klager?|avvik|individuell plan|plan for deltaker\w*|skund\w+|prasym\w+|pra\u0161ym\w+|isgp|byla|"
    r"complaints?|case|individual plan|care plan|support plan|incident)\s+"
    r"(?i:(?:fra|p\u00e5|om|for|til|d\u0117l|del|apie|from|by|of|about|on)\s+)"
    r"((?:[A-Z\u00c0-\u017d][a-z\u00df-\u017e]+)(?:\s+[A-Z\u00c0-\u017d][a-z\u00df-\u017e]+){0,2})"
)


def telling_words(readable: str) -> tuple[str, ...]:
    """Return the words that tell of an illness, and a mark for a person behind a complaint, plan or case."""
    found = [match[0] for match in _ILLNESS.finditer(fold(readable))]
    found += [f"{match[1][:1]}…{match[1][-1:]}" for match in _WHOSE.finditer(readable)]
    return tuple(dict.fromkeys(found))
