"""What is decided and shown in the terminal of packages and collections of Anki's."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, errors, output
from flashcards.cli.wording import plural, safe
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


def looked_at(collection: "Collection", file: Path, own: bool) -> AnkiPreview:
    """Look at a package or collection of Anki's; nothing is changed. Raises UserError."""
    with Work(f"Reading {file.name}") as work:
        try:
            return collection.preview_anki(file, own=own, progress=work)
        except TooMuchError as error:
            raise too_much(error) from error


def as_json(preview: AnkiPreview) -> dict[str, object]:
    """Return all that a preview says."""
    return {
        **asdict(preview),
        "problems": [
            {"file": each.file, "message": str(each.message)} for each in preview.problems
        ],
    }


def tell(preview: AnkiPreview) -> None:
    """Say what would come, deck by deck, and what is wrong with it."""
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
