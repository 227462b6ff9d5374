"""Test which questions there are, how answers come into qms.toml, and the form without questions."""

from __future__ import annotations

import tomllib
from collections import Counter
from copy import deepcopy
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qms.documents.asking import Asking
from qms.documents.interview import stored
from qms.documents.interview_form import form_text, read_form
from qms.documents.schema import Variable
from qms.documents.variables import TypeMismatch, clean
from qms.workspace.answering import AnswerByHand, AnswerFile, SettingsChanged, SettingsReadOnly
from qms.workspace.creation import init
from qms.workspace.settings import SettingsProblem, read_settings
from qms.workspace.statements import line_of, put, statements
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = """\
# Head
frameworks = ["equass-2018"]
languages = ["lt"]

[organisation]
name = "Klevas" # with a # sign
country = "LT"
address = '''
# not a comment
[answers.common]
'''

[[services]]
id = "day"
name = "Dienos"
kind = "day"

# People
[[people]]
id = "me"
name = "Ona"
roles = ["quality_coordinator"]
"""
LAYOUTS = {
    "none": "",
    "empty": "\n# Answers\n[answers.common]\n",
    "no line end": "\n[answers.common]",
    "filled": '\n[answers.common]\ndirector = "" # who leads\n# below\n\n# next\n[law]\n# acts\nacts = []\n',
    "between": '\n[answers.common]\ndirector = "A"\n# of complaints\n[answers.complaints-procedure]\nanswer_days = 3\n',
    "apart": "\n[answers.common]\n\n[certification]\n# none\n\n[answers.complaints-procedure]\n# here\n",
    "inline": '\n[answers]\n# all in one\ncommon = { director = "" } # tight\n',
    "inline all": "\n# at the end\n[answers]\n",
    "dotted": '\n[answers]\ncommon.director = ""\n# last\n',
    "language": '\n[answers.common.nb]\ndirector = ""\n\n# plain\n[answers.common]\n',
    "rows": '\n[answers.common]\n[[answers.common.x]]\nname = "A"\n# more\n[[answers.common.x]]\nname = "B"\n',
    "quoted": '\n["answers" . \'common\'] # odd\n"director" = """\n# inside\n""" # behind\n',
    "array": '\n[law]\nacts = [ # first\n  "a", # second\n  # third\n  "b # no",\n] # last\n\n[answers.common]\n',
}

