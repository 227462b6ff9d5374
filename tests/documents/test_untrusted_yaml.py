"""Prove that titles, defaults and YAML of a template that we did not ship cannot harm the program that reads them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateError

from qms.documents.engine import expand
from qms.documents.library import load_library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text",
    [
        "{{ '%100000000d' % 1 }}",
        "{% set a = 'aa' %}{{ a }}",
        "{{ x ~ x }}",
        "{% for a in x %}{% for b in x %}{% endfor %}{% endfor %}",
        "{{ x | join(x | join(',')) }}",
        "{{ x.__class__ }}",
        "{{ x.upper() }}",
        "{{" + "(" * 5000 + "1" + ")" * 5000 + "}}",
        "{{" + "- " * 5000 + "1}}",
        "{{ y }}" * 10,
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    ],
)
def test_a_default_that_wants_more_than_it_may_is_refused_at_once(text: str) -> None:
    start = time.monotonic()
    with pytest.raises(TemplateError):
        expand(text, "en", {"x": "ab" * 50, "y": "a" * 10_000})
    assert time.monotonic() - start < 5


def test_what_a_default_may_do_still_works() -> None:
    text = "{% for s in x if s != 'b' %}{{ s | cap }}{% if not loop.last %}, {% endif %}{% endfor %}"
    assert expand(text, "en", {"x": list("abc")}) == "A, C"


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "a: &a [1]\nb: *a", "- " * 100_000, "x" * 2_000_000, "{a: " * 100_000]
)
def test_a_monstrous_description_is_a_finding(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "document.yaml").write_text(text, encoding="utf-8")
    (folder / "en.md").write_text("x", encoding="utf-8")
    library = load_library(tmp_path)
    assert any(problem.code == "yaml_syntax" for problem in library.problems), library.problems
