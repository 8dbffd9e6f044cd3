"""What a long day begins with: decks, notes of each type, an article, and files to bring in."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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


def fill(collection: "Collection", files: Files) -> None:
    """Give a new collection decks to study and an article to read."""
    for deck in sorted((ROOT / "decks").glob("*.md")):
        collection.import_file(deck)
    collection.import_file(files.decks[0])
