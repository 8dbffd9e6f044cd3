"""How tables are to be read, as the options of ``flashcards import`` say."""

from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.formats import format_of
from flashcards.model.errors import UserError
from flashcards.model.messages import message, plural_message

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.formats.csv_table import CsvChoices, CsvPreview


def table_choices(chosen: Arguments) -> "CsvChoices | None":
    """Return how tables are to be read, None where nothing was said of it.

    Raises UserError where no file is a table.
    """
    from flashcards.formats.csv_table import FOUND_OUT, CsvChoices
    from flashcards.model.tables import Existing, KnownBy

    front, back, tags = (
        None if number is None else number - 1
        for number in (chosen.front, chosen.back, chosen.tags)
    )
    single = (front, back, tags) != (None, None, None)
    if single and (chosen.columns or chosen.note_type):
        raise UserError(
            message("--front, --back and --tags are for notes with a front and a back."),
            message("Use --columns in their place."),
        )
    choices = CsvChoices(
        chosen.encoding,
        chosen.delimiter,
        chosen.quote,
        chosen.header,
        front,
        back,
        tags,
        chosen.note_type,
        chosen.columns,
        chosen.html,
        tuple(chosen.added_tags) or None if _has_table(chosen) else None,
        None if chosen.existing is None else Existing(chosen.existing),
        None if chosen.match is None else KnownBy(chosen.match),
    )
    if choices == FOUND_OUT:
        return None
    if not _has_table(chosen):
        raise UserError(
            message("Only tables (.csv, .tsv, .txt) have settings for how they are read."),
            message("Leave those options out."),
        )
    return choices


def _has_table(chosen: Arguments) -> bool:
    return any(format_of(name) == "csv" for name in chosen.files)


def table_preview(
    collection: "Collection", file: Path, choices: "CsvChoices | None"
) -> "CsvPreview | None":
    """Return how a table is to be read; None where that is found out, and for other files."""
    if choices is None or format_of(file) != "csv":
        return None
    preview = collection.preview(file, choices)
    width = len(preview.columns)
    given = (choices.front_column, choices.back_column, choices.tags_column)
    for column in (*given, None if choices.meanings is None else len(choices.meanings) - 1):
        if column is not None and column >= width:
            raise UserError(
                plural_message(
                    width,
                    "{file} has no column {column}: {count} column was found.",
                    "{file} has no column {column}: {count} columns were found.",
                    file=file.name,
                    column=column + 1,
                ),
                message("Give another number, or --delimiter."),
            )
    return preview
