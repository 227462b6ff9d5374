"""Break templates and see that lint names each defect with its file and line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from qms.documents.api import (
    build_values,
    export_template,
    lint,
    lint_path,
    lint_templates,
    load_library,
    render_document,
)
from qms.documents.findings import TemplateTaken

from .conftest import ANSWERS, CONTEXT, FRONT, LIBRARY, body_text, opened

FOLDER = Path("policies") / "visit-policy"


def found(root: Path) -> set[tuple[str, str, int]]:
    template = load_library(packaged=root).get("visit-policy")
    return {(finding.code, finding.file.name, finding.line) for finding in lint(template)}


def appended(root: Path, text: str, language: str = "en") -> int:
    """Add text to a template; return the line on which it starts."""
    path = root / FOLDER / f"{language}.md"
    old = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    path.write_text(old + text + "\n", encoding="utf-8")
    return old.count("\n") + 1


def test_a_good_template_has_no_findings():
    assert lint_templates(packaged=LIBRARY) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hello {{ nobody }}.", "undeclared_variable"),
        ("Hello {{ organisation.colour }}.", "unknown_attribute"),
        ("Hello {{ user.one_def }}.", "unknown_attribute"),
        ("Hello {{ services }}.", "not_printable"),
        ("Hello {{ contact | upper }}.", "unknown_filter"),
        ("Hello {{ contact.upper() }}.", "call_not_allowed"),
        ("Hello {{ contact.__class__ }}.", "attribute_not_allowed"),
        ("Hello {{ notice_days * 2 }}.", "operator_not_allowed"),
        ("{% if mode %}", "block_not_closed"),
        ("{% endfor %}", "block_not_opened"),
        ("{% set x = 1 %}", "unknown_tag"),
        ("Hello {{ contact .", "tag_cut"),
        ("Hello {%- if mode -%} x {% endif %}", "whitespace_control"),
        ("{% if notice_days % 2 %}\n\nx\n\n{% endif %}", "sign_in_tag"),
        ("Read: {{ welcome }}", "passage_not_alone"),
        ("> quoted", "forbidden_markdown"),
        ("![x](y.png)", "forbidden_markdown"),
        ("[x](http://y)", "forbidden_markdown"),
        ("<b>bold</b>", "forbidden_markdown"),
        ("### Too deep", "heading_too_deep"),
        ("# 3. Numbered", "heading_numbered"),
        (
            "| A |\n| --- |\n| {% for h in hours %} |\n| {{ h.minutes }} |\n| {% endfor %} |",
            "unknown_attribute",
        ),
    ],
)
def test_defects_of_a_text_are_named_with_their_line(own_library, text, code):
    line = appended(own_library, text)
    hits = [place for place in found(own_library) if place[0] == code and place[1] == "en.md"]
    assert hits, found(own_library)
    assert any(line <= place[2] <= line + text.count("\n") for place in hits)


def test_block_that_ends_in_another_paragraph_is_named(own_library):
    line = appended(own_library, "Some {% if mode %} text\n\nand more {% endif %} text.")
    assert ("block_tag_not_alone", "en.md", line) in found(own_library)


def test_several_defects_are_named_at_once(own_library):
    appended(own_library, "{{ nobody }} {{ nothing }} {{ contact | upper }}")
    codes = [code for code, *_ in found(own_library)]
    template = load_library(packaged=own_library).get("visit-policy")
    names = [finding.params.get("name") for finding in lint(template)]
    assert {"nobody", "nothing"} <= set(names)
    assert "unknown_filter" in codes


def test_missing_language_and_differences_are_named(own_library):
    (own_library / FOLDER / "lt.md").unlink()
    path = own_library / FOLDER / "nb.md"
    text = path.read_text(encoding="utf-8").replace("{{ contact }}", "oss").replace("# Spørsmål\n", "")
    path.write_text(text.split("# Regler", maxsplit=1)[0] + "{{ contact }}", encoding="utf-8")
    codes = {code for code, *_ in found(own_library)}
    assert {"missing_language", "variables_differ", "chapters_differ"} <= codes


def test_yaml_defects_have_their_line(own_library):
    path = own_library / FOLDER / "document.yaml"
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    path.write_text(
        text.replace("review_months: 24", "review_month: 24").replace("type: date", "type: day"),
        encoding="utf-8",
    )
    problems = {(f.code, f.line, f.params["place"]) for f in load_library(packaged=own_library).problems}
    assert ("unknown_key", lines.index("review_months: 24") + 1, "review_month") in problems
    assert any(code == "bad_value" and place == "variables.2.type" for code, _, place in problems)
    path.write_text("slug: [", encoding="utf-8")
    assert [f.code for f in load_library(packaged=own_library).problems] == ["yaml_syntax"]


def test_variable_defects_are_named(own_library):
    path = own_library / FOLDER / "document.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace(", lt: Kas atsako į klausimus?", "").replace(
        "      lt: [paskambinkite, pasirašykite žurnale]\n", ""
    )
    text = text.replace("    default: 2\n", "    default: many\n").replace(
        "uses: [director]", "uses: [director, boss]"
    )
    extra = "  - name: spare\n    type: text\n    question: {en: a, nb: b, lt: c}\nservice_kinds:"
    path.write_text(text.replace("service_kinds:", extra), encoding="utf-8")
    library = load_library(packaged=own_library)
    codes = {code for code, *_ in found(own_library)} | {f.code for f in library.problems}
    assert {"no_question", "no_default", "bad_default", "unused_variable", "unknown_common_variable"} <= codes


def test_word_template_in_the_workspace_wins(library, tmp_path):
    template = library.get("visit-policy")
    path = export_template(template, "en", "IE", tmp_path / "templates")
    word = Document(str(path))
    word.add_paragraph("Edited in Word for {{ organisation.name }}.")
    word.save(str(path))
    both = load_library(tmp_path / "templates", packaged=LIBRARY)
    own = both.get("visit-policy")
    assert (own.origin, own.source("en").suffix, own.source("nb").suffix) == ("workspace", ".docx", ".md")
    values = build_values(own, "en", ANSWERS, {**CONTEXT, "organisation": {"name": "A & B"}})
    text = body_text(render_document(own, "en", "IE", values, FRONT))
    assert "Edited in Word for A & B." in text
    assert "Visiting policy" in text
    assert lint(own) == []


def test_exported_template_is_not_overwritten(library, tmp_path):
    template = library.get("visit-policy")
    path = export_template(template, "nb", "NO", tmp_path)
    assert "{{ document.title }}" in "\n".join(
        p.text
        for p in opened(path.read_bytes()).sections[0].first_page_header.tables[0].rows[0].cells[0].paragraphs
    )
    with pytest.raises(TemplateTaken):
        export_template(template, "nb", "NO", tmp_path)
    assert export_template(template, "nb", "NO", tmp_path, overwrite=True) == path


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tell {{ nobody }} so", "undeclared_variable"),
        ("{%p if organisation.name %}", "block_not_closed"),
        ("{{ organisation.name | }}", "jinja_syntax"),
        ("{%p if 3 % 2 %}", "sign_in_tag"),
        ("{{ organisation.__class__ }}", "attribute_not_allowed"),
    ],
)
def test_defects_of_word_templates_carry_the_text_around_them(tmp_path, text, code):
    word = Document()
    word.add_paragraph("First paragraph.")
    word.add_paragraph(text)
    path = tmp_path / "en.docx"
    word.save(str(path))
    findings = {finding.code: finding for finding in lint_path(path)}
    assert code in findings, findings
    assert findings[code].line > 0
    assert "around" in findings[code].params


def test_damaged_word_template_and_jinja_in_properties(tmp_path):
    broken = tmp_path / "en.docx"
    broken.write_bytes(b"PK nothing")
    assert [f.code for f in lint_path(broken)] == ["word_unreadable"]
    word = Document()
    word.core_properties.title = "{{ organisation.name }}"
    stream = io.BytesIO()
    word.save(stream)
    other = tmp_path / "nb.docx"
    other.write_bytes(stream.getvalue())
    assert [f.code for f in lint_path(other)] == ["jinja_in_properties"]


@pytest.mark.slow
def test_lint_of_a_folder_and_of_one_file(own_library):
    appended(own_library, "{{ nobody }}")
    assert {f.file.name for f in lint_path(own_library / FOLDER)} == {"en.md"}
    assert lint_path(own_library / FOLDER / "nb.md") == []
    assert [f.code for f in lint_path(own_library) if f.file.name == "en.md"] == ["undeclared_variable"]
