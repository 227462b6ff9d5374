"""Name families of file formats as people do: word, excel, mail, image, in three languages; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.text import fold, normalise

if TYPE_CHECKING:
    from collections.abc import Collection

_FAMILIES: dict[str, tuple[str, str]] = {
    "pdf": ("pdf", "pdf"),
    "word": ("word dokument tekstbehandling", "doc docx docm dotx odt rtf"),
    "excel": ("excel sheet spreadsheet regneark skaiciuokle lentele", "xls xlsx xlsm xlsb ods csv"),
    "slides": (
        "slides slide powerpoint presentation presentasjon lysbilder pateiktis skaidres", "ppt pptx pptm odp",
    ),
    "mail": ("mail email e-mail epost e-post melding laiskas laiskai elaiskas", "eml msg"),
    "image": (
        "image photo picture scan bilde bilder foto vaizdas nuotrauka nuotraukos paveikslas",
        "png jpg jpeg tif tiff gif bmp webp heic",
    ),
    "text": ("text plain tekst tekstas", "txt md csv"),
    "web": ("web html nettside svetaine", "html htm"),
    "zip": ("zip archive archyvas", "zip"),
}  # fmt: skip


def suffix(path: str) -> str:
    """Return the suffix of a path in lower case, without its dot; "" for none."""
    return path.rsplit(".", 1)[-1].casefold() if "." in path.rsplit("/", 1)[-1] else ""


def suffixes_of(name: str, held: Collection[str] = ()) -> tuple[str, ...]:
    """Return the suffixes that a family or suffix stands for, none for what is neither known nor `held`."""
    wanted = fold(normalise(name)).lstrip("*.")
    for words, suffixes in _FAMILIES.values():
        if wanted in words.split():
            return tuple(suffixes.split())
    known = {one for _, suffixes in _FAMILIES.values() for one in suffixes.split()}
    return (wanted,) if wanted in known or wanted in held else ()


def possible_types(held: Collection[str]) -> list[str]:
    """Return the names of families and the suffixes that are `held`, for a person to choose from."""
    return list(dict.fromkeys([*_FAMILIES, *sorted(held)]))