LINE = st.text(max_size=40).map(lambda text: str(clean(text)).strip()).filter(bool)
PARAGRAPHS = st.lists(LINE.map(lambda t: " ".join(t.split())).filter(bool), min_size=1, max_size=3)
VALUES = st.one_of(
    LINE,
    PARAGRAPHS.map("\n\n".join),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.lists(LINE, min_size=1, max_size=4),
    st.lists(st.fixed_dictionaries({"name": LINE, "matter": st.one_of(LINE, st.just(""))}), min_size=1),
)
PATHS = st.tuples(
    st.just("answers"),
    st.sampled_from(["common", "complaints-procedure", "job@cook"]),
    st.sampled_from("abc"),
) | st.sampled_from(
    [
        ("answers", "common", "director"),
        ("answers", "common", "nb", "director"),
        ("answers", "common", "lt", "a"),
        ("answers", "complaints-procedure", "answer_days"),
    ]
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("interview") / "w"
    init(root, "LT", "lt", demo=False)
    made = Workspace(root, "me")
    yield made
    made.close()


def configure(workspace: Workspace, text: str | bytes) -> Path:
    path = workspace.root / "qms.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    workspace.settings = read_settings(path)
    return path


def comments(text: str) -> Counter[str]:
    return Counter(
        line.strip() for line in text.splitlines() if line.strip().startswith("#") and "inside" not in line
    )


def laid(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for part in path[:-1]:
        data = data.setdefault(part, {})
    data[path[-1]] = value


# Writing


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    layout=st.sampled_from(sorted(LAYOUTS)),
    answers=st.dictionaries(PATHS, VALUES, min_size=1, max_size=5),
    acts=st.none() | st.lists(LINE, max_size=3),
    bom=st.booleans(),
    crlf=st.booleans(),
)
def test_what_is_written_is_read_again_and_no_comment_is_lost(
    workspace: Workspace,
    layout: str,
    answers: dict[tuple[str, ...], Any],
    acts: list[str] | None,
    bom: bool,
    crlf: bool,
) -> None:
    text = HEAD + LAYOUTS[layout]
    bytes_ = text.replace("\n", "\r\n").encode() if crlf else text.encode()
    path = configure(workspace, (b"\xef\xbb\xbf" if bom else b"") + bytes_)
    edits = answers if acts is None else {**answers, ("law", "acts"): acts}
    expected = deepcopy(tomllib.loads(text))
    for place, value in edits.items():
        laid(expected, place, value)
    AnswerFile(workspace).write(edits)
    data = path.read_bytes()
    after = data.decode("utf-8-sig")
    assert tomllib.loads(after) == expected
    assert read_settings(path).answers == expected["answers"] == workspace.settings.answers
    assert data.startswith(b"\xef\xbb\xbf") == bom
    assert (after.count("\n") == after.count("\r\n")) == crlf
    assert comments(text) <= comments(after)
    # Nothing but the lines of the answers changed: the head is byte for byte what it was.
    assert data.decode("utf-8-sig").replace("\r\n", "\n").startswith(HEAD)


def test_a_comment_stays_with_what_it_speaks_of() -> None:
    text = '[answers.common]\ndirector = "A" # boss\n\n# of complaints\n[answers.complaints-procedure]\nx = 1\n# end\n'
    text = put(text, ("answers", "common", "coordinator"), "B")
    text = put(text, ("answers", "common", "director"), "C")
    text = put(text, ("answers", "complaints-procedure", "y"), "one\n\ntwo")
    assert text == (
        '[answers.common]\ndirector = "C" # boss\ncoordinator = "B"\n\n# of complaints\n'
        '[answers.complaints-procedure]\nx = 1\n# end\ny = """\none\n\ntwo"""\n'
    )


def test_the_table_of_a_language_comes_behind_its_own() -> None:
    text = put(
        "[answers.common]\na = 1\n\n[answers.x]\nb = 2\n", ("answers", "common", "nb", "director"), "Kari"
    )
    assert text == '[answers.common]\na = 1\n\n[answers.common.nb]\ndirector = "Kari"\n\n[answers.x]\nb = 2\n'


def test_comments_between_the_lines_of_a_list_move_above_it() -> None:
    text = put(HEAD + LAYOUTS["array"], ("law", "acts"), ["c"])
    assert text.endswith('\n[law]\n# first\n# second\n# third\n# last\nacts = ["c"]\n\n[answers.common]\n')


def test_statements_know_their_lines() -> None:
    text = '# one\n[a]\nb = """\n[no]\nc = 1\n"""\n"d=e".f = [\n  1,\n]\n[[g]]\nh = 1\n[i]\n'
    assert [(s.start + 1, s.path, s.array) for s in statements(text)] == [
        (2, ("a",), False),
        (3, ("a", "b"), False),
        (7, ("a", "d=e", "f"), False),
        (10, ("g",), True),
        (12, ("i",), False),
    ]
    assert line_of(statements(text), ("a", "d=e", "f")) == 7
    assert line_of(statements(text), ("a", "unknown")) == 2
    assert line_of(statements(text), ("unknown",)) == 1


def test_a_file_changed_since_it_was_read_is_left_alone(workspace: Workspace) -> None:
    path = configure(workspace, HEAD)
    file = AnswerFile(workspace)
    file.write({("answers", "common", "director"): "A"})
    path.write_text(HEAD + "\n# edited\n", encoding="utf-8")
    with pytest.raises(SettingsChanged):
        file.write({("answers", "common", "director"): "B"})
    assert path.read_text(encoding="utf-8") == HEAD + "\n# edited\n"


def test_a_locked_file_is_left_alone(workspace: Workspace) -> None:
    path = configure(workspace, HEAD)
    file = AnswerFile(workspace)
    path.chmod(0o444)
    try:
        with pytest.raises(SettingsReadOnly):
            file.write({("answers", "common", "director"): "B"})
        with pytest.raises(SettingsReadOnly):
            AnswerFile(workspace)
    finally:
        path.chmod(0o644)
    assert path.read_text(encoding="utf-8") == HEAD


def test_permissions_and_links_are_kept(workspace: Workspace, tmp_path: Path) -> None:
    path = configure(workspace, HEAD)
    real = tmp_path / "shared.toml"
    path.rename(real)
    real.chmod(0o600)
    path.symlink_to(real)
    try:
        AnswerFile(workspace).write({("answers", "common", "director"): "A"})
        assert path.is_symlink()
        assert real.stat().st_mode & 0o777 == 0o600
        assert read_settings(real).answers == {"common": {"director": "A"}}
    finally:
        path.unlink()


@pytest.mark.parametrize(
    ("extra", "path", "line"),
    [
        ('[[answers.common.rows]]\na = "b"\n', ("answers", "common", "rows"), 1),
        ('[answers.common.director]\na = "b"\n', ("answers", "common", "director"), 1),
        ('[answers]\ncommon = "text"\n', ("answers", "common", "director"), 2),
    ],
)
def test_a_layout_that_only_a_person_should_change_is_refused(
    workspace: Workspace, extra: str, path: tuple[str, ...], line: int
) -> None:
    file = configure(workspace, HEAD + extra)
    with pytest.raises(AnswerByHand) as caught:
        AnswerFile(workspace).write({path: "A"})
    assert caught.value.params["line"] == HEAD.count("\n") + line
    assert file.read_text(encoding="utf-8") == HEAD + extra


def test_the_result_must_be_valid(workspace: Workspace) -> None:
    configure(workspace, HEAD)
    with pytest.raises(SettingsProblem):
        AnswerFile(workspace).write({("law", "acts"): [1]})


def test_the_trail_names_answers_and_never_quotes_them(workspace: Workspace) -> None:
    configure(workspace, HEAD)
    AnswerFile(workspace).write({("answers", "job@cook", "purpose"): "secret", ("law", "acts"): ["a"]})
    with workspace.state.read() as conn:
        row = conn.exec_driver_sql("select * from trail order by seq desc limit 1").mappings().one()
    assert (row["action"], row["subject"]) == ("answers.written", "qms.toml")
    assert '\\"job@cook\\".purpose' in str(row["details"])
    assert "secret" not in str(dict(row))


# Asking


def names(asking: Asking, slug: str) -> list[tuple[str, str, str]]:
    (source,) = asking.sources([slug])
    return [(q.table, q.variable.name, q.why) for q in asking.questions(source)]


def test_only_what_is_missing_is_asked(workspace: Workspace) -> None:
    configure(workspace, HEAD.replace('name = "Ona"', 'name = "Mano vardas ir pavardė"'))
    found = names(Asking(workspace), "complaints-procedure")
    assert {(n, why) for table, n, why in found if table == "common"} == {
        ("director", "required"),
        ("quality_coordinator", "required"),
        ("complaints_contact", "required"),
    }
    assert {why for table, _, why in found if table == "complaints-procedure"} == {"passage"}


def test_everything_adds_defaults_and_optional_ones_but_not_what_is_answered(workspace: Workspace) -> None:
    configure(workspace, HEAD + "[answers.complaints-procedure]\nanswer_days = 7\n")
    found = {n: why for _, n, why in names(Asking(workspace, everything=True), "complaints-procedure")}
    assert found["extension_days"] == "default"
    assert found["complaints_phone"] == "optional"
    # Ona coordinates: her role in [[people]] is the answer.
    assert not {"answer_days", "quality_coordinator"} & set(found)


def test_a_wrong_answer_is_asked_again(workspace: Workspace) -> None:
    configure(workspace, HEAD + '[answers.complaints-procedure]\nanswer_days = "many"\n')
    assert ("complaints-procedure", "answer_days", "invalid") in names(
        Asking(workspace), "complaints-procedure"
    )


def test_a_blank_answer_is_replaced_where_it_stands(workspace: Workspace) -> None:
    configure(workspace, HEAD + '[answers.complaints-procedure.lt]\ndirector = ""\n')
    asking = Asking(workspace)
    (source,) = asking.sources(["complaints-procedure"])
    question = next(q for q in asking.questions(source) if q.variable.name == "director")
    assert question.path == ("answers", "complaints-procedure", "lt", "director")
    AnswerFile(workspace).write({question.path: "Rasa"})
    assert "director" not in {q.variable.name for q in asking.questions(source)}


def test_answers_in_another_language_go_to_its_table(workspace: Workspace) -> None:
    body = '[answers.complaints-procedure]\ncomplaint_culture = "Išklausome."\n'
    configure(workspace, HEAD + body)
    asking = Asking(workspace, "nb", everything=True)
    (source,) = asking.sources(["complaints-procedure"])
    found = {q.variable.name: q for q in asking.questions(source)}
    assert found["director"].path == ("answers", "common", "nb", "director")
    assert found["complaint_culture"].path == ("answers", "complaints-procedure", "nb", "complaint_culture")
    assert (found["complaint_culture"].why, found["complaint_culture"].other_language) == ("language", "lt")
    # A number is the same in every language.
    assert found["review_request_days"].path == ("answers", "complaints-procedure", "review_request_days")
    assert found["answer_days"].path == ("answers", "common", "answer_days")
    AnswerFile(workspace).write({found["complaint_culture"].path: "Vi lytter."})
    assert "complaint_culture" not in {q.variable.name for q in asking.questions(source)}


def test_chapters_are_asked_with_their_document(workspace: Workspace) -> None:
    configure(workspace, HEAD + '[documents.chapters]\npartnership = "quality-policy"\n')
    asking = Asking(workspace)
    tables = {table for table, _, _ in names(asking, "quality-policy")}
    assert {"quality-policy", "partnership"} <= tables
    assert "partnership" not in {source.address.slug for source in asking.sources(None)}


def test_a_document_for_each_function_has_answers_of_its_own(workspace: Workspace) -> None:
    configure(workspace, HEAD + '[[functions]]\nid = "cook"\nname = "Virėja"\n')
    found = names(Asking(workspace), "competence-and-job-description@cook")
    assert ("competence-and-job-description@cook", "function_purpose", "passage") in found


def test_suggestions_show_what_is_known(workspace: Workspace) -> None:
    configure(workspace, HEAD)
    asking = Asking(workspace, everything=True)
    for source in asking.sources(None):
        for question in asking.questions(source):
            assert "{{" not in str(question.default), question.variable.name


def variable(kind: str, **more: Any) -> Variable:
    return Variable(name="x", type=kind, question={"en": "?"}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("text", "  a ", "a"),
        ("text", " ", None),
        ("number", "2,5", 2.5),
        ("number", "7", 7),
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("choice", "b", "b"),
        ("list", ["a", " ", "b"], ["a", "b"]),
        ("rows", [{"p": "1"}, {"q": ""}], [{"p": "1", "q": ""}]),
        ("passage", "a\nb\n\n\nc", "a b\n\nc"),
        ("passage", "\n \n", None),
    ],
)
def test_answers_are_stored_in_one_form(kind: str, value: Any, expected: Any) -> None:
    asked = variable(kind, columns=("p", "q"), choices={"a": {"en": "A"}, "b": {"en": "B"}})
    found = stored(asked, value, "en")
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("number", "nan", "expected_number"),
        ("number", "inf", "expected_number"),
        ("number", "many", "expected_number"),
        ("date", "31.12.2026", "expected_date"),
        ("choice", "c", "expected_choice"),
        ("list", "a", "expected_list"),
        ("rows", [{"z": "1"}], "expected_columns"),
        ("text", ["a"], "expected_text"),
    ],
)
def test_wrong_answers_say_what_is_expected(kind: str, value: Any, code: str) -> None:
    asked = variable(kind, columns=("p", "q"), choices={"a": {"en": "A"}})
    with pytest.raises(TypeMismatch) as caught:
        stored(asked, value, "en")
    assert caught.value.code == code


