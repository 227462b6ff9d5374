"""Look into compiled Word files: real numbering, heading styles, column widths, markup reading."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml.ns import qn
from lxml import etree

from qms.documents.markup import Heading, Item, Paragraph, Table, Tag, parse, plain
from qms.documents.skins import load_skin, skin_name
from qms.documents.tables import column_widths

from .conftest import opened, paragraphs

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbering(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/numbering.xml"))


def level_texts(data: bytes, style: str) -> list[tuple[str, str]]:
    """Return format and text of the list levels that are tied to a paragraph style."""
    levels = [lvl for lvl in numbering(data).iter(f"{W}lvl") if lvl.find(f"{W}pStyle") is not None]
    tied = [lvl for lvl in levels if lvl.find(f"{W}pStyle").get(f"{W}val") == style]
    return [(lvl.find(f"{W}numFmt").get(f"{W}val"), lvl.find(f"{W}lvlText").get(f"{W}val")) for lvl in tied]


@pytest.mark.parametrize(("language", "country"), [("en", "IE"), ("nb", "NO")])
def test_chapters_are_numbered_by_word(made, language, country):
    data = made(language, country)
    assert level_texts(data, "Heading1") == [("decimal", "%1")]
    assert level_texts(data, "Heading2") == [("decimal", "%1.%2")]
    style = opened(data).styles["Heading 2"].element
    assert style.find(f".//{qn('w:numId')}") is not None
    assert style.find(f".//{qn('w:keepNext')}") is not None


def test_lithuanian_chapters_are_roman_and_points_run_on(made):
    data = made("lt", "LT")
    assert level_texts(data, "Heading1") == [("upperRoman", "%1 SKYRIUS")]
    assert level_texts(data, "Point1") == [("decimal", "%1.")]
    assert level_texts(data, "Point2") == [("decimal", "%1.%2.")]
    numbers = {
        paragraph._p.find(f".//{qn('w:numId')}")
        for paragraph in opened(data).paragraphs
        if paragraph.style.name == "Point 1"
    }
    assert numbers == {None}, "points take their number from the style, so that they run on"
    assert paragraphs(data, "Heading 1")[0] == "\nBendrosios nuostatos"


def test_lithuanian_list_after_a_colon_stands_below_its_point(made):
    data = made("lt", "LT")
    assert paragraphs(data, "Point 2") == [
        "paskambinkite;",
        "pasirašykite žurnale;",
        "Užeina nustatytu laiku.",
        "Pasisveikina:",
    ]
    assert paragraphs(data, "Point 3") == ["su darbuotojais;", "su visais kitais."]


def test_ordered_lists_have_instances_of_their_own(made):
    data = made()
    items = [p for p in opened(data).paragraphs if p.style.name == "List Number"]
    used = {item._p.find(f".//{qn('w:numId')}").get(qn("w:val")) for item in items}
    assert [item.text for item in items] == ["Come in within the hours.", "Say hello:"]
    assert len(used) == 1
    starts = [num for num in numbering(data).iter(f"{W}num") if num.get(f"{W}numId") in used]
    assert starts[0].find(f".//{W}startOverride").get(f"{W}val") == "1"


def test_paragraph_before_list_or_table_stays_with_it(made):
    asked = next(p for p in opened(made()).paragraphs if p.text.endswith("every visitor to:"))
    assert asked.paragraph_format.keep_with_next


def test_markup_keeps_tags_whole_and_knows_lines():
    text = "# A {{ a | cap }}\n\nx **b {{ a_b_c }}** y\n\n{% if a %}\n- one\n- two\n{% endif %}\n\n"
    text += "| H |\n| --- |\n| {{ a | cap }} |\n"
    blocks, problems = parse(text)
    assert not problems
    assert [type(block) for block in blocks] == [Heading, Paragraph, Tag, Item, Item, Tag, Table]
    assert [block.line for block in blocks] == [1, 3, 5, 6, 7, 8, 10]
    assert plain(blocks[1].runs) == "x b {{ a_b_c }} y"
    assert [run.bold for run in blocks[1].runs] == [False, True, False]
    assert plain(blocks[6].rows[0].cells[0]) == "{{ a | cap }}"


def test_ordered_list_cut_by_a_tag_goes_on():
    blocks, _ = parse("1. a\n\n{% if x %}\n\n2. b\n\n{% endif %}\n\nText.\n\n1. c\n")
    assert [block.series for block in blocks if isinstance(block, Item)] == [1, 1, 2]


def test_long_texts_get_wide_columns_and_long_words_fit():
    columns = [["Step", "Answer"], ["Who", "Kvalitetskoordinatoren"], ["What", "word " * 40], ["When", "Now"]]
    widths = column_widths(columns, 9200)
    assert sum(widths) == 9200
    assert widths[2] == max(widths)
    assert widths[1] > 1900
    assert min(widths) > 500


def test_columns_to_fill_in_get_their_share():
    widths = column_widths(
        [["Question", "What happened and when and where?" * 3], ["Your answer", ""]], 9000, form=[1]
    )
    assert widths[1] >= 4000


def test_skin_is_chosen_by_country_then_language():
    assert [skin_name("NO", "en"), skin_name("LT", "lt"), skin_name("IE", "nb"), skin_name("", "lt")] == [
        "norway",
        "lithuania",
        "neutral",
        "lithuania",
    ]


def test_every_label_of_every_skin_is_in_three_languages():
    for name in ("neutral", "norway", "lithuania"):
        labels = load_skin(name).labels
        assert [key for key, texts in labels.items() if set(texts) != {"en", "nb", "lt"}] == []
