"""``flashcards article``: what in an article is worth a card, and the deck made of it."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards.cli.arguments import CHOSEN, Arguments
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.import_reports import did_words
from flashcards.cli.looking import name_cell
from flashcards.cli.opening import collection_path, discard_new, opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, Terminal, errors, output, write_json
from flashcards.cli.wording import crop, listed, pad, plural, problem_words, safe, tr, worded
from flashcards.files import reason_of
from flashcards.languages.speaking import percent
from flashcards.model.articles import PassageState
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.model.messages import message
from flashcards.model.parsed import ImportReport

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft, DraftCandidate
    from flashcards.model.articles import DraftCard, PassageChange

_COUNTS = ("added", "updated", "unchanged", "skipped")
_NARROWEST = 12
_OTHER_COLUMNS = 5 + 8 + 4 + 4 * 2
"""Columns beside the number and the card."""
_WEAK_TOLD = 10
_LOOKS_TOLD = 10
_LONGEST_TOLD = 400
"""Columns of what an article says or said that are shown."""


def article(chosen: Arguments) -> int:
    """List the cards an article could become; with --accept, make those that are sure enough."""
    draft = _read(chosen)
    taken = _taken(chosen, draft)
    done = _accepted(chosen, draft, taken) if chosen.accept is not None and taken else None
    report = None if done is None else done.report
    settled = frozenset[int]() if done is None else done.settled
    numbers = [number for card in taken for number in card.candidates]
    weak = [n for n in numbers if draft.candidates[n].weaknesses and n not in settled]
    if chosen.json:
        write_json(_as_json(chosen, draft, done, weak))
    elif done is None:
        _draw(output(), draft)
        _warn(draft, report, weak)
        _say_how(chosen, draft, len(taken))
    else:
        _tell(chosen, draft, done)
        _warn(draft, report, weak)
    told = draft.problems or (report is not None and report.problems)
    problems = told or not taken or (weak and not chosen.dry_run)  # where nothing was added
    return PROBLEMS if problems else DONE


def _taken(chosen: Arguments, draft: "Draft") -> "list[DraftCard]":
    """Return the cards that are accepted, or without --accept all that could be."""
    if chosen.accept == CHOSEN:
        return draft.chosen()
    return draft.above(chosen.accept or 0.0)


def _name(chosen: Arguments) -> str:
    return tr("standard input") if chosen.article == "-" else safe(Path(chosen.article).name)


def _read(chosen: Arguments) -> "Draft":
    """Read the article without opening any collection: another process may hold it."""
    from flashcards.collection.articles.drafting import read_article

    if "://" in chosen.article:
        raise UserError(
            message("Pages are not fetched from the network."),
            message("Save the page and give the file’s name."),
        )
    with Work(tr("Reading {name}", name=_name(chosen))) as work:
        data = _standard_input() if chosen.article == "-" else Path(chosen.article)
        return read_article(data, progress=work, encoding=chosen.encoding)


def _standard_input() -> bytes | str:
    from flashcards.articles.reading import LARGEST_FILE

    if sys.stdin is None or sys.stdin.closed:
        raise UserError(message("Standard input is closed, so there is nothing to read."))
    try:
        buffer = getattr(sys.stdin, "buffer", None)  # none where the text was given as such
        data: bytes | str = (buffer or sys.stdin).read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(
            message("Standard input cannot be read: {reason}.", reason=reason_of(error))
        ) from error
    return data


@dataclass(frozen=True, slots=True)
class _Done:
    """What accepting came to, or would come to."""

    report: ImportReport
    duplicates: int = 0
    """How many of the cards ask what other notes ask already."""
    changes: Mapping[PassageState, int] | None = None
    """What became of the passages of an article that was here; None for a new one."""
    fresh_looks: "Sequence[PassageChange]" = ()
    """What cards that are to be looked at again come from: their article words it otherwise."""
    settled: frozenset[int] = frozenset()
    """Which candidates are notes that were neither added nor changed."""
    unseen: bool = False
    """Whether the collection could not be looked into."""


def _accepted(chosen: Arguments, draft: "Draft", taken: Sequence["DraftCard"]) -> _Done:
    """Add the cards, or with --dry-run say what adding them would come to."""
    if not chosen.dry_run:
        return _accept(chosen, draft, taken)
    if collection_path(chosen).exists():
        try:
            return _accept(chosen, draft, taken)
        except CollectionInUseError:
            return _Done(_foreseen(chosen, draft, taken), unseen=True)
    return _Done(_foreseen(chosen, draft, taken))


def _foreseen(chosen: Arguments, draft: "Draft", taken: Sequence["DraftCard"]) -> ImportReport:
    """Return what accepting would do in a collection that does not have the article."""
    from flashcards.collection.articles.adding import deck_name_for
    from flashcards.collection.cleaning import clean_deck_name

    return ImportReport(clean_deck_name(chosen.deck or deck_name_for(draft.title)), len(taken))


def _accept(chosen: Arguments, draft: "Draft", taken: Sequence["DraftCard"]) -> _Done:
    fresh = not collection_path(chosen).exists()
    with opened(chosen, create=True) as collection:
        try:
            with Work(plural(len(taken), "Adding {count} card", "Adding {count} cards")) as work:
                known = collection.articles.refreshed(draft)
                change = collection.articles.change_of(known)
                report = collection.articles.accept(
                    draft, taken, chosen.deck, work, try_out=chosen.dry_run
                )
        except BaseException:
            if fresh:
                discard_new(collection)
            raise
    numbers = {number for card in taken for number in card.candidates}
    duplicates = sum(bool(known.candidates[n].duplicates) for n in numbers)
    changes = None if change is None else {state: change.counts[state] for state in PassageState}
    if change is not None and changes is not None and not change.draft.changed:
        changes[PassageState.GONE] = 0  # told before
    passages = () if change is None else change.passages
    again = [each for each in passages if each.material]
    settled = frozenset(
        each.candidate
        for each in passages
        if each.candidate is not None
        and each.note_id is not None
        and each.state is not PassageState.REWORDED
    )
    return _Done(report, duplicates, changes, again, settled)


def _as_json(
    chosen: Arguments, draft: "Draft", done: _Done | None, weak: Sequence[int]
) -> dict[str, Any]:
    from flashcards.articles.report import as_json

    found = as_json(draft.document, [each.candidate for each in draft.candidates])
    accepted = None
    if done is not None:
        accepted = {
            "confidence": None if chosen.accept == CHOSEN else chosen.accept,
            "dry_run": chosen.dry_run,
            "deck": done.report.deck,
            **{name: getattr(done.report, name) for name in _COUNTS},
            "duplicates": done.duplicates,
            "changes": done.changes,
            "fresh_looks": len(done.fresh_looks),
            "reworded": [
                {"term": each.term, "said": each.old_quote, "says": each.new_quote}
                for each in done.fresh_looks
            ],
            "problems": [str(problem.message) for problem in done.report.problems],
        }
    return {
        **found,
        "accepted": accepted,
        "problems": [*map(str, draft.problems)],
        "weak": [
            {"candidate": number, "weaknesses": [*map(str, draft.candidates[number].weaknesses)]}
            for number in weak
        ],
    }


# For people --------------------------------------------------------------------


def _question(found: "DraftCandidate") -> str:
    from flashcards.text.plain import plain_text

    return safe(plain_text(found.candidate.cloze or found.candidate.front))


def _draw(terminal: Terminal, draft: "Draft") -> None:
    """List the candidates: a table on a terminal, tabs between the cells elsewhere."""
    if not terminal.is_tty:
        _write(terminal, draft)
        return
    if not draft.candidates:
        return
    terminal.line(safe(draft.title), Style.BOLD)
    numbers = max(1, len(str(len(draft.candidates))))
    room = max(_NARROWEST, terminal.columns - numbers - _OTHER_COLUMNS)
    head = (pad("#", numbers, right=True), pad(tr("sure"), 5), pad(tr("kind"), 8), tr("card"))
    terminal.line("  ".join(head), Style.DIM)
    for number, found in enumerate(draft.candidates, 1):
        cells = (
            pad(str(number), numbers, right=True),
            pad(percent(found.confidence), 5, right=True),
            pad(found.candidate.kind.value, 8),
            name_cell(terminal, _question(found), room),
            tr("weak") if found.weaknesses else "",
        )
        style = Style.PLAIN if found.candidate.chosen else Style.DIM
        terminal.line("  ".join(cells).rstrip(), style)


def _write(terminal: Terminal, draft: "Draft") -> None:
    from flashcards.text.plain import plain_text

    for number, found in enumerate(draft.candidates, 1):
        candidate = found.candidate
        answer = "" if candidate.cloze else safe(plain_text(candidate.back))
        kind, sure = candidate.kind.value, f"{candidate.confidence:.2f}"
        terminal.line("\t".join((str(number), sure, kind, _question(found), answer)))


def _say_how(chosen: Arguments, draft: "Draft", taken: int) -> None:
    """Say what can be done about the candidates, or why nothing was."""
    notes = errors()
    if not draft.candidates:
        notes.line(tr("{name}: nothing worth a card was found.", name=_name(chosen)))
    elif chosen.accept is not None and not taken:
        if chosen.accept == CHOSEN:
            notes.line(tr("No card is likely enough; nothing was added."))
        else:
            share = percent(chosen.accept)
            notes.line(tr("No card is {share} sure; nothing was added.", share=share))
    else:
        where = f" --deck {_quoted(chosen.deck)}" if chosen.deck else ""
        command = f"flashcards article {_quoted(chosen.article)}{where} --accept"
        likely = plural(len(draft.chosen()), "{count} likely one", "{count} likely ones")
        told = plural(
            len(draft.candidates),
            "{count} card could be made. “{command}” adds the {likely}, “--accept 0” all of them.",
            "{count} cards could be made. “{command}” adds the {likely}, “--accept 0” all of them.",
            command=command,
            likely=likely,
        )
        if not chosen.deck:
            told = tr("{told} “--deck NAME” says where to.", told=told)
        notes.line(told, Style.DIM)


def _quoted(words: str) -> str:
    said = safe(words)
    return f'"{said}"' if " " in said else said


def _tell(chosen: Arguments, draft: "Draft", done: _Done) -> None:
    report = done.report
    counts = [
        did_words(name, getattr(report, name), tried=chosen.dry_run)
        for name in _COUNTS
        if getattr(report, name)
    ]
    told = listed(counts) or tr("no cards")
    if report.deck:
        deck = tr("“{name}”", name=safe(report.deck))
        told = tr("{counts} in {decks}", counts=told, decks=deck)
    output().line(f"{safe(draft.title)}: {told}.")
    notes = errors()
    if done.unseen:
        notes.line(tr("The collection is open elsewhere; cards it has already are counted too."))
    if done.duplicates:
        told = plural(
            done.duplicates,
            "{count} of the cards asks what another note asks already.",
            "{count} of the cards ask what another note asks already.",
        )
        notes.line(told, Style.DIM)
    if done.fresh_looks:
        _tell_looks(notes, done.fresh_looks)
    gone = (done.changes or {}).get(PassageState.GONE, 0)
    if gone:
        told = plural(
            gone,
            "{count} passage is gone from the article; the cards stay.",
            "{count} passages are gone from the article; the cards stay.",
        )
        notes.line(told, Style.DIM)


def _tell_looks(notes: Terminal, looks: "Sequence[PassageChange]") -> None:
    """Say of each card that is to be looked at again what its article said, and what it says."""
    told = plural(
        len(looks),
        "{count} card is to check, for the article has other words now:",
        "{count} cards are to check, for the article has other words now:",
    )
    notes.line(told, Style.DIM)
    for each in looks[:_LOOKS_TOLD]:
        notes.line(tr("“{name}”", name=safe(each.term)))
        said = tr("said: {quote}", quote=_told(each.old_quote, each.term))
        notes.line(f"  {said}", Style.DIM)
        says = tr("says: {quote}", quote=_told(each.new_quote, each.term))
        notes.line(f"  {says}")
    if len(looks) > _LOOKS_TOLD:
        told = plural(
            len(looks) - _LOOKS_TOLD,
            "And {count} more card, shown in the window.",
            "And {count} more cards, shown in the window.",
        )
        notes.line(told, Style.DIM)


def _told(quote: str, term: str) -> str:
    """Return a passage on one line, without the term where that only stands above its meaning."""
    rest = quote.removeprefix(term).lstrip(" ")
    words = rest[1:] if rest[:1] in ("\n", ":") and rest[1:].strip() else quote
    return crop(safe(" ".join(words.split())), _LONGEST_TOLD)


def _warn(draft: "Draft", report: ImportReport | None, weak: Sequence[int]) -> None:
    complaints = errors()
    for problem in draft.problems:
        complaints.line(worded(problem), Style.WARNING)
    if report is not None:
        for found in report.problems:
            complaints.line(problem_words(found), Style.WARNING)
    for number in weak[:_WEAK_TOLD]:
        each = draft.candidates[number]
        why = " ".join(map(worded, each.weaknesses))
        told = tr(
            "Card {number}, “{term}”: {why}",
            number=number + 1,
            term=safe(each.candidate.term),
            why=why,
        )
        complaints.line(told, Style.WARNING)
    if len(weak) > _WEAK_TOLD:
        complaints.line(
            plural(
                len(weak) - _WEAK_TOLD, "{count} more card is weak.", "{count} more cards are weak."
            )
        )