# The form


def form(asking: Asking, slug: str) -> str:
    sources = asking.sources([slug])
    questions = sorted(asking.questions(sources[0]), key=lambda q: q.table != "common")
    titles = {q.table: "Title" for q in questions}
    ticked = asking.workspace.settings.law_acts
    return form_text(questions, asking.offers(sources), titles, "Klevas", "f.toml", ticked)


@pytest.mark.parametrize("everything", [False, True])
def test_every_form_is_valid_and_empty(workspace: Workspace, tmp_path: Path, everything: bool) -> None:
    configure(workspace, HEAD)
    asking = Asking(workspace, everything=everything)
    for source in asking.sources(None):
        file = tmp_path / "f.toml"
        file.write_text(form(asking, str(source.address)), encoding="utf-8")
        filled = read_form(file, asking)
        assert (filled.answers, filled.problems) == ({}, []), source.address


def test_every_default_of_a_form_can_be_taken(workspace: Workspace, tmp_path: Path) -> None:
    """A default without its comment sign is an answer as good as one that was typed."""
    configure(workspace, HEAD)
    asking = Asking(workspace, everything=True)
    file = tmp_path / "f.toml"
    for source in asking.sources(None):
        text = form(asking, str(source.address))
        for question in asking.questions(source):
            start = f"\n# {question.variable.name} = "
            if start in text:
                before, _, rest = text.partition(start)
                value, _, after = rest.partition("\n\n")
                text = f"{before}{start.replace('# ', '')}{value.replace(chr(10) + '# ', chr(10))}\n\n{after}"
        file.write_text(text, encoding="utf-8")
        filled = read_form(file, asking)
        assert filled.problems == [], source.address
        wanted = {q.path for q in asking.questions(source) if q.why == "default"}
        assert wanted == set(filled.answers), source.address


