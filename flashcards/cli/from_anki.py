"""What is decided and shown in the terminal of packages and collections of Anki's."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.arguments import Arguments
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, errors, output
from flashcards.cli.wording import listed, plural, problem_words, safe, tr
from flashcards.languages.speaking import numeral
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
    with Work(tr("Reading {name}", name=file.name)) as work:
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
        plural(preview.notes, "{count} note", "{count} notes"),
        plural(preview.cards, "{count} card", "{count} cards"),
        plural(preview.answers, "{count} answer", "{count} answers"),
        plural(preview.media, "{count} media file", "{count} media files"),
    ]
    told = listed(counts)
    if preview.known:
        told = tr("{counts} ({known} here already)", counts=told, known=numeral(preview.known))
    said.line(f"{safe(preview.file)}: {told}.")
    for deck in preview.decks:
        cards = plural(deck.cards, "{count} card", "{count} cards")
        new = tr("{count} new", count=numeral(deck.new))
        said.line(f"  {safe(deck.name)}: {cards}, {new}")
    for kind in preview.types:
        if kind.scripted:
            name = safe(kind.name)
            said.line("  " + tr("Note type “{name}”: its scripts are not run.", name=name))
        elif kind.apart:
            told = plural(
                kind.apart,
                "Note type “{name}”: {count} note with text that no card shows.",
                "Note type “{name}”: {count} notes with text that no card shows.",
                name=safe(kind.name),
            )
            said.line(f"  {told}")
    for problem in preview.problems:
        complaints.line(problem_words(problem), Style.WARNING)
