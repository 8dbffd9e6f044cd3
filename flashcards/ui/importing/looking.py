"""What a file would bring, looked at without changing anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from flashcards.files import name_of_file
from flashcards.formats.kinds import Family
from flashcards.model.anki import AS_USUAL, FIRST_MOVE, AnkiPreview, ImportChoices, TooMuchError
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import Message, Translatable, message
from flashcards.model.note_types import BASIC
from flashcards.model.parsed import ImportReport, ParsedDeck, Problem
from flashcards.ui.stored_names import field_names
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.files.samples import TableLook
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
    whole: bool = False
    """Whether it holds all that a collection knows, with decks of its own."""
    too_much: bool = False
    """Whether it is refused for its size alone, and may be the learner's own."""
    table: "TableLook | None" = None
    """What the columns and first rows of a table become."""
    pasted: bytes | None = None
    """What was copied, where there is no file."""
    shape: str = ""
    """By what the choices about a table are remembered."""

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
    collection: "Collection",
    paths: Sequence[Path],
    progress: Progress,
    *,
    first_move: bool = False,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> list[FileLook]:
    """Look at files, one after the other; for a worker thread.

    ``first_move``: what is Anki's is the learner's own, who brings all they have. ``kept`` is how
    tables were imported before, by their shapes.
    """
    choices = FIRST_MOVE if first_move else AS_USUAL
    looks = []
    for done, path in enumerate(paths):
        if not progress(done, len(paths)):
            raise CancelledError
        looks.append(_look_at(collection, path, choices, progress, kept))
    return looks


def _look_at(
    collection: "Collection",
    path: Path,
    choices: ImportChoices,
    progress: Progress,
    kept: Mapping[str, str],
) -> FileLook:
    from flashcards.collection.files.reading import kind_of_file

    try:
        kind = kind_of_file(path)
    except UserError as error:
        return FileLook(path, refused=error)
    if kind.family is Family.COLLECTION:
        return look_at_anki(collection, path, choices, progress)
    if kind.family is Family.WHOLE:
        return _look_at_whole(collection, path, kind.title)
    return as_before(collection, look_again(collection, path, found_out()), kept)


def as_before(collection: "Collection", look: FileLook, kept: Mapping[str, str]) -> FileLook:
    """Return a table as one of its shape was read the last time, where it can be so again."""
    from flashcards.ui.importing.shapes import kept_choices

    before = kept_choices(kept, look.shape) if look.shape in kept else None
    if before is None or before == look.choices:
        return look
    again = look_again(collection, look.path, before, data=look.pasted)
    if again.refused is not None:
        return look
    return replace(again, details=(tr("read as last time"),), shape=look.shape)


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


def _look_at_whole(collection: "Collection", path: Path, title: Translatable) -> FileLook:
    """Look at a file with all that a collection knows; for a worker thread."""
    from flashcards.text.plain import plain_text

    try:
        found = collection.preview_whole(path)
    except UserError as error:
        return FileLook(path, refused=error)
    rows = []
    for fields, tags in found.first:
        texts = [plain_text(text) for text in fields[:2]]
        rows.append((*texts, *("",) * (2 - len(texts)), " ".join(tags)))
    details = [
        tr(title),
        plural(found.cards, "{count} card", "{count} cards"),
        plural(found.reviews, "{count} entry in the log", "{count} entries in the log"),
        plural(found.media, "{count} media file", "{count} media files"),
    ]
    return FileLook(
        path,
        found.notes,
        whole=True,
        columns=(*field_names(BASIC), tr("Tags")),
        rows=tuple(rows),
        details=tuple(details),
    )


def look_again(
    collection: "Collection",
    path: Path,
    choices: "CsvChoices",
    program: str | None = None,
    data: bytes | None = None,
) -> FileLook:
    """Look at a file, a table or text deck as the learner wants it read; for a worker thread.

    ``data`` is a table that was copied and is no file.
    """
    try:
        return _look(collection, path, choices, program, data)
    except UserError as error:
        return FileLook(path, refused=error)