def test_ticked_acts_stay_ticked_in_a_form(workspace: Workspace, tmp_path: Path) -> None:
    configure(workspace, HEAD + '[law]\nacts = ["gdpr", "no-land-act"]\n')
    file = tmp_path / "f.toml"
    file.write_text(form(Asking(workspace), "complaints-procedure"), encoding="utf-8")
    assert tomllib.loads(file.read_text(encoding="utf-8"))["law"]["acts"] == ["gdpr", "no-land-act"]


def test_every_problem_of_a_form_is_told_with_its_line(workspace: Workspace, tmp_path: Path) -> None:
    configure(workspace, HEAD)
    file = tmp_path / "f.toml"
    lines = {
        1: "[answer.common]",
        2: "[law]",
        3: "acts = [",
        4: '  "gdbr",',
        5: "]",
        6: "act = 1",
        7: "[answers.common]",
        8: 'directr = "A"',
        9: "[answers.complaints-procedure]",
        10: 'complaint_culture = """',
        11: "answer_days = no",
        12: '"""',
        13: 'answer_days = "no"',
        14: "[answers.complaints-procedur]",
        15: "[answers.complaints-procedure.nb]",
        16: "local_support = 2026-01-01",
        17: "local_suport = 1",
    }
    file.write_text("\n".join(lines.values()), encoding="utf-8")
    found = [
        (p.line, p.what.code, p.what.params.get("similar"))
        for p in read_form(file, Asking(workspace)).problems
    ]
    assert found == [
        (1, "form_did_you_mean", "answers"),
        (4, "form_did_you_mean", "gdpr"),
        (6, "form_did_you_mean", "acts"),
        (8, "form_did_you_mean", "director"),
        (13, "form_wrong", None),
        (14, "form_did_you_mean", "complaints-procedure"),
        (17, "form_did_you_mean", "local_support"),
    ]


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [(b"[law]\nacts = \xff", 2, "expect_utf8"), (b"[law]\nacts = [\n", 3, "expect_toml")],
)
def test_a_form_that_is_no_toml_has_one_problem(
    workspace: Workspace, tmp_path: Path, data: bytes, line: int, code: str
) -> None:
    configure(workspace, HEAD)
    file = tmp_path / "f.toml"
    file.write_bytes(data)
    assert [(p.line, p.what.code) for p in read_form(file, Asking(workspace)).problems] == [(line, code)]


