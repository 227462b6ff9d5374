"""Check the spelling of every text that we ship with Hunspell and our own lists of professional words.

An unknown word is mended in its text, or put on the list of its language when it is right: `words.en.txt`,
`words.nb.txt`, `words.lt.txt`. An entry in small letters holds for a capital at the beginning too; an entry of
several words is a name in another language, left out as a whole.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.spelling.collect_texts import Text, collect_texts, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

LISTS = Path(__file__).parent
DICTIONARIES = {"en": "en_GB", "nb": "nb_NO", "lt": "lt_LT"}
# How many words the dictionaries have that the lists were made with: another edition lacks other words.
EDITIONS = {"en": 96970, "nb": 334169, "lt": 83258}
MOST_SUGGESTIONS = 40  # Hunspell takes up to a second for the suggestions to one Norwegian word


@pytest.fixture(params=list(DICTIONARIES))
def language(request: pytest.FixtureRequest) -> str:
    """Return each language in turn; without Hunspell or its dictionary the test is skipped, on CI it fails."""
    lacking = _lacking(request.param)
    if lacking and os.environ.get("QMS_ALL_TOOLS") == "1":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    return request.param


@pytest.mark.slow
def test_every_word_is_spelt_right(language: str):
    unknown = misspelt(language, texts(language))
    assert not unknown, report(language, unknown)


@pytest.mark.slow
def test_word_list_is_honest(language: str):
    listed, known_texts = entries(language), texts(language)
    _, names = words_and_names(language)
    found = {word for text in known_texts for word in _without(names, text).words()}
    unused = [e for e in listed if " " not in e and not forms(e) & found]
    unused += [n for n in names if not any(_as_pattern(n).search(_straight(t.text)) for t in known_texts)]
    assert unused == [], "no text has these entries (any more)"
    lowered = [e for e in listed if e.lower() != e and e.lower() in listed]
    assert lowered == [], "these stand in small letters already"
    if edition(language) == EDITIONS[language]:
        lacking = lacked(language, {word for e in listed for word in Text(language, "", e).words()})
        known = [e for e in listed if not lacking & set(Text(language, "", e).words())]
        assert known == [], "Hunspell knows these by itself"


@pytest.mark.parametrize("code", DICTIONARIES)
def test_word_list_is_sorted_in_its_groups(code: str):
    lines = (LISTS / f"words.{code}.txt").read_text(encoding="utf-8").splitlines()
    for is_entry, group in groupby(lines, key=lambda line: bool(line) and not line.startswith("#")):
        if is_entry:
            rows = list(group)
            assert rows == sorted(set(rows), key=lambda row: (row.casefold(), row))


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("en", "A complaint is recieved by the quallity coordinator.", {"recieved", "quallity"}),
        ("nb", "Virksometen har en kvalitetskordinator.", {"Virksometen", "kvalitetskordinator"}),
        ("lt", "Įstiagos kokybės polittika.", {"Įstiagos", "polittika"}),
    ],
    indirect=["language"],
    ids=["en", "nb", "lt"],
)
@pytest.mark.slow
def test_a_planted_mistake_is_found(language: str, sentence: str, expected: set[str]):
    unknown = misspelt(language, [*texts(language), Text(language, "planted.md:1", sentence)])
    assert expected <= set(unknown)
    assert "planted.md:1" in report(language, {word: unknown[word] for word in expected})


@pytest.mark.parametrize(
    ("language", "raw", "left"),
    [
        ("en", "The service{% if many %}s{% endif %} we offer", "The services service we offer"),
        ("en", "{{ user.many | cap }}’s plan and {{ n }}-day rule", "plan and day rule"),
        ("en", "{% if a %}UN Convention{% else %}rights{% endif %}: all", "UN Convention rights all"),
        ("en", "![Two people talk](talk)", "Two people talk"),
        ("nb", "# [annex] **Skjema**", "Skjema"),
        ("en", "Write to a.b@c.no, see https://x.no/y, qms.toml, 24t, F-12b, 20%", "Write to see"),
        ("en", "Run qms template lint --lang nb and read it", "Run and read it"),
        ("lt", "Susipažinau (-usi) 2026-aisiais", "Susipažinau"),
        ("nb", "helse- og omsorgstjenester", "helse og omsorgstjenester"),
        ("nb", "HMS-arbeid på 24-timers vakt", "HMS arbeid på timers vakt"),
    ],
)
def test_what_is_no_word_is_left_out(language: str, raw: str, left: str):
    assert " ".join(Text(language, "", plain(raw, language)).words()) == left


def misspelt(code: str, those: Iterable[Text]) -> dict[str, list[str]]:
    """Return each word that neither Hunspell nor our list knows, with the places where it stands."""
    words, names = words_and_names(code)
    allowed = {form for word in words for form in forms(word)}
    places: dict[str, list[str]] = defaultdict(list)
    for text in those:
        for word in _without(names, text).words():
            if word not in allowed:
                places[word].append(text.source)
    return {word: places[word] for word in sorted(lacked(code, places))}


def report(code: str, unknown: dict[str, list[str]]) -> str:
    """Say for each unknown word where it stands and what Hunspell suggests."""
    suggested = suggestions(code, list(unknown)[:MOST_SUGGESTIONS])
    lines = [f"{len(unknown)} unknown words: mend the text, or put a right word on words.{code}.txt"]
    for word, places in unknown.items():
        where = ", ".join(dict.fromkeys(places))
        lines.append(f"  {word} – {where} – {suggested.get(word) or 'no suggestion'}")
    return "\n".join(lines)


def lacked(code: str, words: Iterable[str]) -> set[str]:
    """Return the words that Hunspell does not know."""
    return set(_hunspell(code, "-l", "\n".join(words)).split())


def suggestions(code: str, words: Iterable[str]) -> dict[str, str]:
    """Return what Hunspell suggests for each word that it does not know."""
    answers = _hunspell(code, "-a", "\n".join(f"^{word}" for word in words)).splitlines()
    found = (re.match(r"& (\S+) \d+ \d+: (.+)", answer) for answer in answers)
    return {match[1]: match[2] for match in found if match}


def edition(code: str) -> int:
    """Return how many words the dictionary says that it has."""
    loaded = re.search(r"^(/.*)\.dic$", _run("-D", "-d", DICTIONARIES[code]).stderr, re.MULTILINE)
    if loaded is None:
        return 0
    with Path(f"{loaded[1]}.dic").open("rb") as stream:
        return int(stream.readline().decode("utf-8-sig").split()[0])


def forms(entry: str) -> set[str]:
    """Return how an entry may be written: as it is, with a capital, in capitals."""
    return {entry, entry[:1].upper() + entry[1:], entry.upper()}


@cache
def texts(code: str) -> tuple[Text, ...]:
    """Return all texts of a language."""
    return tuple(text for text in _all_texts() if text.language == code)


@cache
def _all_texts() -> tuple[Text, ...]:
    return tuple(collect_texts())


@cache
def entries(code: str) -> tuple[str, ...]:
    """Return what the list of a language has, without its comments."""
    lines = (LISTS / f"words.{code}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def words_and_names(code: str) -> tuple[list[str], list[str]]:
    """Return the single words of a list, and the names of several words, longest first."""
    several = [entry for entry in entries(code) if " " in entry]
    return [e for e in entries(code) if " " not in e], sorted(several, key=len, reverse=True)


def _without(names: Iterable[str], text: Text) -> Text:
    line = _straight(text.text)
    for name in names:
        if name in line:
            line = _as_pattern(name).sub(" ", line)
    return Text(text.language, text.source, line)


@cache
def _as_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def _straight(line: str) -> str:
    return line.replace("’", "'")


@cache
def _lacking(code: str) -> str:
    """Say what there is not: Hunspell or its dictionary of a language (empty: both are there)."""
    if shutil.which("hunspell") is None:
        return "needs Hunspell"
    if _run("-l", "-d", DICTIONARIES[code]).returncode:
        return f"needs Hunspell's dictionary {DICTIONARIES[code]}"
    return ""


def _hunspell(code: str, mode: str, words: str) -> str:
    done = _run(mode, "-i", "utf-8", "-d", DICTIONARIES[code], "-p", os.devnull, given=words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["hunspell", *arguments], input=given, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
