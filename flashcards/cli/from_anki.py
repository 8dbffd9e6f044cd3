"""What is decided and shown in the terminal of packages and collections of Anki's."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.opening import collection_path, discard_new, opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, errors, output, write_json
from flashcards.cli.wording import plural, safe
from flashcards.formats.kinds import Family
from flashcards.model.anki import AnkiPreview, ImportChoices, TooMuchError
from flashcards.model.errors import UserError
from flashcards.model.messages import message

if TYPE_CHECKING:
    from flashcards.api import Collection


def choices_of(chosen: Arguments) -> ImportChoices:
    """Return what was decided of files of Anki's."""
    return ImportChoices(
        tags=tuple(chosen.added_tags),
        with_learning=not chosen.as_new,
        presets=chosen.deck_options,
        day_start=chosen.deck_options,
        own=chosen.own,
    )


def too_much(error: TooMuchError) -> UserError:
    """Return what is said of a package that only its owner can want so large."""
    hint = message("If it is your own collection, import it again with --own.")
    return UserError(error.what, hint)


def show_previews(chosen: Arguments) -> int:
    """Show what files would bring; nothing is changed."""
    from flashcards.collection.files.reading import kind_of_file

    if any(kind_of_file(Path(name)).family is not Family.COLLECTION for name in chosen.files):
        raise UserError(
            message("Only decks of Anki's and of other programs can be looked at with --dry-run."),
            message("Leave it out: one undo takes an import back."),
        )
    fresh = not collection_path(chosen).exists()
    with opened(chosen, create=True) as collection:
        try:
            previews = [_looked_at(collection, Path(file), chosen.own) for file in chosen.files]
        finally:
            if fresh:
                discard_new(collection)
    if chosen.json:
        write_json({"files": [_as_json(each) for each in previews]})
    else:
        for each in previews:
            _tell(each)
    return PROBLEMS if any(each.problems for each in previews) else DONE


def _looked_at(collection: "Collection", file: Path, own: bool) -> AnkiPreview:
    with Work(f"Reading {file.name}") as work:
        try:
            return collection.preview_anki(file, own=own, progress=work)
        except TooMuchError as error:
            raise too_much(error) from error


def _as_json(preview: AnkiPreview) -> dict[str, object]:
    return {
        **asdict(preview),
        "problems": [
            {"file": each.file, "message": str(each.message)} for each in preview.problems
        ],
    }


def _tell(preview: AnkiPreview) -> None:
    said, complaints = output(), errors()
    counts = [
        plural(preview.notes, "note"),
        plural(preview.cards, "card"),
        plural(preview.answers, "answer"),
        plural(preview.media, "media file"),
    ]
    known = f" ({preview.known:,} here already)" if preview.known else ""
    said.line(f"{safe(preview.file)}: {', '.join(counts)}{known}.")
    for deck in preview.decks:
        said.line(f"  {safe(deck.name)}: {plural(deck.cards, 'card')}, {deck.new:,} new")
    for kind in preview.types:
        if kind.scripted:
            said.line(f"  Note type “{safe(kind.name)}”: its scripts are not run.")
        elif kind.apart:
            many = plural(kind.apart, "note")
            said.line(f"  Note type “{safe(kind.name)}”: {many} with text that no card shows.")
    for problem in preview.problems:
        complaints.line(safe(str(problem)), Style.WARNING)
