"""What is said in the terminal of an import, done or only tried."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flashcards.cli.terminal import Style, errors, output
from flashcards.cli.wording import safe
from flashcards.model.parsed import ImportReport, Problem

MANY = 10
"""So many problems of one kind are listed one by one."""
FIRST = 5
"""So many are named of more."""
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
    """Say what is wrong with files, each with its place; of very many of a kind the first."""
    kinds = Counter(problem.message.id for problem in problems)
    told: Counter[str] = Counter()
    for problem in problems:
        kind = problem.message.id
        told[kind] += 1
        if kinds[kind] > MANY and told[kind] > FIRST:
            continue
        errors().line(safe(str(problem)), Style.WARNING)
        if kinds[kind] > MANY and told[kind] == FIRST:
            more = f"… and {kinds[kind] - FIRST:,} more like these; --json lists all."
            errors().line(more, Style.WARNING)
