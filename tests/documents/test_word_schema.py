"""Check that Word opens each document without a repair prompt: order of properties, ids, relationships."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from qms.documents.api import build_values, load_library, render
from qms.documents.samples import sample_answers, sample_context, sample_front
from qms.documents.stamp import stamp

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SKINS = {"neutral": "IE", "norway": "NO", "lithuania": "LT"}
# The children of each element in the order of the schema (ISO/IEC 29500-1, transitional).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
    " tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
    " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
    " personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "pBdr": "top left bottom right between bar",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries"
    " displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts"
    " embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState"
    " formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge"
    " revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride"
    " styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone"
    " doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
    " bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing"
    " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery"
    " doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData"
    " noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter"
    " noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent"
    " alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt"
    " showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids"
    " mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats"
    " doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults"
    " doNotEmbedSmartTags decimalSymbol listSeparator",
}
MANY = {
    "bookmarkStart",
    "bookmarkEnd",
    "tr",
    "tc",
    "headerReference",
    "footerReference",
    "lvl",
    "lvlOverride",
}
MANY |= {"abstractNum", "num", "style", "tblStylePr", "activeWritingStyle", "smartTagType"}
FIRST_OR_LAST = {"headerReference": 0, "footerReference": 0}  # a choice: they may be mixed
HOME = {"en": "neutral", "nb": "norway", "lt": "lithuania"}
ABROAD = {"complaints-procedure", "concern-form"}
"""Documents that are made in every form of country; of the others each language in one, by turns."""


def _cases() -> list[tuple[str, str, str]]:
    cases = []
    for number, template in enumerate(load_library()):
        for place, language in enumerate(template.languages):
            if template.slug in ABROAD:
                cases += [(template.slug, language, skin) for skin in SKINS]
            elif (number + place) % 3 == 0:
                cases.append((template.slug, language, HOME[language]))
    return cases


CASES = _cases()


@pytest.fixture(scope="module")
def documents() -> dict[tuple[str, str, str, str], bytes]:
    """Render the cases as a draft, approved, and edited and then approved."""
    made = {}
    for slug, language, skin in CASES:
        template = load_library().get(slug)
        answers = sample_answers(template, language)
        values = build_values(template, language, answers, sample_context(full=True))
        draft = sample_front(template, language)
        day = date(2026, 2, 1)
        front = replace(draft, status="approved", approved_by="A", approved_on=day, valid_from=day)
        made[slug, language, skin, "draft"] = render(template, language, skin, values, draft)
        made[slug, language, skin, "approved"] = render(template, language, skin, values, front)
        made[slug, language, skin, "stamped"] = stamp(
            made[slug, language, skin, "draft"], front, language, SKINS[skin]
        )
    return made


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def misplaced(root: etree._Element) -> list[str]:
    wrong = []
    for element in root.iter(f"{W}*"):
        name = local(element)
        if name not in ORDER:
            continue
        known = ORDER[name].split()
        # Extensions in newer namespaces are announced by mc:Ignorable and may stand anywhere.
        children = [local(child) for child in element if str(child.tag).startswith((W, M))]
        wrong += [f"{name} may not hold {child}" for child in children if child not in known]
        places = [FIRST_OR_LAST.get(child, known.index(child)) for child in children if child in known]
        if places != sorted(places):
            wrong.append(f"{name}: {children}")
        doubled = {child for child in children if children.count(child) > 1} - MANY
        wrong += [f"{name}: twice {child}" for child in doubled]
    return wrong


@pytest.mark.slow
def test_properties_stand_in_the_order_of_the_schema(documents):
    for case, data in documents.items():
        for name, root in parts(data).items():
            assert misplaced(root) == [], (case, name)


def test_ids_lead_somewhere(documents):
    for case, data in documents.items():
        known = parts(data)
        numbering = known["word/numbering.xml"]
        lists = {num.get(f"{W}numId") for num in numbering.iter(f"{W}num")}
        abstract = {num.get(f"{W}abstractNumId") for num in numbering.iter(f"{W}abstractNum")}
        styles = {style.get(f"{W}styleId") for style in known["word/styles.xml"].iter(f"{W}style")}
        assert {n.find(f"{W}abstractNumId").get(f"{W}val") for n in numbering.iter(f"{W}num")} <= abstract, (
            case
        )
        for root in known.values():
            assert {e.get(f"{W}val") for e in root.iter(f"{W}numId")} <= lists, case
            tags = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next")
            assert {e.get(f"{W}val") for e in root.iter(*tags)} <= styles, case


def test_every_cell_ends_with_a_paragraph_and_no_tables_touch(documents):
    for case, data in documents.items():
        for root in parts(data).values():
            for cell in root.iter(f"{W}tc"):
                assert local(cell[-1]) == "p", case
            for table in root.iter(f"{W}tbl"):
                following = table.getnext()
                assert following is not None, case
                assert local(following) == "p", case
                columns = len(table.find(f"{W}tblGrid"))
                for row in table.findall(f"{W}tr"):
                    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
                    assert sum(1 if s is None else int(s.get(f"{W}val")) for s in spans) == columns, case


def test_bookmarks_are_whole_and_unique(documents):
    for case, data in documents.items():
        roots = parts(data).values()
        starts = [e for root in roots for e in root.iter(f"{W}bookmarkStart")]
        ends = [e.get(f"{W}id") for root in roots for e in root.iter(f"{W}bookmarkEnd")]
        names = [start.get(f"{W}name") for start in starts]
        assert sorted(start.get(f"{W}id") for start in starts) == sorted(ends), case
        assert len(set(names)) == len(names), case
        assert max(map(len, names)) <= 40, case  # Word cuts longer names


def test_relationships_and_content_types_resolve(documents):
    for case, data in documents.items():
        known = parts(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
        types = known["[Content_Types].xml"]
        overrides = {e.get("PartName").lstrip("/") for e in types if local(e) == "Override"}
        endings = {e.get("Extension") for e in types if local(e) == "Default"}
        assert overrides <= names, case
        assert all(name in overrides or name.rpartition(".")[2] in endings for name in names), case
        for name in [name for name in names if name.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(name))
            ids = set()
            for relation in known[name]:
                ids.add(relation.get("Id"))
                target = relation.get("Target")
                if relation.get("TargetMode") != "External":
                    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                    assert posixpath.normpath(path) in names, (case, target)
            source = re.sub(r"_rels/(.+)\.rels$", r"\1", name)
            if source in known:
                used = {
                    value
                    for e in known[source].iter()
                    for key, value in e.attrib.items()
                    if key.startswith(R)
                }
                assert used <= ids, (case, source)
