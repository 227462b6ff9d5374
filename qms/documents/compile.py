"""Compile a template's Markdown with a skin into a Word file that carries docxtpl statements."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zlib import crc32

from docx import Document
from docx.oxml.ns import qn

from qms.documents import numbering, styles
from qms.documents.contents import placeholder
from qms.documents.data import DRAWINGS, PASSAGES
from qms.documents.layout import Layout, bookmark_name
from qms.documents.markup import Heading, Item, Paragraph, Picture, Run, Table, Tag, parse, plain
from qms.documents.oxml import Element, el, marked, paragraph, ppr, runs, say, tag
from qms.documents.package import tidy_zip
from qms.documents.pictures import COLUMN, pictured
from qms.documents.samples import sample_values
from qms.documents.skins import compact_skin
from qms.documents.tables import law_table, spacer, text_table

if TYPE_CHECKING:
    from qms.documents.library import Template
    from qms.documents.markup import Block, Runs
    from qms.documents.skins import Skin

# A number and its unit stay on one line; "%}" ends a tag.
_UNIT = re.compile(
    r"(?<=[0-9}]) (?=(?:%(?!\})|proc\.|sav\.|val\.|mėn\.|min\.|kr\b|Eur\b|€|timer\b|weeks?\b|d\. d\.))"
)
_REVIEW = "{{ document.review_due }}"
_SHEETED = re.compile(r"\{\{ (\w+)\.(\w+) \}\}")
_COMPILED: dict[str, bytes] = {}
_KEPT = 256
_BEFORE_TABLE = 6  # points between the close-set points of an act and a table


def compile_document(template: Template, language: str, skin: Skin) -> bytes:
    """Return the docxtpl file of a template in a language and skin; a text made in Word comes back as it is.

    Compiled files are kept in memory by content. Raises NoSuchLanguage, OSError.
    """
    source = template.source(language)
    if source.suffix == ".docx":
        return source.read_bytes()
    text = _UNIT.sub("\u00a0", template.text(language))
    if template.compact:
        skin = compact_skin(skin, template.part)
    facts = (text, language, skin, template.part, template.variables, template.data)
    key = hashlib.sha256(repr(facts).encode()).hexdigest()
    if key not in _COMPILED:
        if len(_COMPILED) >= _KEPT:
            _COMPILED.clear()
        _COMPILED[key] = _Compiler(template, language, skin).compile(text)
    return _COMPILED[key]


class _Compiler:
    """Turn blocks into Word elements."""

    def __init__(self, template: Template, language: str, skin: Skin) -> None:
        self.language = language
        self.skin = skin
        self.part = template.part
        self.document: Any = None
        self.marks = 0
        self.samples = sample_values(template, language)
        self.passages = {variable.name for variable in template.variables if variable.type == "passage"}
        self.points = skin.numbering == "roman_points"
        self.annex = False
        self.under_colon = False
        self.below_heading = False
        self.below_picture = False
        self.data = bool(template.data)
        self.series = 0

    def compile(self, text: str) -> bytes:
        """Compile Markdown into the bytes of a Word file."""
        blocks, _ = parse(text, pictures=self.part == "easy")
        document = self.document = Document()
        styles.write_styles(document, self.skin, self.language, pictures=self.data)
        layout = Layout(self.skin, self.language, self.part)
        layout.page(document)
        body = document.element.body
        first = next((i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.annex), len(blocks))
        # A condition around the first annex goes with it.
        while 0 < first < len(blocks) and _opens(blocks[first - 1]):
            first -= 1
        chapters = self._body(blocks[:first])
        if self.skin.layout == "act":
            _keep_last(chapters)
        contents = [] if self.skin.layout == "compact" else placeholder(self.skin, self.language)
        content = [*layout.front(), *contents, *chapters, *layout.closing(), *self._annexes(blocks[first:])]
        for child in list(body)[:-1]:
            body.remove(child)
        for item in content:
            body.insert(len(body) - 1, item)
        numbering.write_numbering(document, self.skin, self.language, self.series)
        settle(document, styles.LOCALES[self.language])
        stream = io.BytesIO()
        document.save(stream)
        return tidy_zip(stream.getvalue())

    def _annexes(self, blocks: list[Block]) -> list[Element]:
        """Make the annexes: each on a page of its own, and without the numbered points of an act."""
        self.points, self.annex = False, True
        return self._body(blocks)

    def _body(self, blocks: list[Block]) -> list[Element]:
        made: list[Element] = []
        if self.part == "easy":
            return self._easy(blocks)
        for place, block in enumerate(blocks):
            made += self._block(block, _following(blocks, place))
            self.below_heading = isinstance(block, Heading)
            if not isinstance(block, Tag):
                self.below_picture = isinstance(block, Paragraph) and self._names(block) in DRAWINGS
        return made

    def _easy(self, blocks: list[Block]) -> list[Element]:
        """Set each picture beside the sentences that follow it, up to the next picture, heading or condition."""
        made: list[Element] = []
        rest = list(blocks)
        while rest:
            block = rest.pop(0)
            if isinstance(block, Picture):
                said: list[Paragraph | Item] = []
                while rest and isinstance(rest[0], Paragraph | Item):
                    said.append(rest.pop(0))  # type: ignore[arg-type]
                made += [pictured(self.document, block, said, self.skin.page.width), spacer(6)]
            elif isinstance(block, Paragraph):
                made.append(paragraph("BodyText", *runs(block.runs), properties=ppr(left=COLUMN)))
            else:
                made += self._block(block, rest[0] if rest else None)
        return made

    def _block(self, block: Block, following: Block | None) -> list[Element]:
        if isinstance(block, Tag):
            return [tag(block.text)]
        if isinstance(block, Heading):
            self.under_colon = False
            return self._heading(block)
        if isinstance(block, Table):
            self.under_colon = False
            table = text_table(block, self.skin.page.width, self.samples, self.skin.type.table)
            return [table, *(() if isinstance(following, Heading) else (spacer(8),))]
        if isinstance(block, Item):
            return [self._item(block)]
        if isinstance(block, Picture):
            return []
        return self._paragraph(block, following)

    def _heading(self, block: Heading) -> list[Element]:
        content = block.runs
        if block.annex:
            return [paragraph("AnnexNumber"), paragraph("AnnexTitle", *runs(content))]
        if self.points and block.level == 1:
            content = (Run("\n"), *content)
        return [paragraph(f"Heading{block.level}", *runs(content))]

    def _names(self, block: Paragraph) -> str:
        """Return the last name that a paragraph prints where it prints one value of a report's sheet alone."""
        found = _SHEETED.fullmatch(plain(block.runs).strip()) if self.data else None
        return found.group(2) if found else ""

    def _paragraph(self, block: Paragraph, following: Block | None) -> list[Element]:
        text = plain(block.runs).strip()
        name = text.strip("{} ")
        last = self._names(block)
        if last in DRAWINGS:
            return [say("Picture", text)]
        if self.below_picture and all(run.italic for run in block.runs):
            told = tuple(replace(run, italic=False) for run in block.runs)
            return [paragraph("Caption", *runs(told))]
        if (text.startswith("{{") and name in self.passages) or last in PASSAGES:
            self.under_colon = False
            return self._passage(name)
        if text.startswith("{{") and name == "legal_basis":
            self.under_colon = False
            return law_table(self.skin, self.language)
        self.under_colon = text.endswith(":")
        # LibreOffice leaves a heading behind when the paragraph below it keeps with a table.
        leads = not self.below_heading if isinstance(following, Table) else self.under_colon
        leads |= isinstance(following, Paragraph) and self._names(following) in PASSAGES
        style = "Point1" if self.points else "BodyText"
        if self.annex and isinstance(following, Item):
            style = "AnnexText"
        air = _BEFORE_TABLE if self.points and isinstance(following, Table) else None
        return [paragraph(style, *self._runs(block.runs), properties=ppr(keep_next=leads, after=air))]

    def _runs(self, content: Runs) -> list[Element]:
        """Make runs, with a bookmark around the day of the next review: an approval finds it in an edited text."""
        made: list[Element] = []
        for run in content:
            before, mark, after = run.text.partition(_REVIEW)
            made += runs((replace(run, text=before),)) if before or not mark else []
            if mark:
                self.marks += 1
                name = bookmark_name("review_due", f"text{self.marks}")
                made += marked(name, crc32(name.encode()) % 1_000_000, runs((replace(run, text=mark),)))
                made += self._runs((replace(run, text=after),)) if after else []
        return made

    def _item(self, block: Item) -> Element:
        if self.points:
            # What a sentence with a colon introduces stands below its number: 2. ...: 2.1., 2.2.
            level = min(block.depth + (1 if self.under_colon else 0), 2) + 1
            return paragraph(f"Point{level}", *self._runs(block.runs))
        if block.more:
            return paragraph("ListContinue", *runs(block.runs))
        tail = "2" if block.depth else ""
        if not block.ordered:
            if self.annex and not block.depth:
                look = ppr(
                    numbered=(numbering.BULLETS, 0), left=numbering.INDENT, hanging=numbering.INDENT - 57
                )
                return paragraph("AnnexText", *runs(block.runs), properties=look)
            return paragraph(f"ListBullet{tail}", *runs(block.runs))
        self.series = max(self.series, block.series)
        number = (numbering.FIRST_SERIES + block.series, block.depth)
        return paragraph(f"ListNumber{tail}", *runs(block.runs), properties=ppr(numbered=number))

    def _passage(self, name: str) -> list[Element]:
        plain_style, adapt_style, look = "BodyText", "ToAdapt", None
        if self.points:
            # Numbered directly: the level of the list is tied to the style of ordinary points.
            plain_style, adapt_style, look = (
                "Point1",
                "ToAdaptPoint",
                ppr(numbered=(numbering.POINTS, 0), left=142, first=567),
            )
        loop = f"{{% for part in {name}.paragraphs %}}"
        return [
            tag(f"{{% if {name}.to_adapt %}}"),
            say("ToAdaptLabel", self.skin.label("to_adapt", self.language)),
            tag(loop),
            say(adapt_style, "{{ part }}", look),
            tag("{% endfor %}"),
            spacer(10),
            tag("{% else %}"),
            tag(loop),
            say(plain_style, "{{ part }}"),
            tag("{% endfor %}"),
            tag("{% endif %}"),
        ]


