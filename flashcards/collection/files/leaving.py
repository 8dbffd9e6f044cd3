"""The formats that decks are written in: who writes each, and what it cannot carry."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

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


def no_learning(there: Contents) -> Iterator[Message]:
    """Say what formats for notes alone leave out of what was learnt."""
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


def notes_alone(there: Contents) -> Iterator[Message]:
    """Say what formats leave out that hold notes, tags and decks, and nothing else."""
    yield from no_learning(there)
    if there.empty_decks:
        yield plural_message(
            there.empty_decks, "{count} deck without cards", "{count} decks without cards"
        )
    if there.articles or there.highlights or there.linked:
        yield plural_message(
            there.articles,
            "{count} article, with its highlights and its links to cards",
            "{count} articles, with their highlights and their links to cards",
        )
    if there.revisions:
        yield plural_message(
            there.revisions,
            "{count} earlier version of a field",
            "{count} earlier versions of fields",
        )
    if there.plans or there.searches:
        yield message("Plans and saved searches")
    if there.from_elsewhere:
        yield plural_message(
            there.from_elsewhere,
            "What only Anki uses of {count} note that came from there",
            "What only Anki uses of {count} notes that came from there",
        )
    if there.binned:
        yield message("What is in the bin")
    if there.notes:
        yield message("When each note was made and changed")


def _not_in_table(there: Contents) -> Iterator[Message]:
    if there.own_types:
        yield plural_message(
            there.own_types,
            "{count} note type of your own: the table only names it",
            "{count} note types of your own: the table only names them",
        )
    if there.sections:
        yield plural_message(
            there.sections, "The source of {count} note", "The sources of {count} notes"
        )
    if there.described:
        yield plural_message(
            there.described, "The description of {count} deck", "The descriptions of {count} decks"
        )
    yield from notes_alone(there)


def not_in_anki(there: Contents) -> Iterator[Message]:
    """Say what Anki has no place for."""
    if there.sections:
        yield plural_message(
            there.sections, "The source of {count} note", "The sources of {count} notes"
        )
    if there.articles or there.highlights or there.linked:
        yield plural_message(
            there.articles,
            "{count} article, with its highlights and its links to cards",
            "{count} articles, with their highlights and their links to cards",
        )
    if there.revisions:
        yield plural_message(
            there.revisions,
            "{count} earlier version of a field",
            "{count} earlier versions of fields",
        )
    if there.plans or there.searches:
        yield message("Plans and saved searches")
    if there.binned:
        yield message("What is in the bin")


def _to_anki(
    store: Store,
    types: StoredTypes,
    path: Path,
    deck: str | None,
    progress: Progress | None,
    choices: ExportChoices,
) -> int:
    from flashcards.collection.to_anki.exporting import export  # few learners leave

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


def _not_in_crowdanki(there: Contents) -> Iterator[Message]:
    yield from no_learning(there)
    yield from not_in_anki(there)
    if there.empty_decks:
        yield plural_message(
            there.empty_decks, "{count} deck without cards", "{count} decks without cards"
        )


def nothing(there: Contents) -> Iterator[Message]:
    """Say what a format leaves out that carries everything."""
    del there
    yield from ()


def _all_but_media(there: Contents) -> Iterator[Message]:
    if there.media:
        yield plural_message(
            there.media,
            "{count} picture, sound or other file: the file only names it",
            "{count} pictures, sounds and other files: the file only names them",
        )


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


FORMATS: Final = (
    Format(".md", "Markdown deck (.md)", notes_alone, exporting.export),
    Format(".csv", "Table with commas (.csv)", _not_in_table, exporting.export, is_table=True),
    Format(".tsv", "Table with tabs (.tsv)", _not_in_table, exporting.export, is_table=True),
    Format(".apkg", "Anki: deck package (.apkg)", not_in_anki, _to_anki, is_package=True),
    Format(
        ".colpkg",
        "Anki: whole collection (.colpkg)",
        not_in_anki,
        _to_anki,
        is_package=True,
        is_whole=True,
    ),
    Format(".crowdanki.zip", "CrowdAnki: folder as a zip", _not_in_crowdanki, _to_crowdanki),
    Format(".cards.zip", "Everything, with media (.cards.zip)", nothing, _write_whole),
    Format(".json", "Everything but media (.json)", _all_but_media, _write_whole),
    Format(".markdown", "", notes_alone, exporting.export),
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
