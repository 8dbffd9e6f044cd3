"""What is said in the terminal of an import, done or only tried."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flashcards.cli.terminal import Style, errors, output
from flashcards.cli.wording import listed, plural, problem_words, safe, tr
from flashcards.languages.speaking import numeral
from flashcards.model.messages import Translatable
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
    did = [(name, getattr(report, name)) for name in COUNTS if getattr(report, name)]
    counts = [
        did_words(name, count, tried=tried and not at) for at, (name, count) in enumerate(did)
    ]
    decks = report.decks if not report.deck else (report.deck,)
    shown = listed(tr("“{name}”", name=safe(deck)) for deck in decks[:3])
    if len(decks) > 3:
        shown = tr("{decks} and {count} more", decks=shown, count=numeral(len(decks) - 3))
    told = listed(counts) or tr("no notes")
    if decks:
        told = tr("{counts} in {decks}", counts=told, decks=shown)
    output().line(f"{safe(Path(file).name)}: {told}.")


_DID: dict[str, Translatable] = {
    "added": "{count} added",
    "updated": "{count} updated",
    "unchanged": "{count} unchanged",
    "skipped": "{count} skipped",
    "deleted": "{count} deleted",
}
_WOULD: dict[str, Translatable] = {
    "added": "{count} would be added",
    "updated": "{count} would be updated",
    "unchanged": "{count} would be unchanged",
    "skipped": "{count} would be skipped",
}


def did_words(name: str, count: int, *, tried: bool = False) -> str:
    """Return what became of notes, or would become: ``3 added``."""
    return tr((_WOULD if tried else _DID)[name], count=numeral(count))


def tell_problems(problems: Sequence[Problem]) -> None:
    """Say what is wrong with files, each with its place; of very many of a kind the first."""
    kinds = Counter(problem.message.id for problem in problems)
    told: Counter[str] = Counter()
    for problem in problems:
        kind = problem.message.id
        told[kind] += 1
        if kinds[kind] > MANY and told[kind] > FIRST:
            continue
        errors().line(problem_words(problem), Style.WARNING)
        if kinds[kind] > MANY and told[kind] == FIRST:
            more = plural(
                kinds[kind] - FIRST,
                "… and {count} more like these; --json lists all.",
                "… and {count} more like these; --json lists all.",
            )
            errors().line(more, Style.WARNING)
