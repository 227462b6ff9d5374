"""Make a copy of a PDF in which words are gone: pages as pictures with black bars, no text, no properties.

What cannot be located on its page is refused, never half blacked out. One document at a time: PDFium is not safe for
threads.
"""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.evidence.identifiers import identifiers
from qms.evidence.picture_pdf import bound
from qms.evidence.pictures import LEAST_PIXELS, WHOLE_PAGE
from qms.model.errors import QmsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PIL.Image import Image

    from qms.evidence.identifiers import OwnContacts
    from qms.evidence.name_list import NameList

DOTS = 180  # per inch: small print stays legible
MOST_PAGES = 300
_MOST_SIDE = 4_000  # pixels of a page, whatever size its paper claims
_PAD = 1.2  # points around a word
_IGNORED = re.compile(r"[\s\u00ad\u200b\ufffe\ufeff\x02-]+")
_PARTED = re.compile(r"\x02\s*|(?<=\w)[-\u00ad\ufffe]\s*\n\s*(?=[^\W\d_])")
BAR = "█"
_SCANT, _NONE = 150, 12  # characters on a page that is a picture: with fewer, nobody could look into it
_SOME = 0.05  # of a page that a picture fills


class RedactionRefused(QmsError):
    """Refuse a redacted copy; `why` is a code of `pack_phrases`, `page` the number of the page (0: the whole file)."""

    code = "redaction_refused"
    hint = "hint_on_site"

    def __init__(self, why: str, page: int = 0) -> None:
        super().__init__(why=why, page=page)
        self.why = why
        self.page = page


@dataclass(frozen=True, slots=True)
class Removal:
    """Hold what is to go: names of a list, further texts, and the provider's own contacts, which may stay.

    `expected` are words that reading found, by page (0: wherever they stand); each must be located. With `beneath` a
    copy without any bar is one as well: what is to go stands where no page shows it, and no copy has that.
    """

    names: NameList | None
    own: OwnContacts
    texts: tuple[str, ...] = ()
    expected: Mapping[int, Sequence[str]] | None = None
    beneath: bool = False

    def __repr__(self) -> str:
        return f"Removal({len(self.texts)})"


@dataclass(frozen=True, slots=True)
class Redacted:
    """Hold a redacted copy, the text that is left on each page (bars where words were), and how many bars there are."""

    data: bytes
    texts: tuple[str, ...]
    bars: int


