"""Take templates out, change them in Word or LibreOffice, and use them: places, names, round trips."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.shared import Cm

from indexer.extract.tools import find_office
from qms.documents.address import Address
from qms.documents.api import export_template, lint_path, load_library
from qms.documents.findings import Severity, TemplateRefused
from qms.documents.inputs import Source, front_matter, source_of, values_for
from qms.documents.lint import lint_folder
from qms.documents.package import part_texts
from qms.documents.rendering import is_packaged, render_source
from qms.locale.sentences import SENTENCES, say, shown
from qms.locale.template_phrases import TEMPLATES
from qms.resources import data_path
from qms.workspace.workspace import Workspace
from tests.cli.conftest import ANSWERS, TOML

from .conftest import LIBRARY

if TYPE_CHECKING:
    from pathlib import Path

SLUG = "complaints-procedure"
COUNTRIES = {"en": "IE", "nb": "NO", "lt": "LT"}


@pytest.fixture(autouse=True)
def _sentences(monkeypatch):
    for code, sentence in TEMPLATES.items():
        monkeypatch.setitem(SENTENCES, code, sentence)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """Return a workspace with answers to the complaints procedure."""
    monkeypatch.setenv("QMS_TODAY", "2026-06-01")
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "w"
    root.mkdir()
    (root / "qms.toml").write_text(TOML + ANSWERS, encoding="utf-8")
    made = Workspace(root, "ada")
    yield made
    made.close()


def words(data: bytes) -> list[str]:
    return part_texts(data)["word/document.xml"].split()


def drafted(workspace, slug=SLUG, part="", language="en") -> bytes:
    source: Source = source_of(
        workspace, load_library(workspace.templates), Address(slug, "", part), language
    )
    return render_source(
        workspace, source, values_for(workspace, source), front_matter(workspace, source, None)
    )


def exported(workspace, slug=SLUG, part="", language="en") -> Path:
    template = load_library(workspace.templates).at(Address(slug, "", part))
    country = workspace.settings.organisation.country
    return export_template(template, language, country, workspace.templates)


def told(finding) -> str:
    return say("template_at", {"place": finding.place, "problem": finding.problem})


def word(path: Path, *texts: str) -> Path:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def errors(path: Path):
    return [f for f in lint_folder(path) if f.severity is Severity.ERROR]


# Round trips


@pytest.mark.parametrize("part", ["", "staff", "easy"])
@pytest.mark.slow
def test_a_sentence_changed_in_word_stands_in_the_document(workspace, part):
    before = drafted(workspace, part=part)
    path = exported(workspace, part=part)
    assert path == workspace.templates / SLUG / (f"{part}.en.docx" if part else "en.docx")
    assert words(drafted(workspace, part=part)) == words(before)
    document = Document(str(path))
    chosen = next(p for p in document.element.body.iter() if p.tag.endswith("}t") and len(p.text or "") > 30)
    chosen.text = "We changed this sentence for {{ organisation.name }}."
    document.save(str(path))
    assert lint_path(path) == []
    assert (
        "We changed this sentence for Brookfield."
        in part_texts(drafted(workspace, part=part))["word/document.xml"]
    )


def test_only_what_we_shipped_is_rendered_here(workspace, tmp_path):
    packaged = load_library(workspace.templates).get(SLUG)
    assert is_packaged(packaged, "en")
    assert not is_packaged(load_library(packaged=LIBRARY).get("visit-policy"), "en")
    exported(workspace)
    own = load_library(workspace.templates).get(SLUG)
    assert not is_packaged(own, "en")
    host = packaged.joined([own])
    assert not is_packaged(host, "en")
    (workspace.templates / SLUG / "en.docx").unlink()
    exported(workspace, part="staff")
    assert not is_packaged(load_library(workspace.templates).at(Address(SLUG, "", "staff")), "en")


def test_the_limited_process_makes_the_same_file(workspace):
    text = (data_path("templates") / "policies" / SLUG / "en.md").read_text(encoding="utf-8")
    before = drafted(workspace)
    folder = workspace.templates / SLUG
    folder.mkdir(parents=True)
    (folder / "en.md").write_text(text, encoding="utf-8")
    assert drafted(workspace) == before


def test_an_own_markdown_template_with_errors_is_refused(workspace):
    folder = workspace.templates / SLUG
    folder.mkdir(parents=True)
    (folder / "en.md").write_text("# A\n\nHello {{ directr }}.\n", encoding="utf-8")
    with pytest.raises(TemplateRefused) as refused:
        drafted(workspace)
    said = say(refused.value.code, refused.value.params)
    assert "line 3" in said
    assert "“directr” is not declared. Did you mean “director”?" in said


@pytest.mark.slow
def test_the_commands_export_lint_and_refuse(tmp_path, monkeypatch, capsys):
    import cli

    root = tmp_path / "w"
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))

    def run(*arguments: str, folder: Path = root) -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["-C", str(folder), "--as", "ada", "--lang", "en", *arguments])
        return int(left.value.code or 0), "".join(capsys.readouterr())

    assert run("init", str(root), folder=tmp_path)[0] == 0
    (root / "qms.toml").write_text(TOML + ANSWERS, encoding="utf-8")
    assert run("template", "export", f"{SLUG}.easy")[0] == 0
    assert run("template", "export", SLUG)[0] == 0
    assert run("template", "export", SLUG)[0] == 1
    assert run("template", "export", f"{SLUG}.no")[0] == 1
    path = root / "templates" / SLUG / "en.docx"
    code, out = run("template", "lint", str(path))
    assert code == 0, out
    document = Document(str(path))
    document.add_paragraph("Ask {{ director_nme }} or {{ organisation.nme }}.")
    document.tables[-1].rows[-1].cells[0].paragraphs[-1].add_run("{{ nobody }}")
    document.save(str(path))
    code, out = run("template", "lint", str(path))
    flat = " ".join(out.split())
    assert code == 3
    assert f"{SLUG}/en.docx, paragraph" in flat
    assert "“director_nme” is not declared. Did you mean “director_title”?" in flat or "“director”?" in flat
    assert "“organisation.nme” does not exist. Did you mean “organisation.name”?" in flat
    assert "table" in flat
    code, out = run("template", "lint", str(path), "--json")
    assert '"place": "paragraph' in out
    code, out = run("document", "generate", SLUG)
    assert code == 1
    assert "nothing was written" in " ".join(out.split())
    assert not (root / "documents" / f"{SLUG}.en.docx").exists()


# Places and names


def test_all_problems_are_named_at_once_with_their_places(tmp_path):
    document = Document()
    document.add_paragraph("First.")
    document.add_paragraph("Ask {{ organisation.nme }} and {{ sevices }}.")
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).text = "Head"
    table.cell(1, 2).text = "{{ contry }} {{ broken | }}"
    inner = table.cell(1, 0).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "{{ yer }}"
    document.add_paragraph("{% if country %} never closed")
    document.add_paragraph("{{ cut")
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ documnt.title }}"
    section.footer.add_table(1, 1, Cm(5)).cell(0, 0).text = "{{ document.titel }}"
    path = tmp_path / "en.docx"
    document.save(str(path))
    found = {(f.code, shown(f.place), f.params.get("similar")) for f in lint_folder(path)}
    assert found == {
        ("unknown_attribute", "paragraph 2", "organisation.name"),
        ("undeclared_variable", "paragraph 2", "services"),
        ("undeclared_variable", "table 1, row 2, column 3", "country"),
        ("jinja_syntax", "table 1, row 2, column 3", None),
        ("undeclared_variable", "table 2, row 1, column 1", "year"),
        ("block_not_closed", "paragraph 3", None),
        ("tag_cut", "paragraph 4", None),
        ("undeclared_variable", "header, paragraph 1", "document"),
        ("unknown_attribute", "footer, table 1, row 1, column 1", "document.title"),
    }
    assert all(f.line > 0 for f in lint_folder(path))


def test_one_broken_tag_does_not_hide_or_invent_others(tmp_path):
    path = word(
        tmp_path / "en.docx",
        "{%p for s in services | %}",
        "{{ s.name }} {{ s.nme }} {{ nobody }}",
        "{%p endfor %}",
        "{%p endfor %}",
        "{%p if country and %}",
        "{%p endif %}",
    )
    found = [(f.code, f.params["place"]["paragraph"]) for f in lint_folder(path)]
    assert sorted(found) == [
        ("block_not_opened", 4),
        ("jinja_syntax", 1),
        ("jinja_syntax", 5),
        ("undeclared_variable", 2),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ organi\u00adsation.name }}", "hidden_sign_in_tag"),
        ("{{ \u200borganisation.name }}", "hidden_sign_in_tag"),
        ("{%p\u00a0if country %}", "hidden_sign_in_tag"),
        ("{% if country == „IE“ %}x{% endif %}", "quotes_in_tag"),
        ("{% if country == «IE» %}x{% endif %}", "quotes_in_tag"),
        ("{%p if 3 % 2 %}", "sign_in_tag"),
        ("{% if country %}{%p endif %}", "block_tag_not_alone"),
        ("{{ organisation . }}", "jinja_syntax"),
        ("{{ organisation.name }", "tag_cut"),
        ("organisation.name }}", "tag_cut"),
    ],
)
def test_what_word_does_to_tags_is_named(tmp_path, text, code):
    found = errors(word(tmp_path / "en.docx", "First.", text))
    assert code in {f.code for f in found}
    assert all(f.params["place"] == {"part": "body", "paragraph": 2} for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "{{\u00a0organisation.name\u00a0}}",
        "{% if country == “IE” %}x{% endif %}",
        "{% if country == ‘IE’ %}x{% endif %}",
        "{% if services %}{{ services[0].name }}{% endif %}",
        "{# a remark #}",
    ],
)
def test_what_does_no_harm_is_accepted(tmp_path, text):
    assert errors(word(tmp_path / "en.docx", text)) == []


def test_tags_that_word_split_over_runs_are_read(tmp_path):
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ organi", "sation.na", "me }", "} and {", "{ nobody", " }}"):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    path = tmp_path / "en.docx"
    document.save(str(path))
    assert [(f.code, f.params["name"]) for f in lint_folder(path)] == [("undeclared_variable", "nobody")]


def test_loops_that_end_elsewhere_are_named(tmp_path):
    document = Document()
    document.add_paragraph("{% for s in services %}")
    table = document.add_table(rows=3, cols=1)
    table.cell(0, 0).text = "{% endfor %}"
    table.cell(1, 0).text = "{%tr for s in services %}"
    document.add_paragraph("{%p endfor %}")
    path = tmp_path / "en.docx"
    document.save(str(path))
    found = {f.code for f in lint_folder(path)}
    assert {"block_across_table", "block_tag_not_alone"} <= found


def test_pictures_without_words_are_a_warning(tmp_path):
    from qms.documents.pictures import picture_names, picture_path

    picture = str(picture_path(picture_names()[0]))
    document = Document()
    document.add_paragraph("Hello")
    document.add_picture(picture, Cm(2))
    document.add_picture(picture, Cm(2))
    document.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", "A hand")
    path = tmp_path / "en.docx"
    document.save(str(path))
    (found,) = lint_folder(path)
    assert (found.code, found.severity, found.params["place"]) == (
        "picture_not_described",
        Severity.WARNING,
        {"part": "body", "paragraph": 2},
    )
    assert told(found).startswith("paragraph 2: The picture")


@pytest.mark.slow
def test_overlays_are_linted_with_the_names_of_the_packaged_template(workspace):
    folder = workspace.templates / SLUG
    folder.mkdir(parents=True)
    word(folder / "staff.nb.docx", "{{ complaints_contact }} {{ complaints_contct }}")
    for path in (folder / "staff.nb.docx", folder, workspace.templates):
        found = [f for f in lint_path(path) if f.file.name == "staff.nb.docx"]
        assert [f.params.get("similar") for f in found] == ["complaints_contact"], path


# All packaged templates


@pytest.mark.slow
def test_every_packaged_template_is_clean_once_exported(tmp_path):
    for template in load_library():
        for part in ("", *(part for part, texts in template.companions.items() if texts)):
            chosen = template.companion(part)
            for language in chosen.languages:
                export_template(chosen, language, COUNTRIES[language], tmp_path)
    assert lint_path(tmp_path) == []


def through_office(folder: Path, files: list[Path]) -> None:
    """Save Word files anew with LibreOffice, in place."""
    out = folder / "out"
    command = [str(find_office()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out)]
    for number, path in enumerate(files):
        (folder / f"{number}.docx").write_bytes(path.read_bytes())
    sources = [str(folder / f"{number}.docx") for number in range(len(files))]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=180)
    for number, path in enumerate(files):
        path.write_bytes((out / f"{number}.docx").read_bytes())


@pytest.mark.slow
@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_a_template_saved_by_libreoffice_lints_clean_and_says_the_same(workspace, tmp_path):
    slugs = [(SLUG, "en"), (SLUG, "nb"), (SLUG, "lt"), ("annual-plan", "en"), ("abuse-prevention", "nb")]
    keys = [(slug, part, language) for slug, language in slugs for part in ("", "staff", "easy")]
    library = load_library()
    keys = [(s, p, la) for s, p, la in keys if not p or la in library.get(s).companions.get(p, {})]
    before = {}
    for key in keys:
        source = source_of(workspace, library, Address(key[0], "", key[1]), key[2])
        if values_for(workspace, source).complete:
            before[key] = words(drafted(workspace, *key))
    files = [exported(workspace, *key) for key in keys]
    (tmp_path / "office").mkdir()
    through_office(tmp_path / "office", files)
    assert [f for f in lint_path(workspace.templates) if f.severity is Severity.ERROR] == []
    assert len(before) >= 9
    for key, said in before.items():
        data = drafted(workspace, *key)
        assert words(data) == said, key
        assert Document(io.BytesIO(data)).core_properties.title
