"""Tells whether a file is a deck or an article, where its name alone does not."""

import re
from pathlib import Path

from flashcards.files import open_given
from flashcards.identity import DECK_SUFFIX

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
_NOTE = re.compile(r"^## +", re.MULTILINE)
_ASKING = ("?", "？", "؟", ";")
"""How questions end, in Greek as well."""
_LONGEST_ANSWERS = 400
"""Characters that the answers of a deck have on average at the most."""
_LONGEST_CELLS = 400
"""Characters a row of a table may have on average; paragraphs have more."""


def can_be_article(path: Path) -> bool:
    """Whether a file's name says that it can be read as an article."""
    return path.suffix.lower().removeprefix(".") in ARTICLE_ENDINGS


def is_article(path: Path) -> bool:
    """Whether a file is an article and no deck; where both can be, by what stands in it."""
    from flashcards.formats.kinds import Family, kind_of, kinds_of

    if not can_be_article(path) or path.name.lower().endswith(DECK_SUFFIX):
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
    """Whether notes are marked as such, or all there is are questions with short answers.

    Some headings that ask are found in articles, too.
    """
    from flashcards.formats.marks import programs

    if programs.is_foreign(data, path.name):
        return True
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    if not _DECK_SIGN.search(text) and not _only_asks(text):
        return False
    return bool(programs.read_bytes(data, path.name).parsed.notes)


def _only_asks(text: str) -> bool:
    """Whether every heading of the second level asks, with its short answer on the next line.

    Articles leave a line free there.
    """
    before, *notes = _NOTE.split(text)
    if any(line.strip() and not line.startswith("# ") for line in before.splitlines()):
        return False
    lengths = []
    for note in notes:
        front, _, back = note.partition("\n")
        answer = back.partition("\n")[0].strip()
        if not front.rstrip().endswith(_ASKING) or not answer or "\n### " in back:
            return False
        lengths.append(len(back))
    return 0 < sum(lengths) <= _LONGEST_ANSWERS * len(lengths)


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