def _look(
    collection: "Collection",
    path: Path,
    choices: "CsvChoices",
    program: str | None,
    pasted: bytes | None,
) -> FileLook:
    from flashcards.collection.files.reading import kind_of_copied, kind_of_file, read_bytes

    if pasted is not None:
        told = kind_of_copied(pasted)
        if told is not None and told.read is not None:
            look = _deck(path, told.title, told.read(pasted, path.name))
            return replace(look, pasted=pasted)
        return _table(path, collection.look_at_table(path, choices, pasted), choices, pasted)
    kind = kind_of_file(path)
    if kind.read is None:
        return _table(path, collection.look_at_table(path, choices), choices, None)
    data = read_bytes(path)
    if kind.ways is None:
        return _beside(collection, path, kind.title, kind.read(data, path.name))
    read = kind.ways(data, path.name, program)
    try:
        look = _beside(collection, path, read.title, read.parsed)
    except UserError as error:
        look = FileLook(path, refused=_or_read_otherwise(error) if read.others else error)
    return replace(look, programs=(read.program, *read.others), program=program)


def _or_read_otherwise(error: UserError) -> UserError:
    return UserError(
        error.what,
        message("Choose below as what it is to be read, or see the deck format in the manual."),
    )


def _beside(
    collection: "Collection", path: Path, title: Translatable, parsed: ParsedDeck
) -> FileLook:
    """Return a deck that lies in a file, with what it needs beside it and what is not there."""
    from flashcards.collection.files.reading import absent_files

    look = _deck(path, title, parsed)
    return replace(look, problems=(*look.problems, *absent_files(collection.path, parsed, path)))


def _deck(path: Path, title: Translatable, parsed: ParsedDeck) -> FileLook:
    from flashcards.text.plain import plain_text

    if not parsed.notes and not parsed.problems:
        raise UserError(
            message("{file} holds no notes.", file=path.name),
            message("See the deck format in the manual."),
        )
    rows = []
    for note in parsed.notes[:SHOWN_NOTES]:
        texts = [
            " ".join(text.split()) if parsed.literal else plain_text(text)
            for text in note.fields.values()
        ]
        rows.append((*texts[:2], *("",) * (2 - len(texts)), " ".join(note.tags)))
    details = [title]
    if parsed.source:
        details.append(tr("from “{source}”", source=parsed.source))
    if parsed.tags:
        details.append(tr("tagged {tags}", tags=" ".join(parsed.tags)))
    return FileLook(
        path,
        len(parsed.notes),
        False,
        parsed.name or name_of_file(path),
        (*field_names(BASIC), tr("Tags")),
        tuple(rows),
        tuple(details),
        parsed.problems,
    )


def _table(path: Path, found: "TableLook", choices: "CsvChoices", pasted: bytes | None) -> FileLook:
    from flashcards.ui.importing.shapes import shape_of

    refused, preview = None, found.preview
    if not preview.row_count:
        refused = UserError(
            message("{file} holds no rows.", file=path.name),
            message("Each row needs a front and a back."),
        )
    chosen = choices != found_out()
    detected = tr("settings detected; correct them below")
    details = tr("read as you chose") if chosen else detected
    return FileLook(
        path,
        preview.row_count,
        True,
        preview.deck or path.stem,
        preview.columns,
        tuple(row.cells for row in found.rows),
        (details,),
        (
            *_not_seen(preview.problems),
            *found.problems,
        ),
        refused,
        preview,
        choices,
        table=found,
        pasted=pasted,
        shape="" if chosen else shape_of(preview),
    )


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of several files, which undo takes back as one."""

    outcomes: tuple[Outcome, ...] = ()
    step: Message | None = None
    """The name of the step of undo; None where nothing was changed."""
    undone_at_once: int = 0
    """How many files that takes back: fewer than all where something else was done in between."""


def import_all(collection: "Collection", files: Sequence[Wanted], progress: Progress) -> Imported:
    """Import files into their decks, one after the other, for a worker thread.

    A file that is refused holds up no other. Stopping keeps nothing of the file under way; when
    files before it are in already, their outcomes are returned instead of CancelledError.
    """
    from flashcards.collection.files.importing import files_label

    outcomes: list[Outcome] = []
    with collection.together(files_label) as made:
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
                outcomes.append(Outcome(path, replace(report, problems=_not_seen(report.problems))))
    return Imported(tuple(outcomes), made.name, made.count)


def _not_seen(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return problems without that of columns left out, which the list of columns shows."""
    from flashcards.formats.csv_sniffing import COLUMNS_LEFT_OUT

    return tuple(each for each in problems if not each.message.id.startswith(COLUMNS_LEFT_OUT))
