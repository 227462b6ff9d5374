"""Edit Word files as people and word processors do, for the tests of merging and comparing."""

from __future__ import annotations

import copy
import io
import re
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from indexer.extract.tools import find_office
from qms.documents.oxml import paragraph_style
from qms.documents.package import part_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

DOCX = "docx:MS Word 2007 XML"


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def edited(data: bytes, *edits: Callable[[Any], object]) -> bytes:
    """Return a file after edits of its python-docx document."""
    document = opened(data)
    for edit in edits:
        edit(document)
    return saved(document)


def said(data: bytes) -> str:
    """Return all that a file says in one line, body first, but for the table of contents."""
    document = opened(data)
    for element in listed(document):
        element.getparent().remove(element)
    texts = part_texts(saved(document))
    return " ".join(" ".join(texts[name].split()) for name in sorted(texts))


def listed(document: Any) -> list[Any]:
    """Return the paragraphs of the table of contents."""
    styles = document.styles.element.findall(qn("w:style"))
    names = {style.get(qn("w:styleId")): style.find(qn("w:name")).get(qn("w:val")) for style in styles}
    every = document.element.body.iter(qn("w:p"))
    return [p for p in every if re.match(r"(?i)toc |contents ", names.get(paragraph_style(p), ""))]


def find(document: Any, text: str) -> Any:
    """Return the paragraph, also of a table, header or footer, that holds a text; not one of the contents."""
    roots = [document.element.body]
    for section in document.sections:
        roots += [p._element for p in (section.header, section.first_page_header, section.footer)]
    skipped = listed(document)
    every = (Paragraph(p, document._body) for root in roots for p in root.iter(qn("w:p")) if p not in skipped)
    return next(paragraph for paragraph in every if text in paragraph.text)


def reword(old: str, new: str) -> Callable[[Any], object]:
    """Replace a text in the run that holds it."""

    def edit(document: Any) -> None:
        run = next(r for r in find(document, old).runs if old in r.text)
        run.text = run.text.replace(old, new)

    return edit


def drop(text: str) -> Callable[[Any], object]:
    def edit(document: Any) -> None:
        element = find(document, text)._p
        element.getparent().remove(element)

    return edit


def add_after(text: str, *more: str) -> Callable[[Any], object]:
    """Add paragraphs of the same style after the one that holds a text."""

    def edit(document: Any) -> None:
        element = find(document, text)._p
        for line in reversed(more):
            made = copy.deepcopy(element)
            for child in [child for child in made if child.tag != qn("w:pPr")]:
                made.remove(child)
            run, said_ = OxmlElement("w:r"), OxmlElement("w:t")
            said_.text = line
            run.append(said_)
            made.append(run)
            element.addnext(made)

    return edit


def add_row(text: str, *cells: str) -> Callable[[Any], object]:
    """Add a row after the one that holds a text."""

    def edit(document: Any) -> None:
        row = next(find(document, text)._p.iterancestors(qn("w:tr")))
        made = copy.deepcopy(row)
        for cell, line in zip(made.iter(qn("w:tc")), cells, strict=True):
            nodes = list(cell.iter(qn("w:t")))
            nodes[0].text = line
        row.addnext(made)

    return edit


def drop_row(text: str) -> Callable[[Any], object]:
    def edit(document: Any) -> None:
        row = next(find(document, text)._p.iterancestors(qn("w:tr")))
        row.getparent().remove(row)

    return edit


