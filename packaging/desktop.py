"""What Linux wants to know of a program: menu entry, AppStream, file types, icons, manual page."""

import re
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import completion
import icons
import manual
from making import ROOT, TEMPLATES, filled, identity
from tree import Tree

EVERYTHING_TYPE = "application/vnd.flashcards.everything+zip"
"""The type of .cards.zip files."""
RELEASED = {"0.1.0": "2026-11-25", "0.2.0": "2026-11-26"}
"""The days of earlier versions; the newest is of the day it is packed."""
_LINUX = TEMPLATES / "linux"


def install(tree: Tree, epoch: int, *, prefix: str = "usr") -> None:
    """Put in all of it, as any package for Linux has it."""
    name, share = identity()["ID"], f"{prefix}/share"
    tree.add(f"{share}/applications/{name}.desktop", entry())
    tree.add(f"{share}/metainfo/{name}.metainfo.xml", metainfo(epoch))
    tree.add(f"{share}/mime/packages/{name}.xml", file_types())
    command = identity()["COMMAND"]
    tree.add(f"{share}/bash-completion/completions/{command}", completion.script())
    for place, data in icons.hicolor().items():
        tree.add(f"{share}/icons/hicolor/{place}", data)


def entry() -> str:
    """Return the menu entry."""
    return filled(_LINUX / "desktop.in", EVERYTHING_TYPE=EVERYTHING_TYPE)


def metainfo(epoch: int) -> str:
    """Return what software centres show; the newest version is of the day of ``epoch``."""
    return filled(
        _LINUX / "metainfo.xml.in",
        EVERYTHING_TYPE=EVERYTHING_TYPE,
        DEVELOPER=".".join(identity()["ID"].split(".")[:2]),
        RELEASES="\n".join(_releases(epoch)),
    )


def file_types() -> str:
    """Return by which names and bytes files of the program are known."""
    schema = (ROOT / "flashcards" / "store" / "schema.py").read_text("utf-8")
    told = re.search(r"^APPLICATION_ID = (0x[0-9A-Fa-f]{8})$", schema, re.MULTILINE)
    assert told is not None
    return filled(
        _LINUX / "mime.xml.in",
        EVERYTHING_TYPE=EVERYTHING_TYPE,
        DOCUMENT_ICON=f"{identity()['ID']}.document",
        DECK_ICON=f"{identity()['ID']}.deck",
        APPLICATION_ID=told[1],
    )


def manual_page(epoch: int) -> str:
    """Return the manual page."""
    return manual.page(epoch)


def _releases(epoch: int) -> list[str]:
    """Return what is told of each version, the newest first."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    today = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    lines = []
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        version, _, body = part.partition("\n")
        date = RELEASED.get(version.strip(), today)
        subjects = re.findall(r"^### (.+)$", body, re.MULTILINE)
        lines.append(f'    <release version="{version.strip()}" date="{date}">')
        if subjects:
            items = "".join(f"<li>{escape(subject)}</li>" for subject in subjects)
            lines.append(f"      <description><p>New in</p><ul>{items}</ul></description>")
        lines.append("    </release>")
    return lines
