"""Writes down what a self-contained program is made of, and on what terms each part may be passed
on: NOTICES.txt, with the texts of all licences beside it."""

import shutil
from pathlib import Path

import bundle
import parts
import third_parties
from making import LICENCES, ROOT, FailedError, Order, filled, identity
from parts import Part

FILE = "NOTICES.txt"
_TEXTS, _PACKAGES = "texts", "packages"


def make(order: Order) -> list[Path]:
    """Write the notices of the program as it was built last, with all texts."""
    target = order.out / f"{identity()['COMMAND']}-{identity()['VERSION']}-licences"
    shutil.rmtree(target, ignore_errors=True)
    return [write(target, bundle.finished(order.epoch))]


def write(target: Path, folder: Path) -> Path:
    """Write notices and texts for the program in ``folder`` into ``target``; return the notices.

    Raises FailedError where something in the program is nobody's, or a licence has no text.
    """
    found = parts.parts_of(folder)
    check(found, folder)
    for name, data in texts(found).items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (target / FILE).write_text(notices(found), encoding="utf-8")
    return target / FILE


def check(found: list[Part], folder: Path) -> None:
    """Raise FailedError for libraries that are nobody's and for licences without a text."""
    nobody = parts.unnamed(folder, found)
    if nobody:
        raise FailedError("\n".join(("Whose are these? See packaging/third_parties.py:", *nobody)))
    used = {name for part in parts.every(found) for name in parts.licence_names(part.licence)}
    unknown = sorted(used - set(third_parties.TEXTS))
    if unknown:
        raise FailedError(f"packaging/licences has no text for {', '.join(unknown)}.")


def notices(found: list[Part]) -> str:
    """Return the text of the notices."""
    head = filled(LICENCES / "notices.in")
    return head + "".join(_told(part, "") for part in found)


def texts(found: list[Part]) -> dict[str, bytes]:
    """Return every text that belongs to the parts, by its place beside the notices."""
    used = {name for part in parts.every(found) for name in parts.licence_names(part.licence)}
    files = {file for name in used for file in third_parties.TEXTS.get(name, ())}
    placed = {f"{_TEXTS}/{name}": (LICENCES / name).read_bytes() for name in sorted(files)}
    placed["LICENSE.txt"] = (ROOT / "LICENSE").read_bytes()
    for distribution in parts.distributions():
        for name, data in parts.licence_files(distribution).items():
            placed[f"{_PACKAGES}/{parts.plain(distribution)}/{name}"] = data
    return placed


def _told(part: Part, indent: str) -> str:
    """Return what is said of a part, and below it of what is inside."""
    rows = [f"{part.name} {part.version}".strip(), f"    Licence: {part.licence}"]
    if part.holder:
        rows.append(f"    Copyright {part.holder}")
    rows += [f"    Text: {file}" for file in _files(part)]
    if part.source:
        rows.append(f"    Source: {part.source}")
    text = "".join(f"{indent}{row}\n" for row in rows)
    inside = "".join(_told(piece, f"{indent}    ") for piece in part.pieces)
    return f"{text}{indent}    Inside it:\n{inside}\n" if inside else f"{text}\n"


def _files(part: Part) -> list[str]:
    """Return the places of a part's texts: its own where it is a package that brings some."""
    if part.purl.startswith("pkg:pypi/"):
        own = [
            f"{_PACKAGES}/{parts.plain(part.name)}/{each}"
            for each in parts.licence_files(part.name)
        ]
        if own:
            return own
    names = parts.licence_names(part.licence)
    files = dict.fromkeys(file for name in names for file in third_parties.TEXTS[name])
    return [f"{_TEXTS}/{file}" for file in files]
