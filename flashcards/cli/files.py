"""``flashcards import`` and ``flashcards export``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards.cli import interrupts
from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.from_anki import choices_of, too_much
from flashcards.cli.import_reports import COUNTS, report_as_json, tell_counts, tell_problems
from flashcards.cli.opening import collection_path, deck_named, discard_new, opened
from flashcards.cli.printing import is_paper, print_pdf, refuse_search
from flashcards.cli.progress import Work
from flashcards.cli.table_choices import table_choices, table_preview
from flashcards.cli.terminal import Style, errors, output, write_json
from flashcards.cli.wording import plural, safe, tr, worded
from flashcards.model.anki import TooMuchError
from flashcards.model.errors import CancelledError, UserError
from flashcards.model.parsed import ImportReport

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.formats.csv_table import CsvChoices


def import_files(chosen: Arguments) -> int:
    """Import all files, or none where one is refused or the learner cancels."""
    if chosen.dry_run:
        from flashcards.cli.dry_run import show_previews

        return show_previews(chosen, table_choices(chosen))
    fresh = not collection_path(chosen).exists()
    with opened(chosen, create=True) as collection:
        try:
            reports = _imported(collection, chosen, table_choices(chosen))
        except BaseException:
            if fresh:
                discard_new(collection)
            raise
    if chosen.json:
        write_json(_as_json(chosen.files, reports))
    else:
        _tell(chosen.files, reports)
    return PROBLEMS if any(report.problems for report in reports) else DONE


def _imported(
    collection: "Collection", chosen: Arguments, choices: "CsvChoices | None"
) -> list[ImportReport]:
    reports: list[ImportReport] = []
    try:
        for file in map(Path, chosen.files):
            with Work(tr("Importing {name}", name=file.name), at_once=not reports) as work:
                preview = table_preview(collection, file, choices)
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
            report_as_json(file, report) for file, report in zip(files, reports, strict=True)
        ],
        **{name: sum(getattr(report, name) for report in reports) for name in COUNTS},
    }


def _tell(files: list[str], reports: list[ImportReport]) -> None:
    for file, report in zip(files, reports, strict=True):
        tell_counts(file, report)
    for report in reports:
        tell_problems(report.problems)


def export(chosen: Arguments) -> int:
    """Write the notes of a deck, or of all, to a file; say first what its format leaves out."""
    if is_paper(chosen.out):
        return print_pdf(chosen)
    refuse_search(chosen)
    out = Path(chosen.out)
    with opened(chosen) as collection:
        deck = deck_named(collection, chosen.deck)
        left_out = collection.not_carried(out, deck)
        if left_out and not chosen.json:
            errors().line(tr("{file} does not hold:", file=safe(out.name)), Style.DIM)
            for each in left_out:
                errors().line(f"  {worded(each)}", Style.DIM)
        with Work(tr("Exporting {name}", name=out.name)) as work:
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
        output().line(
            plural(
                count,
                "{count} note written to {file}.",
                "{count} notes written to {file}.",
                file=safe(chosen.out),
            )
        )
    return DONE
