"""``flashcards import`` and ``flashcards export``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards.cli import interrupts
from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.from_anki import choices_of, too_much
from flashcards.cli.opening import collection_path, deck_named, discard_new, opened
from flashcards.cli.printing import is_paper, print_pdf
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, errors, output, write_json
from flashcards.cli.wording import plural, safe, worded
from flashcards.formats import format_of
from flashcards.model.anki import TooMuchError
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message, plural_message
from flashcards.model.parsed import ImportReport

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.formats.csv_table import CsvChoices, CsvPreview

_COUNTS = ("added", "updated", "unchanged", "skipped")


def import_files(chosen: Arguments) -> int:
    """Import all files, or none where one is refused or the learner cancels."""
    if chosen.dry_run:
        from flashcards.cli.from_anki import show_previews

        return show_previews(chosen)
    fresh = not collection_path(chosen).exists()
    with opened(chosen, create=True) as collection:
        try:
            reports = _imported(collection, chosen, _choices(chosen))
        except BaseException:
            if fresh:
                discard_new(collection)
            raise
    if chosen.json:
        write_json(_as_json(chosen.files, reports))
    else:
        _tell(chosen.files, reports)
    return PROBLEMS if any(report.problems for report in reports) else DONE


def _choices(chosen: Arguments) -> "CsvChoices | None":
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


def _preview(
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


def _imported(
    collection: "Collection", chosen: Arguments, choices: "CsvChoices | None"
) -> list[ImportReport]:
    reports: list[ImportReport] = []
    try:
        for file in map(Path, chosen.files):
            with Work(f"Importing {file.name}", at_once=not reports) as work:
                preview = _preview(collection, file, choices)
                reports.append(
                    collection.import_file(
                        file, chosen.deck, work, preview, choices_of(chosen), chosen.format
                    )
                )
            if interrupts.came():
                raise CancelledError
    except TooMuchError as error:
        _take_back(collection)
        raise too_much(error) from error
    except (UserError, CancelledError, KeyboardInterrupt):
        _take_back(collection)
        raise
    return reports


def _take_back(collection: "Collection") -> None:
    """Undo the files imported before the one that failed: this session did nothing else."""
    while collection.undo() is not None:
        pass


def _as_json(files: list[str], reports: list[ImportReport]) -> dict[str, Any]:
    return {
        "files": [
            {
                "file": file,
                "deck": report.deck,
                **({"decks": list(report.decks)} if report.decks else {}),
                **{name: getattr(report, name) for name in _COUNTS},
                "problems": [
                    {
                        "file": problem.file,
                        "line": problem.line or None,
                        "message": str(problem.message),
                    }
                    for problem in report.problems
                ],
            }
            for file, report in zip(files, reports, strict=True)
        ],
        **{name: sum(getattr(report, name) for report in reports) for name in _COUNTS},
    }


def _tell(files: list[str], reports: list[ImportReport]) -> None:
    said, complaints = output(), errors()
    for file, report in zip(files, reports, strict=True):
        counts = [f"{getattr(report, name):,} {name}" for name in _COUNTS if getattr(report, name)]
        decks = report.decks if not report.deck else (report.deck,)
        shown = ", ".join(f"“{safe(deck)}”" for deck in decks[:3])
        more = f" and {len(decks) - 3:,} more" if len(decks) > 3 else ""
        where = f" in {shown}{more}" if decks else ""
        said.line(f"{safe(Path(file).name)}: {', '.join(counts) or 'no notes'}{where}.")
    for report in reports:
        for problem in report.problems:
            complaints.line(safe(str(problem)), Style.WARNING)


def export(chosen: Arguments) -> int:
    """Write the notes of a deck, or of all, to a file; say first what its format leaves out."""
    if is_paper(chosen.out):
        return print_pdf(chosen)
    out = Path(chosen.out)
    with opened(chosen) as collection:
        deck = deck_named(collection, chosen.deck)
        left_out = collection.not_carried(out, deck)
        if left_out and not chosen.json:
            errors().line(f"{safe(out.name)} does not hold:", Style.DIM)
            for each in left_out:
                errors().line(f"  {worded(each)}", Style.DIM)
        with Work(f"Exporting {out.name}") as work:
            count = collection.export(
                out,
                deck,
                work,
                guard_formulas=not chosen.formulas,
                learning=not chosen.as_new,
                media=not chosen.no_media,
                older=chosen.older,
            )
    if chosen.json:
        found = {"file": chosen.out, "deck": deck, "notes": count}
        write_json({**found, "not_carried": [str(each) for each in left_out]})
    else:
        output().line(f"{plural(count, 'note')} written to {safe(chosen.out)}.")
    return DONE
