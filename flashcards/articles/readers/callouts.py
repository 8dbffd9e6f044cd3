"""Says what a box with a title is: a question with its answer, a term with its definition."""

import re
from collections.abc import Callable

from flashcards.articles.readers.builder import Builder
from flashcards.articles.tree import BlockKind

_K = BlockKind
_DEFINES = re.compile(r"(?:prf:)?(?:definition|defn|def|term|concept|glossary|abbreviation)s?$")
_NAMED = re.compile(
    r"(?:definition|term|concept|key (?:term|concept|word)|begriff|définition|definición|"
    r"definizione)(?: \d[\d.]*)?\s?(?:[:：–—-]\s*|\()(?P<name>[^()]{2,90})\)?$",
    re.IGNORECASE,
)
_LONGEST_NAME = 90

Write = Callable[[str], None]


def write_callout(
    out: Builder, kind: str, title: str, write: Write, read: Callable[[], None], folds: bool = False
) -> None:
    """Write a box of some kind; ``write`` writes its title, ``read`` what is in it.

    One that folds, or asks, becomes a fold-out; one that defines its title a term.
    """
    named = _NAMED.match(title[: _LONGEST_NAME * 2])
    if named or (title and len(title) <= _LONGEST_NAME and _DEFINES.match(kind.lower())):
        _block(out, _K.TERM, write, named["name"] if named else title)
        mark = out.open(_K.DEFINITION)
    elif folds or title.endswith(("?", "？")):
        mark = out.open(_K.DETAILS)
        if title:
            _block(out, _K.SUMMARY, write, title)
    else:
        mark = out.depth
        if title:
            _block(out, _K.PARAGRAPH, write, title)
    read()
    out.close(mark)


def _block(out: Builder, kind: BlockKind, write: Write, words: str) -> None:
    mark = out.open(kind)
    write(words)
    out.close(mark)
