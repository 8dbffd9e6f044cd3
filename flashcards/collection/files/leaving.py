"""The formats that decks are written in: who writes each, and what it cannot carry."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from flashcards.articles.collecting import without_collecting
from flashcards.collection.files import exporting
from flashcards.model.errors import UserError
from flashcards.model.exporting import AS_USUAL, Contents, ExportChoices
from flashcards.model.messages import Message, Translatable, message, plural_message
from flashcards.store import contents
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Progress
from flashcards.store.store import Store

Write: TypeAlias = Callable[
    [Store, StoredTypes, Path, "str | None", "Progress | None", ExportChoices], int
]
"""Writes a deck with its subdecks (or all) to a file; returns how many notes."""
Lacks: TypeAlias = Callable[[Contents], Iterator[Message]]


class Format(NamedTuple):
    """A format that decks are written in."""

    suffix: str
    """How the names of its files end, in small letters."""
    name: Translatable
    not_carried: Lacks
    """Says what of all there is does not go along, each part in a few words."""
    write: Write
    is_table: bool = False
    """Whether a spreadsheet opens it."""
    is_package: bool = False
    """Whether Anki reads it, with what was learnt."""
    is_whole: bool = False
    """Whether it takes the place of all that its reader has, so that no single deck goes."""


def _learning(there: Contents) -> Iterator[Message]:
    if there.answers:
        yield plural_message(
            there.answers,
            "What you have learned: {count} answer and the schedule",
            "What you have learned: {count} answers and the schedule",
        )
    if there.set_aside:
        yield plural_message(
            there.set_aside,
            "That {count} card is suspended or buried",
            "That {count} cards are suspended or buried",
        )
    if there.flagged:
        yield plural_message(there.flagged, "The flag of {count} card", "Flags of {count} cards")
    if there.presets or there.limited:
        yield message("Deck options and daily limits")


def _own_types(there: Contents) -> Iterator[Message]:
    if there.own_types:
        yield plural_message(
            there.own_types,
            "{count} note type of your own: the table only names it",
            "{count} note types of your own: the table only names them",
        )


def _sources(there: Contents) -> Iterator[Message]:
    if there.sections:
        yield plural_message(
            there.sections, "The source of {count} note", "The sources of {count} notes"
        )


def _descriptions(there: Contents) -> Iterator[Message]:
    if there.described:
        yield plural_message(
            there.described, "The description of {count} deck", "The descriptions of {count} decks"
        )


def _empty_decks(there: Contents) -> Iterator[Message]:
    if there.empty_decks:
        yield plural_message(
            there.empty_decks, "{count} deck without cards", "{count} decks without cards"
        )


def _what_was_read(there: Contents) -> Iterator[Message]:
    if there.articles or there.highlights or there.linked:
        yield plural_message(
            there.articles,
            "{count} article, with its highlights and its links to cards",
            "{count} articles, with their highlights and their links to cards",
        )


def _former_and_planned(there: Contents) -> Iterator[Message]:
    if there.revisions:
        yield plural_message(
            there.revisions,
            "{count} earlier version of a field",
            "{count} earlier versions of fields",
        )
    if there.plans or there.searches:
        yield message("Plans and saved searches")


def _from_elsewhere(there: Contents) -> Iterator[Message]:
    if there.from_elsewhere:
        yield plural_message(
            there.from_elsewhere,
            "What only Anki uses of {count} note that came from there",
            "What only Anki uses of {count} notes that came from there",
        )


def _bin(there: Contents) -> Iterator[Message]:
    if there.binned:
        yield message("What is in the bin")


def _dates(there: Contents) -> Iterator[Message]:
    if there.notes:
        yield message("When each note was made and changed")


def _media(there: Contents) -> Iterator[Message]:
    if there.media:
        yield plural_message(
            there.media,
            "{count} picture, sound or other file: the file only names it",
            "{count} pictures, sounds and other files: the file only names them",
        )


def _without(*parts: Lacks) -> Lacks:
    def said(there: Contents) -> Iterator[Message]:
        for part in parts:
            yield from part(there)

    return said


_NOTES_ALONE: Final = (
    _learning,
    _empty_decks,
    _what_was_read,
    _former_and_planned,
    _from_elsewhere,
    _bin,
    _dates,
)
"""What formats leave out that hold notes, tags and decks, and nothing else."""
_NOT_IN_ANKI: Final = (_sources, _what_was_read, _former_and_planned, _bin)
"""What Anki has no place for."""


def _to_anki(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None,
    progress: Progress | None,
    choices: ExportChoices,
) -> int:
    from flashcards.collection.to_anki.exporting import export  # few learners leave

    with without_collecting():
        return export(store, types, path, deck, progress, choices)


def _to_crowdanki(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None,
    progress: Progress | None,
    choices: ExportChoices,
) -> int:
    from flashcards.collection.to_anki.crowdanki import export

    return export(store, types, path, deck, progress, choices)


def _write_whole(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None,
    progress: Progress | None,
    choices: ExportChoices,
) -> int:
    from flashcards.collection.whole.exporting import export

    return export(store, types, path, deck, progress, choices)


_MARKDOWN: Final = _without(*_NOTES_ALONE)
_TABLE: Final = _without(_own_types, _sources, _descriptions, *_NOTES_ALONE)
_ANKI: Final = _without(*_NOT_IN_ANKI)
_CROWDANKI: Final = _without(_learning, *_NOT_IN_ANKI, _empty_decks)

FORMATS: Final = (
    Format(".md", "Markdown deck (.md)", _MARKDOWN, exporting.export),
    Format(".csv", "Table with commas (.csv)", _TABLE, exporting.export, is_table=True),
    Format(".tsv", "Table with tabs (.tsv)", _TABLE, exporting.export, is_table=True),
    Format(".apkg", "Anki: deck package (.apkg)", _ANKI, _to_anki, is_package=True),
    Format(
        ".colpkg",
        "Anki: whole collection (.colpkg)",
        _ANKI,
        _to_anki,
        is_package=True,
        is_whole=True,
    ),
    Format(".crowdanki.zip", "CrowdAnki: folder as a zip", _CROWDANKI, _to_crowdanki),
    Format(".cards.zip", "Everything, with media (.cards.zip)", _without(), _write_whole),
    Format(".json", "Everything but media (.json)", _without(_media), _write_whole),
    Format(".markdown", "", _MARKDOWN, exporting.export),
)
"""A format without a name is written where a file is called so, and not offered."""


def format_for(path: Path) -> Format:
    """Return the format that a file's name asks for. Raises UserError where there is none."""
    name = path.name.lower()
    fitting = [each for each in FORMATS if name.endswith(each.suffix)]
    if not fitting:
        raise UserError(
            message("Files ending in “{suffix}” cannot be written.", suffix=path.suffix.lower()),
            message("Use one of {suffixes}.", suffixes=", ".join(each.suffix for each in FORMATS)),
        )
    return max(fitting, key=lambda each: len(each.suffix))


def export(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None = None,
    progress: Progress | None = None,
    choices: ExportChoices = AS_USUAL,
) -> int:
    """Write a deck with its subdecks (or all) in the format of the file's name; count the notes.

    A file of this name is replaced only once the new one is complete and on the disk.
    Raises UserError.
    """
    return format_for(path).write(store, types, path, deck, progress, choices)


def not_carried(store: Store, path: Path, deck: str | None = None) -> list[Message]:
    """Say what of a deck (or of all) would not go along into a file. Raises UserError."""
    wanted = format_for(path)
    with store.reading() as conn:
        chosen = exporting.decks_chosen(conn, deck)
        there = contents.contents(conn, [each.id for each in chosen], whole=deck is None)
    return list(wanted.not_carried(there))