def redact(data: bytes, removal: Removal) -> Redacted:
    """Return a copy of a PDF without what is to go; raises RedactionRefused, and then there is no copy at all."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise RedactionRefused("redaction_unreadable") from error
    try:
        if len(document) > MOST_PAGES:
            raise RedactionRefused("redaction_too_long")
        document.init_forms()
        pages, texts, bars, removed = _pages(document, removal)
    finally:
        document.close()
    if not bars and not removal.beneath:
        raise RedactionRefused("redaction_nothing")
    made = bound(pages)
    _verify(made, removed, len(pages))
    return Redacted(made, tuple(texts), bars)


def _pages(
    document: Any, removal: Removal
) -> tuple[list[tuple[Image, float, bool]], list[str], int, set[str]]:
    """Return the pictures of all pages, what text is left on them, the number of bars, and the words that went."""
    import pypdfium2.raw as api

    images, texts, bars = [], [], 0
    removed: set[str] = set()
    located: set[str] = set()
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        # Notes and filled fields become part of the page, so that their words are found as well.
        api.FPDFPage_Flatten(page.raw, api.FLAT_NORMALDISPLAY)
        page.close()
        page = document[number - 1]
        layer = _Layer(page, number)
        covered = _cover_pictures(page)
        if layer.is_picture_only(page):
            raise RedactionRefused("redaction_picture", number)
        words = _words_on(layer.text, removal, number)
        spans = [span for word in words for span in layer.find(word)]
        for word in (removal.expected or {}).get(number, ()):
            if not layer.find(word):
                raise RedactionRefused("redaction_not_located", number)
        located |= {_key(word) for word in words if layer.find(word)}
        removed |= {layer.text[start:end] for start, end in spans} | set(words)
        images.append(_drawn(page, [box for span in spans for box in layer.boxes(span)]))
        texts.append(_barred(layer.text, spans))
        bars += len(spans) + covered
        page.close()
    lacking = [word for word in (removal.expected or {}).get(0, ()) if _key(word) not in located]
    lacking += [text for text in removal.texts if _key(text) not in located]
    if any(not _anywhere(word, located) for word in lacking):
        raise RedactionRefused("redaction_not_located")
    return images, texts, bars, removed


def _anywhere(word: str, located: set[str]) -> bool:
    """Tell whether a word was located as part of a longer one."""
    return any(_key(word) in one for one in located)


def _words_on(text: str, removal: Removal, number: int) -> list[str]:
    """Return what is to go from a page: what identifies persons, what reading found there, and the further texts."""
    # A word that is parted at the end of a line is joined, so that a name in it is known as one.
    joined = _PARTED.sub("", text)
    looked = identifiers(text, removal.names) + (identifiers(joined, removal.names) if joined != text else [])
    found = [one.words for one in looked if not removal.own.holds(one)]
    expected = removal.expected or {}
    found += [*expected.get(number, ()), *expected.get(0, ()), *removal.texts]
    return list(dict.fromkeys(word for word in found if _key(word)))


class _Layer:
    """Hold the text of a page with the place of each character, and find words in it however they are set."""

    def __init__(self, page: Any, number: int) -> None:
        import pypdfium2.raw as api

        self.number = number
        self.page = page
        self._layer = page.get_textpage()
        count = self._layer.count_chars()
        signs = [chr(api.FPDFText_GetUnicode(self._layer.raw, at)) for at in range(count)]
        self.text = "".join("\n" if sign in "\r\x00" else sign for sign in signs)
        self._key = ""
        self._at: list[int] = []
        for at, sign in enumerate(self.text):
            for one in _key(sign):
                self._key += one
                self._at.append(at)

    def find(self, word: str) -> list[tuple[int, int]]:
        """Return where a word stands, from the first character to behind the last."""
        wanted, found, start = _key(word), [], 0
        while wanted and (place := self._key.find(wanted, start)) >= 0:
            found.append((self._at[place], self._at[place + len(wanted) - 1] + 1))
            start = place + len(wanted)
        return found

    def boxes(self, span: tuple[int, int]) -> list[tuple[float, float, float, float]]:
        """Return one box for each run of characters on a line: left, bottom, right and top in points."""
        found: list[tuple[float, float, float, float]] = []
        for at in range(*span):
            if not self.text[at].strip():
                continue
            box = self._layer.get_charbox(at, loose=True)
            tight = self._layer.get_charbox(at)
            if min(box[2] - box[0], box[3] - box[1]) <= 0:
                # Where a sign stands is not known, so that nothing could be put over it.
                raise RedactionRefused("redaction_not_located", self.number)
            box = (min(box[0], tight[0]), min(box[1], tight[1]), max(box[2], tight[2]), max(box[3], tight[3]))
            if found and _same_line(found[-1], box):
                last = found[-1]
                found[-1] = (
                    min(last[0], box[0]),
                    min(last[1], box[1]),
                    max(last[2], box[2]),
                    max(last[3], box[3]),
                )
            else:
                found.append(box)
        return found

    def is_picture_only(self, page: Any) -> bool:
        """Tell whether a page is one picture with next to no text, in which nothing can be located."""
        import pypdfium2.raw as api

        length = len(self.text.strip())
        width, height = page.get_size()
        shares = [0.0]
        for item in page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            left, bottom, right, top = item.get_bounds()
            shares.append((right - left) * (top - bottom) / max(width * height, 1.0))
        if max(shares) >= WHOLE_PAGE:
            # Behind a stamp or a page number the picture of a whole page may hold any words, and what recognition
            # laid over a scan may have misread a name.
            return length <= _SCANT or _is_recognised(page)
        return max(shares) >= _SOME and length <= _NONE


def _is_recognised(page: Any) -> bool:
    """Tell whether text lies on a page that is not drawn, as recognition leaves it over a scan."""
    import pypdfium2.raw as api

    texts = page.get_objects(filter=[api.FPDF_PAGEOBJ_TEXT], max_depth=4)
    invisible = api.FPDF_TEXTRENDERMODE_INVISIBLE
    return any(api.FPDFTextObj_GetTextRenderMode(item.raw) == invisible for item in texts)


def _same_line(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    gap = max(one[0], other[0]) - min(one[2], other[2])
    return overlap > 0.5 * least and gap < 3 * max(least, 1.0)


def _key(text: str) -> str:
    """Return text as it is compared: in compatible form and lower case, without spaces and hyphens."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


