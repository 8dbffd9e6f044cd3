"""``flashcards import --dry-run``: what files would bring, each kind in its own way."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards.cli import from_anki
from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.import_reports import report_as_json, tell_counts, tell_problems
from flashcards.cli.opening import collection_path, discard_new, opened
from flashcards.cli.progress import Work
from flashcards.cli.table_choices import table_preview
from flashcards.cli.terminal import output, write_json
from flashcards.cli.wording import listed, plural, safe, tr
from flashcards.collection.files.reading import kind_of_file
from flashcards.collection.whole.previewing import WholePreview
from flashcards.formats.kinds import Family
from flashcards.model.anki import AnkiPreview
from flashcards.model.parsed import ImportReport

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.formats.csv_table import CsvChoices

_Found = AnkiPreview | WholePreview | ImportReport


def show_previews(chosen: Arguments, choices: "CsvChoices | None") -> int:
    """Show what files would bring; nothing is changed. ``choices`` say how tables are read."""
    fresh = not collection_path(chosen).exists()
    with opened(chosen, create=True) as collection:
        try:
            found = [_looked_at(collection, chosen, Path(file), choices) for file in chosen.files]
        finally:
            if fresh:
                discard_new(collection)
    named = list(zip(chosen.files, found, strict=True))
    if chosen.json:
        write_json({"files": [_as_json(file, each) for file, each in named]})
    else:
        for file, each in named:
            _tell(file, each)
    wrong = any(each.problems for each in found if not isinstance(each, WholePreview))
    return PROBLEMS if wrong else DONE


def _looked_at(
    collection: "Collection", chosen: Arguments, file: Path, choices: "CsvChoices | None"
) -> _Found:
    family = kind_of_file(file).family
    if family is Family.COLLECTION:
        return from_anki.looked_at(collection, file, chosen.own)
    if family is Family.WHOLE:
        return collection.preview_whole(file)
    with Work(tr("Reading {name}", name=file.name)) as work:
        preview = table_preview(collection, file, choices)
        return collection.try_file(file, chosen.deck, work, preview, chosen.format)


def _as_json(file: str, found: _Found) -> dict[str, Any]:
    if isinstance(found, AnkiPreview):
        return from_anki.as_json(found)
    if isinstance(found, ImportReport):
        return report_as_json(file, found)
    counts = asdict(found)
    del counts["first"]
    return {**counts, "problems": []}


def _tell(file: str, found: _Found) -> None:
    if isinstance(found, AnkiPreview):
        from_anki.tell(found)
    elif isinstance(found, ImportReport):
        tell_counts(file, found, tried=True)
        tell_problems(found.problems)
    else:
        counts = (
            plural(found.notes, "{count} note", "{count} notes"),
            plural(found.cards, "{count} card", "{count} cards"),
            plural(found.reviews, "{count} answer", "{count} answers"),
            plural(found.media, "{count} media file", "{count} media files"),
        )
        output().line(f"{safe(found.file)}: {listed(counts)}.")
