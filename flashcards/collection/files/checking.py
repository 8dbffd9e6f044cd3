"""Proves a collection well: SQLite's own checks, then all that is derived, computed anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from operator import itemgetter

from flashcards.collection.decks.options import checked
from flashcards.collection.files.backing_up import words_of_lacking
from flashcards.model.errors import UserError
from flashcards.model.ids import VersionId
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.presets import Options, SchedulerVersion
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.registry import scheduler_from
from flashcards.scheduling.replay import LogRow, Replayed, replay_rows
from flashcards.store import (
    articles,
    binned,
    cards,
    media,
    media_care,
    presets,
    readable,
    reviews,
    values,
    verify,
)
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store

SchedulerOf = Callable[[VersionId], tuple[Scheduler, int]]

_PAGE, _REVIEW, _NOTE = 8, 1, 10
"""What checking a page of the file, a row of the log (twice) and a note costs, about alike."""


def check(store: Store, repair: bool = False, progress: Progress | None = None) -> list[Message]:
    """Return what is wrong, in plain words; an empty list when all is well.

    Looked at are the file as SQLite sees it, the kind of every value, and all that is derived:
    each card's memory, moments and count of answers, the daily totals, the text index word by
    word, the tag index, the keys that find duplicates, and articles with the places of passages
    in them; and whether notes have cards of their own type. With ``repair`` what is derived is
    replaced by what the facts say. Facts are never changed.
    """
    if store.refusal is None:
        with store.writing(message("Check collection"), undoable=False, progress=progress) as conn:
            return [*_check(conn, repair), *_files_wrong(conn, store)]
    if repair:
        store.refuse_writing()
    with store.looking(progress) as conn:
        verify.allow_scratch(conn)
        return [*_check(conn, repair=False), *_files_wrong(conn, store)]


def _files_wrong(conn: Connection, store: Store) -> list[Message]:
    missing = _files_missing(conn, store)
    if readable.problems(conn):
        return missing
    work = course(conn)

    def told(_done: int, _total: int) -> bool:
        work.ask()
        return True

    lacking = words_of_lacking(store, told)
    return missing if lacking is None else [*missing, lacking]


def _files_missing(conn: Connection, store: Store) -> list[Message]:
    """Say how many of the collection's pictures, sounds and other files are not there."""
    if readable.problems(conn):
        return []
    missing = media_care.files(conn).keys() - media.sizes(store.path).keys()
    if not missing:
        return []
    return [
        plural_message(
            len(missing),
            "{count} media file is missing: Go > Media says which, and restores it from a backup.",
            "{count} media files are missing: Go > Media says which, and restores them from "
            "backups.",
        )
    ]


def _check(conn: Connection, repair: bool) -> list[Message]:
    work = course(conn)
    size = verify.size(conn)
    file, log = size.pages * _PAGE, size.reviews * _REVIEW
    total = file + 2 * log + size.notes * _NOTE
    work.tick(0, total)
    problems = verify.integrity(conn) or values.problems(conn)
    problems = problems or readable.problems(conn)
    if problems:
        return problems
    try:
        wrong_cards = list(
            _wrong_memories(conn, lambda rows: work.tick(file + rows * _REVIEW, total))
        )
    except (LookupError, TypeError, ValueError, ArithmeticError) as error:
        return [
            message(
                "Some reviews, presets or schedulers cannot be understood ({error}).",
                error=repr(error),
            )
        ]
    if wrong_cards:
        problems.append(
            plural_message(
                len(wrong_cards),
                "{count} card disagrees with its reviews.",
                "{count} cards disagree with their reviews.",
            )
        )
    work.tick(file + log, total)
    problems += verify.count_problems(conn) + verify.totals_problems(conn)
    work.tick(file + 2 * log, total)
    problems += verify.note_problems(conn) + verify.card_problems(conn)
    problems += verify.deck_problems(conn)
    problems += articles.problems(conn)
    problems += binned.problems(conn)
    problems += [*readable.set_aside(conn), *_out_of_range(conn)]
    work.tick(total, total)
    if repair and problems:
        verify.set_replayed(conn, wrong_cards)
        verify.rebuild(conn)
        articles.put_right(conn, operation(conn).now_ms)
    return problems


def _out_of_range(conn: Connection) -> Iterator[Message]:
    for preset in presets.all_presets(conn):
        for name, value in asdict(preset.options).items():
            try:
                checked(Options(), {name: value})
            except UserError as error:
                yield message(
                    "In the preset “{preset}”: {problem} Set it again in the deck options.",
                    preset=preset.name,
                    problem=error.what,
                )


def replay_cards(
    conn: Connection, card_ids: Sequence[int], logs: Mapping[int, list[LogRow]] | None = None
) -> dict[int, Replayed]:
    """Return what the log says about these cards, or what ``logs`` say in its place."""
    scheduler_of = schedulers(presets.all_versions(conn))
    snapshots = reviews.snapshots(conn, card_ids)
    pasts, seeds = verify.pasts(conn, card_ids), cards.seeds(conn, card_ids)
    found = dict(verify.log_by_card(conn, card_ids)) if logs is None else logs
    return {
        card_id: replay_rows(
            rows, scheduler_of, snapshots, seeds.get(card_id, 0), pasts.get(card_id)
        )
        for card_id, rows in found.items()
    }


def schedulers(versions: dict[VersionId, SchedulerVersion]) -> SchedulerOf:
    """Return how to find the scheduler and day start of a version."""
    known = {
        version_id: (
            scheduler_from(version.scheduler, version.parameters),
            version.day_start_minutes,
        )
        for version_id, version in versions.items()
    }
    return known.__getitem__


def _wrong_memories(
    conn: Connection, tick: Callable[[int], None]
) -> Iterator[tuple[int, Replayed]]:
    """Yield each card whose stored memory is not what its log says, with what it says."""
    scheduler_of = schedulers(presets.all_versions(conn))
    snapshots = verify.snapshots(conn)
    done = 0
    pasts, seeds = verify.pasts(conn), cards.seeds(conn)
    unseen = verify.answered_cards(conn)
    for card_id, group in groupby(verify.whole_log(conn), itemgetter(0)):
        rows: list[LogRow] = [row[1] for row in group]
        done += len(rows)
        if done % 5_000 < len(rows):
            tick(done)
        stored = verify.stored_memory(conn, card_id)
        unseen.discard(card_id)
        if stored is None:  # deleted; its log stays
            continue
        replayed = replay_rows(rows, scheduler_of, snapshots, seeds[card_id], pasts.get(card_id))
        if not verify.agree(stored, verify.as_stored(replayed)):
            yield card_id, replayed
    for card_id in sorted(unseen):  # a memory without any review
        yield card_id, Replayed()