def scrambled(data: bytes) -> bytes:
    """Save a file as a word processor might: other style ids, split runs, other numbers of bookmarks, noise."""
    document = opened(data)
    names = {}
    for number, style in enumerate(document.styles.element.findall(qn("w:style"))):
        names[style.get(qn("w:styleId"))] = f"S{number}"
        style.set(qn("w:styleId"), f"S{number}")
    roots = [document.styles.element, document.part.numbering_part.element, document.element.body]
    for section in document.sections:
        parts = (section.header, section.first_page_header, section.footer, section.first_page_footer)
        roots += [part._element for part in parts]
    for root in roots:
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
            for node in root.iter(qn(f"w:{tag}")):
                node.set(qn("w:val"), names.get(node.get(qn("w:val")), node.get(qn("w:val"))))
    numbers: dict[str, str] = {}
    for root in roots[2:]:
        for node in [*root.iter(qn("w:bookmarkStart")), *root.iter(qn("w:bookmarkEnd"))]:
            old = node.get(qn("w:id"))
            node.set(qn("w:id"), numbers.setdefault(old, str(len(numbers))))
        for run in [run for run in root.iter(qn("w:r")) if len(run.findall(qn("w:t"))) == 1]:
            _split(run)
    return saved(document)


def _split(run: Any) -> None:
    text = run.find(qn("w:t"))
    words = text.text or ""
    if len(words) < 6 or len(run) > 2:
        return
    second = copy.deepcopy(run)
    text.text, second.find(qn("w:t")).text = words[:3], words[3:]
    for node in (text, second.find(qn("w:t"))):
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.set(qn("w:rsidR"), "00AB12CD")
    run.addnext(second)
    run.addnext(OxmlElement("w:proofErr"))


def whole(data: bytes) -> None:
    """Check what Word asks of a file: unique bookmarks, cells that end with a paragraph, tables that stand apart."""
    document = opened(data)
    roots = [document.element.body, *(p._element for s in document.sections for p in (s.header, s.footer))]
    for tag, name in (("w:bookmarkStart", "w:id"), ("w:bookmarkStart", "w:name"), ("w:bookmarkEnd", "w:id")):
        found = Counter(node.get(qn(name)) for root in roots for node in root.iter(qn(tag)))
        assert not [value for value, times in found.items() if times > 1]
    for cell in document.element.body.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    for table in document.element.body.iter(qn("w:tbl")):
        following = table.getnext()
        assert following is None or following.tag != qn("w:tbl")
    known = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    used = {style.get(qn("w:val")) for style in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= known
    numbers = {num.get(qn("w:numId")) for num in document.part.numbering_part.element.iter(qn("w:num"))}
    assert {num.get(qn("w:val")) for num in document.element.body.iter(qn("w:numId"))} <= numbers | {"0"}


def converted(files: Mapping[str, bytes], source: str, target: str) -> dict[str, bytes]:
    """Convert files with LibreOffice, 40 in a call, in a profile of its own; `source` and `target` are suffixes."""
    office = find_office()
    assert office is not None
    made: dict[str, bytes] = {}
    names: Sequence[str] = list(files)
    with tempfile.TemporaryDirectory(prefix="qms-") as folder:
        root = Path(folder)
        (root / "out").mkdir()
        for number, name in enumerate(names):
            (root / f"{number}.{source}").write_bytes(files[name])
        command = [office, f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", DOCX if target == "docx" else target, "--outdir", str(root / "out")]
        for start in range(0, len(names), 40):
            batch = [str(root / f"{number}.{source}") for number in range(start, min(start + 40, len(names)))]
            subprocess.run([*command, *batch], check=True, timeout=300, capture_output=True)
        for number, name in enumerate(names):
            made[name] = (root / "out" / f"{number}.{target}").read_bytes()
    return made


def resaved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Open and save Word files in LibreOffice."""
    return converted(files, "docx", "docx")


def edited_in_office(files: Mapping[str, bytes], edit: Callable[[str, str], str]) -> dict[str, bytes]:
    """Edit Word files as LibreOffice documents; `edit` takes name and XML and returns the XML."""
    flat = converted(files, "docx", "fodt")
    changed = {name: edit(name, data.decode()).encode() for name, data in flat.items()}
    return converted(changed, "fodt", "docx")


def words(text: str, prefix: str) -> set[str]:
    """Return the made-up words of one side, such as P12."""
    return set(re.findall(rf"\b{prefix}\d+\b", text))
