"""Shows notes in Browse by their numbers: all of them, or as many as one search can name."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flashcards.search.parser import LONGEST_SEARCH
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_NAME = "nid:"


def query_of(note_ids: Iterable[int]) -> tuple[str, int]:
    """Return a search for the first of these notes, and for how many."""
    named: list[str] = []
    room = LONGEST_SEARCH - len(_NAME)
    for number in map(str, note_ids):
        room -= len(number) + 1
        if room < -1:  # no comma stands behind the last one
            break
        named.append(number)
    return _NAME + ",".join(named), len(named)


def show_notes(window: "MainWindow", note_ids: Iterable[int], total: int = 0) -> None:
    """Show these notes, each once, and say so where a search cannot name them all.

    ``total`` is how many there are, where ``note_ids`` are only the first.
    """
    ids = list(dict.fromkeys(note_ids))
    if not ids:
        return
    query, named = query_of(ids)
    window.search(query)
    total = max(total, len(ids))
    if named < total:
        first = plural(named, "the first {count} note", "the first {count} notes")
        window.toast(tr("Browse shows {first} of {all}", first=first, all=numeral(total)))
