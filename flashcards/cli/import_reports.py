"""What is said in the terminal of an import, done or only tried."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flashcards.cli.terminal import Style, errors, output
from flashcards.cli.wording import safe
from flashcards.model.parsed import ImportReport, Problem

COUNTS = ("added", "updated", "unchanged", "skipped")


def report_as_json(file: str, report: ImportReport) -> dict[str, Any]:
    """Return what an import of a file did, or would do."""
    return {
        "file": file,
        "deck": report.deck,
        **({"decks": list(report.decks)} if report.decks else {}),
        **{name: getattr(report, name) for name in COUNTS},
        "problems": [
            {
                "file": problem.file,
                "line": problem.line or None,
                "message": str(problem.message),
            }
            for problem in report.problems
        ],
    }


def tell_counts(file: str, report: ImportReport, *, tried: bool = False) -> None:
    """Say in one line what an import of a file did; what it would do where it was ``tried``."""
    did = [(getattr(report, name), name) for name in COUNTS if getattr(report, name)]
    counts = [f"{count:,} {name}" for count, name in did]
    if tried and did:
        counts[0] = f"{did[0][0]:,} would be {did[0][1]}"
    decks = report.decks if not report.deck else (report.deck,)
    shown = ", ".join(f"“{safe(deck)}”" for deck in decks[:3])
    more = f" and {len(decks) - 3:,} more" if len(decks) > 3 else ""
    where = f" in {shown}{more}" if decks else ""
    output().line(f"{safe(Path(file).name)}: {', '.join(counts) or 'no notes'}{where}.")


def tell_problems(problems: Sequence[Problem]) -> None:
    """Say what is wrong with files, each with its place."""
    for problem in problems:
        errors().line(safe(str(problem)), Style.WARNING)
