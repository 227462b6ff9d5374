"""Make the texts of a report fit for every file format: what cannot be written is shown by a stand-in."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from qms.reports.tables import printable

if TYPE_CHECKING:
    from qms.model.reports import Report

T = TypeVar("T")
_NO_XML = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd", "\r": " "})


def fit(report: Report) -> Report:
    """Return a report without the signs that XML cannot hold; names of files on disk may have them."""
    return _fit(report)


def _fit(value: T) -> T:
    made: Any = value
    if isinstance(value, str):
        made = printable(value.translate(_NO_XML))
    elif isinstance(value, tuple):
        made = tuple(_fit(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(made, **{one.name: _fit(getattr(value, one.name)) for one in fields(value)})
    return made  # type: ignore[no-any-return]
