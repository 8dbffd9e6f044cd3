"""What a file would bring, looked at without changing anything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.formats.kinds import Family
from flashcards.model.anki import AS_USUAL, FIRST_MOVE, AnkiPreview, ImportChoices, TooMuchError
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import Translatable, message
from flashcards.model.note_types import BASIC
from flashcards.model.parsed import ImportReport, ParsedDeck, Problem

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.formats.csv_table import CsvChoices, CsvPreview

SHOWN_NOTES = 20
Wanted = tuple[Path, str | None, "CsvPreview | None", ImportChoices, str | None]
"""A file to import, the deck where it is not the file's own, how to read it if decided, what was
decided of it where it is Anki's, and whose marks it has where that was decided."""
Progress = Callable[[int, int], bool]


def found_out() -> "CsvChoices":
    """Return the choices of somebody who has decided nothing of a table."""
    from flashcards.formats.csv_table import FOUND_OUT

    return FOUND_OUT


@dataclass(frozen=True, slots=True)
class FileLook:
    """One file as the learner sees it before it is imported."""

    path: Path
    notes: int = 0
    """Notes of a deck file, rows of a table."""
    is_table: bool = False
    deck: str = ""
    """Where its notes go unless the learner says otherwise."""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    """The first notes or rows, in plain words."""
    details: tuple[str, ...] = ()
    """How the file is read, part by part."""
    problems: tuple[Problem, ...] = ()
    refused: UserError | None = None
    """Why it cannot be imported at all."""
    preview: "CsvPreview | None" = None
    """How a table is read; also of one that is refused only as it is read now."""
    choices: "CsvChoices" = field(default_factory=found_out)
    """What the learner decided of it."""
    anki: AnkiPreview | None = None
    """What a package or collection of Anki's would bring."""
    from_anki: ImportChoices = AS_USUAL
    """What is decided of that unless the learner decides otherwise."""
    programs: tuple[str, ...] = ()
    """Whose marks a text deck may have, those it is read with first; see ``formats/marks``."""
    program: str | None = None
    """The ones the learner chose."""
    too_much: bool = False
    """Whether it is refused for its size alone, and may be the learner's own."""

    @property
    def is_chosen(self) -> bool:
        """Whether anything is not as it was found out."""
        return self.choices != found_out()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a report, or why it was refused."""

    path: Path
    report: ImportReport = field(default_factory=ImportReport)
    refused: UserError | None = None


def look_at(
    collection: "Collection", paths: Sequence[Path], progress: Progress, *, first_move: bool = False
) -> list[FileLook]:
    """Look at files, one after the other; for a worker thread.

    ``first_move``: what is Anki's is the learner's own, who brings all they have.
    """
    choices = FIRST_MOVE if first_move else AS_USUAL
    looks = []
    for done, path in enumerate(paths):
        if not progress(done, len(paths)):
            raise CancelledError
        looks.append(_look_at(collection, path, choices, progress))
    return looks


def _look_at(
    collection: "Collection", path: Path, choices: ImportChoices, progress: Progress
) -> FileLook:
    from flashcards.collection.files.reading import kind_of_file

    try:
        kind = kind_of_file(path)
    except UserError as error:
        return FileLook(path, refused=error)
    if kind.family is Family.COLLECTION:
        return look_at_anki(collection, path, choices, progress)
    return look_again(path, found_out())


def look_at_anki(
    collection: "Collection", path: Path, choices: ImportChoices, progress: Progress
) -> FileLook:
    """Look at a package or collection of Anki's; for a worker thread."""
    try:
        found = collection.preview_anki(path, own=choices.own, progress=progress)
    except UserError as error:
        large = isinstance(error, TooMuchError)
        return FileLook(path, refused=error, from_anki=choices, too_much=large)
    return FileLook(path, found.notes, problems=found.problems, anki=found, from_anki=choices)


def look_again(path: Path, choices: "CsvChoices", program: str | None = None) -> FileLook:
    """Look at a file, a table or text deck as the learner wants it read; for a worker thread."""
    try:
        return _look(path, choices, program)
    except UserError as error:
        return FileLook(path, refused=error)


def _look(path: Path, choices: "CsvChoices", program: str | None) -> FileLook:
    from flashcards.collection.files.reading import kind_of_file, read_bytes

    kind = kind_of_file(path)
    data = read_bytes(path)
    if kind.read is None:
        from flashcards.formats import csv_table

        return _table(path, csv_table.sniff(data, path.name, choices), choices)
    if kind.ways is None:
        return _deck(path, kind.title, kind.read(data, path.name))
    read = kind.ways(data, path.name, program)
    look = _deck(path, read.title, read.parsed)
    return replace(look, programs=(read.program, *read.others), program=program)


def _deck(path: Path, title: Translatable, parsed: ParsedDeck) -> FileLook:
    from flashcards.text.plain import plain_text

    if not parsed.notes and not parsed.problems:
        raise UserError(
            message("{file} holds no notes.", file=path.name),
            message("See the deck format in the manual."),
        )
    rows = []
    for note in parsed.notes[:SHOWN_NOTES]:
        texts = [plain_text(text) for text in note.fields.values()]
        rows.append((*texts[:2], *("",) * (2 - len(texts)), " ".join(note.tags)))
    details = [title]
    if parsed.source:
        details.append(f"from “{parsed.source}”")
    if parsed.tags:
        details.append(f"tagged {' '.join(parsed.tags)}")
    return FileLook(
        path,
        len(parsed.notes),
        False,
        parsed.name or path.stem,
        (*BASIC.fields, "Tags"),
        tuple(rows),
        tuple(details),
        parsed.problems,
    )


def _table(path: Path, preview: "CsvPreview", choices: "CsvChoices") -> FileLook:
    refused = None
    if not preview.row_count:
        refused = UserError(
            message("{file} holds no rows.", file=path.name),
            message("Each row needs a front and a back."),
        )
    chosen = choices != found_out()
    details = "read as you chose" if chosen else "settings detected; correct them below"
    return FileLook(
        path,
        preview.row_count,
        True,
        preview.deck or path.stem,
        tuple(_column(preview, at) for at in range(len(preview.columns))),
        preview.sample_rows[:SHOWN_NOTES],
        (details,),
        preview.problems,
        refused,
        preview,
        choices,
    )


def _column(preview: "CsvPreview", at: int) -> str:
    """Return a column's name with what its cells become."""
    meanings: dict[int | None, str] = {
        preview.front_column: BASIC.fields[0],
        preview.back_column: BASIC.fields[1],
        preview.tags_column: "Tags",
        preview.deck_column: "Deck",
        preview.type_column: "Note type",
        preview.guid_column: "Identity",
        **dict(preview.field_columns),
    }
    name, meaning = preview.columns[at], meanings.get(at, "not imported")
    if name.casefold() == meaning.casefold():
        return meaning
    return f"{meaning}: {name}"


def import_all(
    collection: "Collection", files: Sequence[Wanted], progress: Progress
) -> list[Outcome]:
    """Import files into their decks, one after the other, for a worker thread.

    A file that is refused holds up no other. Stopping keeps nothing of the file under way; when
    files before it are in already, their outcomes are returned instead of CancelledError.
    """
    outcomes: list[Outcome] = []
    for path, deck, preview, choices, program in files:
        try:
            report = collection.import_file(path, deck, progress, preview, choices, program)
        except UserError as error:
            outcomes.append(Outcome(path, refused=error))
        except CancelledError:
            if not outcomes:
                raise
            break
        else:
            outcomes.append(Outcome(path, report))
    return outcomes
