"""Tells whether a file is a deck or an article, where its name alone does not."""

import re
from pathlib import Path

from flashcards.files import open_given

ARTICLE_ENDINGS = (
    "txt", "text", "md", "markdown", "mdown", "mkd", "mdx", "qmd", "rst", "rest", "adoc",
    "asciidoc", "asc", "org", "html", "htm", "xhtml", "xht", "docx", "docm", "pdf", "epub",
)  # fmt: skip
"""How the names of files end that can be articles."""
SAMPLE_BYTES = 100_000
"""So much of a file tells what it is."""
_DECK_SIGN = re.compile(
    r"\A\ufeff?---\n(?:[^\n]{0,500}\n){0,40}?deck:|^(?:Q|C|Front|Question):"
    r"|\{\{c[0-9]+::|\{#[\w.-]+\}",
    re.MULTILINE | re.IGNORECASE,
)
"""A deck's front matter, or a note's mark, gap or identity."""
_LONGEST_CELLS = 400
"""Characters a row of a table may have on average; paragraphs have more."""


def can_be_article(path: Path) -> bool:
    """Whether a file's name says that it can be read as an article."""
    return path.suffix.lower().removeprefix(".") in ARTICLE_ENDINGS


def is_article(path: Path) -> bool:
    """Whether a file is an article and no deck; where both can be, by what stands in it."""
    from flashcards.formats.kinds import Family, kind_of, kinds_of

    if not can_be_article(path):
        return False
    if not kinds_of(path):
        return True
    try:
        with open_given(path) as file:
            data = file.read(SAMPLE_BYTES)
    except (OSError, ValueError):
        return False  # the import screen says what is wrong with it
    if not data.strip():
        return False
    kind = kind_of(path, data)
    if kind is None or kind.begins is not None:
        return kind is None
    return not (_is_table(data, path) if kind.family is Family.TABLE else _is_deck(data, path))


def _is_deck(data: bytes, path: Path) -> bool:
    """Whether notes are marked as such; headings that ask are found in articles, too."""
    from flashcards.formats.marks import programs

    if programs.is_foreign(data, path.name):
        return True
    if not _DECK_SIGN.search(data.decode("utf-8", "replace")):
        return False
    return bool(programs.read_bytes(data, path.name).parsed.notes)


def _is_table(data: bytes, path: Path) -> bool:
    """Whether nearly every line has the same number of cells, more than one."""
    from flashcards.formats import csv_table

    preview = csv_table.sniff(data, path.name)
    if preview.own or preview.comment_lines:
        return True
    if len(preview.columns) < 2 or not preview.row_count:
        return False
    lines = [line for line in data.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(data) == SAMPLE_BYTES:
        del lines[-1:]
    if sum(map(len, lines)) > _LONGEST_CELLS * len(lines):
        return False
    cells = [line.count(preview.delimiter) for line in lines]
    usual = max(set(cells), key=cells.count)
    return usual > 0 and cells.count(usual) >= 0.9 * len(cells)