PIECES = {
    "text": 'a{} = "# [x] = 1" # [no]',
    "text of several lines": 'b{} = """\n[no]\nx = \\"\\"\\" # y\n""" # z',
    "literal": "c{} = '''\n# no\n[\n'''",
    "list": 'd{} = [\n  "]", # one\n  # two\n  [1, {{ e = "=" }}],\n]',
    "dotted": "'e = {}' . \"f\" = 2026-01-01",
    "table": " [ g{}.'h' ] # table",
    "tables": "[[ i{} ]]",
    "comment": "# j{} = 1",
    "nothing": "",
}


@settings(deadline=None, max_examples=60)
@given(pieces=st.lists(st.sampled_from(sorted(PIECES)), max_size=8))
def test_statements_cover_every_key_and_nothing_else(pieces: list[str]) -> None:
    text = "\n".join(PIECES[piece].format(number) for number, piece in enumerate(pieces))
    found = statements(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {s.path[0] for s in found if s.path} == set(tomllib.loads(text))
    lines = text.split("\n")
    covered = {n for s in found for n in range(s.start, s.end)}
    in_arrays = text.partition("[[")[2]
    if not in_arrays:
        assert all(not lines[n].strip() or lines[n].startswith("#") for n in set(range(len(lines))) - covered)