def _opens(block: Block) -> bool:
    return isinstance(block, Tag) and block.word in {"if", "for"}


def _keep_last(made: list[Element]) -> None:
    """Keep the last paragraph with the line that ends an act, lest that line stands alone on a page."""
    if made and made[-1].tag == qn("w:p"):
        look = made[-1].find(qn("w:pPr"))
        if look.find(qn("w:keepNext")) is None:
            look.insert(1, el("keepNext"))


def _following(blocks: list[Block], place: int) -> Block | None:
    """Return what follows a block in any case: the next one, beyond the ends of conditions."""
    return next(
        (
            block
            for block in blocks[place + 1 :]
            if not (isinstance(block, Tag) and block.word in {"endif", "endfor"})
        ),
        None,
    )


def settle(document: Any, locale: str) -> None:
    """Drop python-docx's thumbnail, sample data and second styles, leave compatibility mode, empty the properties."""
    for owner in (document.part, document.part.package):
        for rid, rel in list(owner.rels.items()):
            if rel.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects")):
                owner.rels.pop(rid)
    settings = document.settings.element
    for name in ("w:compat", "w:themeFontLang"):
        for child in settings.findall(qn(name)):
            settings.remove(child)
    mode = el(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    _insert_setting(settings, el("compat", mode))
    _insert_setting(settings, el("themeFontLang", val=locale))
    properties = document.core_properties
    properties.comments = properties.title = properties.author = properties.subject = properties.keywords = ""


_AFTER_COMPAT = (
    "rsids",
    "mathPr",
    "themeFontLang",
    "clrSchemeMapping",
    "shapeDefaults",
    "decimalSymbol",
    "listSeparator",
)


def _insert_setting(settings: Any, element: Element) -> None:
    # Word demands the order of the schema; both of ours stand before the colour mapping.
    later = _AFTER_COMPAT if element.tag == qn("w:compat") else _AFTER_COMPAT[3:]
    place = next((i for i, child in enumerate(settings) if child.tag.split("}")[1] in later), len(settings))
    settings.insert(place, element)
