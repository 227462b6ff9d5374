"""Find packaged data in a checkout and in an installed wheel; standard library only."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# These stand beside the package in a checkout and below qms/_data in a wheel (hatchling's force-include).
_BESIDE = frozenset({"templates", "evidence_store"})
_INSIDE = {
    "catalogue": ("catalogue", "frameworks"),
    "samples": ("samples",),
    "locale": ("locale",),
    "pages": ("reports", "pages"),
}


def data_path(*parts: str) -> Path:
    """Return the path of packaged data; the first part names the kind, the others lead on from there.

    `templates` and `evidence_store` are the folders of that name; `catalogue` is the folder of the framework
    files; `samples` and `locale` are folders of the package, `pages` that of the pages of an audit pack. Whether the
    path exists is not checked. Raises ValueError for any other kind.
    """
    if not parts:
        raise ValueError("data_path needs the kind of data")
    kind, rest = parts[0], parts[1:]
    if kind in _INSIDE:
        return _PACKAGE.joinpath(*_INSIDE[kind], *rest)
    if kind not in _BESIDE:
        raise ValueError(f"unknown kind of packaged data: {kind}")
    packed = _PACKAGE / "_data" / kind
    root = packed if packed.is_dir() else _PACKAGE.parent / kind
    return root.joinpath(*rest)
