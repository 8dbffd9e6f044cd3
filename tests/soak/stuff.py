"""What a long day begins with: decks, notes of each type, an article, and files to bring in."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sounds import wav
from tests.ui.masked import picture

if TYPE_CHECKING:
    from flashcards.api import Collection

ROOT = Path(__file__).resolve().parents[2]

DECK = """---
deck: Biology::Cells
---
## What does a mitochondrion do?
It makes most of the cell's chemical energy (ATP).

## מהו תא?
היחידה הבסיסית של החיים

C: The {{c1::nucleus}} holds the cell's {{c2::DNA::molecule}}.

## <img src="/dev/zero"> & <b>bold</b>
[sound:a.mp3] \\(a^2\\) ![](none.png)
"""
TABLE = "Front,Back,Tags\nthe sea,das Meer,de\nthe house,das Haus,de noun\nthe tree,der Baum,de\n"
ARTICLE = """# Tides

A **tide** is the rise and fall of sea level caused by the moon. The **neap tide** is the smallest
tide of a month.

## What causes spring tides?

Sun and moon in one line.

## Kinds of tides

- high tide
- low tide
- spring tide

| Tide | Height |
|---|---|
| spring | large |
| neap | small |
"""


MASK = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.2:height=.6:oi=1}}"
NOTES: tuple[tuple[str, dict[str, str]], ...] = (
    ("basic", {"Front": "$a^2$ and \\(\\frac{a}{b}\\)", "Back": "![](cell.png) **bold**"}),
    ("basic", {"Front": "[sound:a.wav]", "Back": "one\n\ntwo\n\nthree"}),
    ("basic-reverse", {"Front": "chien", "Back": "dog"}),
    ("type-answer", {"Front": "Capital of France?", "Back": "Paris"}),
    ("type-answer", {"Front": "Capital of Norway?", "Back": "Oslo"}),
    ("choice", {"Question": "Even?", "Answer": "- 2\n- 4", "Wrong answers": "\n".join("13579abc")}),
    ("choice", {"Question": "Sea?", "Answer": "Baltic", "Wrong answers": "Rhine\nAlps"}),
    ("list", {"Question": "Planets?", "Items": "Mercury\nVenus\nEarth\nMars", "All at once": "y"}),
    ("cloze", {"Text": "{{c1::Paris}} is in {{c2::France::country}} {{c3::\\(x^{2}\\)}}"}),
    ("term", {"Term": "osmosis", "Definition": "flow of water through a membrane"}),
    ("image-occlusion", {"Occlusion": MASK, "Image": "![](cell.png)", "Header": "Cell"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Files:
    """Files a learner may bring in, and the folder they lie in."""

    folder: Path
    decks: tuple[Path, ...]
    articles: tuple[Path, ...]


def make(home: Path) -> Files:
    """Write the files into a folder below ``home``."""
    folder = home / "files"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "cells.md": DECK,
        "words.csv": TABLE,
        "broken.csv": 'a,b\n"open,c\nd\n',
        "tides.md": ARTICLE,
        "tides-newer.md": ARTICLE.replace("by the moon", "by moon and sun"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    decks = ("cells.md", "words.csv", "broken.csv")
    articles = ("tides.md", "tides-newer.md")
    return Files(
        folder, tuple(folder / name for name in decks), tuple(folder / name for name in articles)
    )


def fill(collection: "Collection", files: Files) -> str:
    """Give a new collection decks to study and notes of all types; return a picture's name."""
    for deck in sorted((ROOT / "decks").glob("*.md")):
        collection.import_file(deck)
    collection.import_file(files.decks[0])
    names = {
        "cell.png": collection.import_media(picture()),
        "a.wav": collection.import_media(wav()),
    }
    for number, (note_type, fields) in enumerate(NOTES):
        tags = ("animal", f"kind::{note_type}", f"number::{number % 3}")
        named = {field: _named(text, names) for field, text in fields.items()}
        collection.add_note(named, "Made", tags, note_type)
    return names["cell.png"]


def _named(text: str, names: dict[str, str]) -> str:
    for name, kept in names.items():
        text = text.replace(name, kept)
    return text