def _cover_pictures(page: Any) -> int:
    """Blacken the photographs of a page, wherever they are drawn, and return how many there are."""
    import pypdfium2
    import pypdfium2.raw as api

    width, height = page.get_size()
    count = 0
    for item in page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        scan = (right - left) * (top - bottom) >= width * height * WHOLE_PAGE
        if scan or min(item.get_px_size()) < LEAST_PIXELS:
            continue
        black = pypdfium2.PdfBitmap.new_native(8, 8, api.FPDFBitmap_BGR)
        black.fill_rect((0, 0, 0, 255), 0, 0, 8, 8)
        item.set_bitmap(black)
        count += 1
    if count:
        page.gen_content()
    return count


def _drawn(page: Any, boxes: Iterable[tuple[float, float, float, float]]) -> tuple[Image, float, bool]:
    """Return a page as a grey picture with black bars over the boxes, pixels per point, and whether it has pictures."""
    import ctypes

    import pypdfium2.raw as api
    from PIL import ImageDraw

    width, height = page.get_size()
    scale = min(DOTS / 72, _MOST_SIDE / max(width, height, 1.0))
    image: Image = page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil().convert("L")
    draw = ImageDraw.Draw(image)
    across, down = ctypes.c_int(), ctypes.c_int()

    def place(x: float, y: float) -> tuple[int, int]:
        # PDFium knows how a page is turned and cut.
        api.FPDF_PageToDevice(page.raw, 0, 0, image.width, image.height, 0, x, y, across, down)
        return across.value, down.value

    pad = max(2, round(_PAD * scale))
    for left, bottom, right, top in boxes:
        one, other = place(left, bottom), place(right, top)
        draw.rectangle(
            (
                min(one[0], other[0]) - pad,
                min(one[1], other[1]) - pad,
                max(one[0], other[0]) + pad,
                max(one[1], other[1]) + pad,
            ),
            fill=0,
        )
    pictures = any(True for _ in page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    return image, scale, pictures


def _barred(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with bars in place of the spans."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = [BAR if sign.strip() else sign for sign in signs[start:end]]
    return re.sub(f"{BAR}+", BAR * 4, "".join(signs))


def _verify(made: bytes, removed: Iterable[str], pages: int) -> None:
    """Search the bytes, the decoded streams and the text of a copy for what was removed; raises RedactionRefused."""
    import pypdf
    import pypdfium2

    document = pypdfium2.PdfDocument(made)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        count = len(document)
    finally:
        document.close()
    reader = pypdf.PdfReader(io.BytesIO(made))
    texts += [page.extract_text() for page in reader.pages]
    texts += [str(value) for value in (reader.metadata or {}).values()]
    raw = [made, *_streams(reader)]
    if count != pages or any(text.strip() for text in texts):
        raise RedactionRefused("redaction_not_gone")
    for word in removed:
        forms = (word.encode(code, "ignore") for code in ("utf-8", "utf-16-be", "utf-16-le", "latin-1"))
        # Three bytes may stand together in any picture by chance.
        if any(len(form) > 4 and form in data for form in forms for data in raw):
            raise RedactionRefused("redaction_not_gone")


def _streams(reader: Any) -> list[bytes]:
    """Return the decoded streams of a PDF; those of pictures as they are stored."""
    found = []
    for number in reader.xref.get(0, {}):
        item = reader.get_object(number)
        if hasattr(item, "_data"):
            found.append(bytes(item._data))
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None:
            found.append(contents.get_data())
    return found
