"""Read RTF: striprtf turns it into text; before that, what is deleted, hidden or beside the text is taken apart."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from indexer.extract.model import Content, ReadProblem, Unit
from indexer.extract.sections import Block, cut

READER = f"rtf 1 striprtf {version('striprtf')}"
_TOKEN = re.compile(
    r"\\bin(\d{1,9}) ?|\\([a-z]{1,32})(-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}|\\[^a-z]|[{}]|[^\\{}]+|\\"
)
# Groups that stand beside the text, and the label under which they are read.
_BESIDE = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
    "footnote": "footnotes",
    "annotation": "comments",
}
_HEAD = frozenset(("fonttbl", "stylesheet", "info", "colortbl"))
_DROPPED = frozenset(
    ("pict", "objdata", "themedata", "colorschememapping", "datastore", "blipuid", "nonshppict")
)
_HIDING = ("deleted", "v")
_HEADING_STYLE = re.compile(r"(?i)^(?:heading|overskrift|antraštė)\s*([1-9])$")
_GROUP = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
# Characters of private use: one before a heading, with its level (0: the title), one between the cells of a row.
_LEVEL, _CELL = 0xE000, 0xE001
_MARK = re.compile(f"{chr(_LEVEL)}([0-9])")
_BEYOND = re.compile("[\x80-\xff]")
_CODE_PAGE = re.compile(r"\\ansicpg\d+ ?")
_KINDS = {"mac": "mac_roman", "cp10000": "mac_roman", "pca": "cp850", "pc": "cp437", "cp0": "cp1252"}
_FONT = re.compile(r"\\f(\d{1,6})(?!\d)[^;{}]{0,200}?\\fcharset(\d{1,3})(?!\d)")
_MOST_FONTS = 2_000
_DEEPEST = 200  # groups within each other
_LANGUAGES = {"1044": "nb", "2068": "nn", "1063": "lt", "1033": "en", "2057": "en"}


def read(data: bytes) -> Content:
    """Return the text of an RTF file. Raises ReadProblem: damaged, or too_large for groups nested without end."""
    source = data.decode("latin-1").lstrip("\xef\xbb\xbf \r\n\t")
    if not source.startswith("{\\rtf"):
        raise ReadProblem("damaged")
    taken = _Taker(source)
    taken.run()
    text = taken.text()
    blocks = _blocks(text("".join(taken.body)))
    units = cut((max(level, 0), line) for level, line in blocks)
    for label, pieces in taken.beside.items():
        lines = [line for piece in dict.fromkeys(pieces) for _, line in _blocks(text(piece)) if line.strip()]
        if lines:
            units.append(Unit("part", len(units) + 1, label, "\n".join(lines)))
    info = taken.heads.get("info", "")
    language = re.search(r"\\deflang(\d{1,5})", source[:4_096])
    named = [line for wanted in (-1, 1) for level, line in blocks if (level < 0) == (wanted < 0) and level]
    return Content(
        units=tuple(units),
        heading=" ".join(next(iter(named), "").split()),
        title=_property(text, info, "title"),
        author=_property(text, info, "author"),
        language=_LANGUAGES.get(language[1], "") if language else "",
        created=_moment(info, "creatim"),
        modified=_moment(info, "revtim"),
    )


@dataclass
class _Group:
    """Hold the state of an open group: where its text goes (None: nowhere), and under which word it is put aside."""

    sink: list[str] | None
    hidden: bool = False
    aside: str = ""
    fresh: bool = True  # no word of it has been read


class _Taker:
    """Take an RTF file apart in one pass: running text, what stands beside it, head; what is hidden is left out."""

    def __init__(self, source: str) -> None:
        self.body: list[str] = []
        self.beside: dict[str, list[str]] = {}
        self.heads: dict[str, str] = {}
        self._source = source
        self._stack: list[_Group] = []
        self._levels: dict[str, int] = {}
        self._skip = "1"  # characters that follow a \u for old programs

    def run(self) -> None:
        """Read to the end of the outermost group; what comes after it is no part of the document."""
        at = 0
        while match := _TOKEN.match(self._source, at):
            at = match.end() + int(match[1] or 0)
            if match[1]:
                continue
            if match[0] == "{":
                self._open()
            elif match[0] == "}":
                self._close()
                if not self._stack:
                    break
            elif self._stack:
                self._take(match[0], match[2] or "", match[3] or "")

    def text(self) -> _Text:
        r"""Return what turns pieces of this file into text, by its code page and fonts.

        A font of character set 0 is taken in the code page of the file: programs write \ansicpg1257 and leave the set.
        """
        start = self._source[:4_096]
        page = re.search(r"\\ansicpg(\d{1,5})", start)
        kind = re.search(r"\\(mac|pca|pc)(?![a-z])", start[:200])
        encoding = f"cp{page[1]}" if page else _KINDS.get(kind[1] if kind else "", "cp1252")
        encoding = _KINDS.get(encoding, encoding)
        try:
            codecs.lookup(encoding)
        except LookupError:
            encoding = "cp1252"
        fonts = self.heads.get("fonttbl", "")
        # Only what is needed of them: striprtf looks for the rest by an expression that runs on.
        sets = [
            (font, number) for font, number in _FONT.findall(fonts) if number != "0" or encoding == "cp1252"
        ]
        lines = "\n".join(f"{{\\f{font}\\fcharset{number} x;}}" for font, number in sets[:_MOST_FONTS])
        return _Text(f"{{\\fonttbl\n{lines}}}" if lines else "", encoding)

    def _open(self) -> None:
        if len(self._stack) > _DEEPEST:
            raise ReadProblem("too_large")
        if not self._stack:
            self._stack.append(_Group(self.body))
            return
        above = self._stack[-1]
        self._write("{")
        self._stack.append(_Group(above.sink, above.hidden))

    def _close(self) -> None:
        group = self._stack.pop()
        if group.aside and group.sink is not None:
            self._put_aside(group.aside, "".join(group.sink))
        if self._stack:
            self._write("}")

    def _put_aside(self, word: str, piece: str) -> None:
        if word in _HEAD:
            self.heads.setdefault(word, f"{{\\{word}{piece}}}")
            if word == "stylesheet":
                self._levels = _heading_levels(piece)
            return
        label = "endnotes" if word == "footnote" and "\\ftnalt" in piece else _BESIDE[word]
        self.beside.setdefault(label, []).append(f"\\uc{self._skip} {piece}")

    def _take(self, token: str, word: str, number: str) -> None:
        group = self._stack[-1]
        fresh, group.fresh = group.fresh, group.fresh and (token.strip() in ("", "\\*"))
        if fresh and (word in _BESIDE or word in _HEAD) and group.sink is not None and len(self._stack) > 1:
            group.aside, group.sink = word, []
        elif word in _DROPPED:
            group.sink = None
        elif word in _HIDING or word == "plain":
            group.hidden = word != "plain" and number != "0"
            self._write("\\plain " if word == "plain" else "")
        elif not group.hidden:
            self._write(self._translated(token, word, number))

    def _translated(self, token: str, word: str, number: str) -> str:
        """Return a token as striprtf shall see it, with the marks of headings and cells."""
        if word in ("cell", "nestcell"):
            return f"\\u{_CELL}" + "?" * int(self._skip)
        level = self._level(word, number)
        if level is not None:
            return f"\\u{_LEVEL}" + "?" * int(self._skip) + str(level)
        if word == "u" and not (number and -0x8000 <= int(number) <= 0xFFFF):
            return ""
        if word == "uc":
            self._skip = number if number in ("0", "1", "2") else "1"
        if word == "fldinst":  # striprtf looks for links by an expression that runs on; a line end stops it
            return "\\fldinst\n"
        return _BEYOND.sub(lambda match: f"\\'{ord(match[0]):02x}", token) if not word else token

    def _level(self, word: str, number: str) -> int | None:
        if any(group.aside in _HEAD for group in self._stack[1:3]):  # where styles are told, not used
            return None
        if word == "outlinelevel" and number.isdecimal() and int(number) < 9:
            return int(number) + 1
        return self._levels.get(number) if word == "s" else None

    def _write(self, token: str) -> None:
        sink = self._stack[-1].sink if self._stack else None
        if sink is not None:
            sink.append(token)


class _Text:
    """Turn pieces of one RTF file into text."""

    def __init__(self, fonts: str, encoding: str) -> None:
        self._fonts = fonts
        self._encoding = encoding

    def __call__(self, piece: str) -> str:
        from striprtf.striprtf import rtf_to_text

        # Told once more in the piece itself, the code page would be looked up under a name that may not exist.
        source = f"{{\\rtf1 {self._fonts}{_CODE_PAGE.sub(' ', piece)}}}"
        text = str(rtf_to_text(source, encoding=self._encoding, errors="replace"))  # type: ignore[no-untyped-call]
        # Characters beyond 16 bits come as two halves.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _heading_levels(styles: str) -> dict[str, int]:
    """Return the levels of the styles that are headings (0: the title), by their numbers."""
    found: dict[str, int] = {}
    for group in _GROUP.findall(styles):
        number = re.search(r"\\s(\d{1,5})(?!\d)", group)
        outline = re.search(r"\\outlinelevel([0-8])", group)
        name = re.sub(r"\\[a-z]+-?\d* ?|[{}]|\\\*", "", group).strip().rstrip(";").strip()
        named = _HEADING_STYLE.match(name)
        if number and (named or outline or name.lower() == "title"):
            found[number[1]] = int(named[1]) if named else int(outline[1]) + 1 if outline else 0
    return found


def _blocks(text: str) -> list[Block]:
    """Return paragraphs with their levels (-1 for the title); the cells of a row stand between tabs."""
    found: list[Block] = []
    for line in text.split("\n"):
        marks = _MARK.findall(line)
        bare = _MARK.sub("", line).replace(chr(_CELL), "\t").strip(" ").rstrip("\t")
        level = (int(marks[-1]) or -1) if marks and bare.strip() else 0
        found.append((level, bare))
    return found


def _property(text: _Text, info: str, name: str) -> str:
    match = re.search(r"\{\\" + name + r"(?![a-z])((?:[^{}]|\{[^{}]*\}){0,2000})\}", info)
    return " ".join(text(match[1]).split()) if match else ""


def _moment(info: str, name: str) -> datetime | None:
    match = re.search(r"\{\\" + name + r"((?:\\(?:yr|mo|dy|hr|min|sec)\d{1,4})+)", info)
    if not match:
        return None
    values = {word: int(number) for word, number in re.findall(r"\\([a-z]+)(\d+)", match[1])}
    try:
        found = datetime(values["yr"], values["mo"], values["dy"], values.get("hr", 0), values.get("min", 0))  # noqa: DTZ001  # as it stands in the file
    except (KeyError, ValueError):
        return None
    return found if found.year >= 1980 else None
