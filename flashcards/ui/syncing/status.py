"""How the collection stands with other computers, in words: for the sidebar, page and toasts."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from flashcards.carriers.refusals import FullError, MissingFolderError, NotPermittedError
from flashcards.model.errors import UserError
from flashcards.model.syncing import Conflict, Overruled, SyncStatus
from flashcards.store.hub.refusals import (
    AnotherServerError,
    HubFullError,
    LoginRefusedError,
    NoDriverError,
    NoHubError,
    NoTlsError,
    UnreachableError,
)
from flashcards.sync.refusals import NeedsPassphraseError, WrongPassphraseError
from flashcards.ui.dates import moment_words
from flashcards.ui.right_to_left import isolated
from flashcards.ui.words import error_words, plural, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.syncing.rounds import SyncRounds

_HOUR, _DAY = 3600, 86_400
_NAMED = 3
"""How many other computers are named in one sentence, the one heard of last first."""
_LONGEST_NAME = 40
"""Characters of a note that are shown to name it."""


class StatusWords(NamedTuple):
    """What is said of it."""

    short: str
    """The first line of the sign in the sidebar."""
    detail: str
    """Its second line."""
    whole: str
    """One or more sentences that say all of it."""
    in_order: bool
    """Whether nothing is amiss."""


def status_words(rounds: "SyncRounds", *, alone: bool = True) -> StatusWords:
    """Say how the collection stands.

    Where it is not said ``alone``, other lines tell of troubles, of what was changed on two
    computers, and when others were heard of.

    What another computer has taken in nobody here can know: only when it was last heard of.
    """
    if rounds.astray:
        return StatusWords(tr("Not synced"), tr("choose folder"), _astray_words(), in_order=False)
    if rounds.running:
        return StatusWords(tr("Syncing…"), "", tr("Syncing…"), in_order=True)
    if rounds.error is not None:
        return _failed(rounds, rounds.error)
    if rounds.at is None or rounds.report is None:
        return StatusWords(tr("Not synced yet"), "", tr("Not synced yet"), in_order=True)
    now = rounds._window.collection.clock()
    ago = ago_words(rounds.at, now)
    if alone and rounds.status is not None and _differences(rounds.status):
        return _differed(rounds.status)
    if rounds.report.troubles:
        troubles = " ".join(worded(each) for each in rounds.report.troubles[:3])
        all_read = len(rounds.report.troubles) == rounds.report.untold
        short = tr("Not all was sent") if all_read else tr("Not all was read")
        whole = troubles if alone else tr("{what}, {ago}", what=short, ago=ago)
        return StatusWords(short, ago, whole, in_order=False)
    if rounds.report.stopped:
        whole = tr("Syncing was stopped. The rest follows with the next round.")
        return StatusWords(tr("Syncing stopped"), ago, whole, in_order=True)
    if rounds.report.waiting:
        short = plural(
            rounds.report.waiting,
            "{count} file is still to come",
            "{count} files are still to come",
        )
        return StatusWords(short, ago, tr("{what}, {ago}", what=short, ago=ago), in_order=True)
    others = rounds.status.others if rounds.status else ()
    if not others:
        whole = tr("Synced {ago}. No other computer has been heard of yet.", ago=ago)
        return StatusWords(tr("Synced"), ago, whole, in_order=True)
    whole = tr("Synced {ago}", ago=ago)
    if alone:
        heard = ", ".join(
            tr("{name} ({ago})", name=each.name, ago=ago_words(each.heard, now))
            for each in others[:_NAMED]
        )
        whole = tr("Synced {ago}. Last heard of {computers}.", ago=ago, computers=heard)
    last = others[0]
    if (now - last.heard).total_seconds() >= _DAY:
        return StatusWords(tr("Synced"), ago, whole, in_order=True)
    short = tr("In step with {name}", name=last.name)
    return StatusWords(short, ago_words(last.heard, now), whole, in_order=True)


def _differences(status: SyncStatus) -> int:
    return len(status.conflicts) + len(status.overruled)


def _differed(status: SyncStatus) -> StatusWords:
    """Say what was changed on two computers at once, as long as the learner has not decided."""
    words = [conflict_words(status.conflicts)] if status.conflicts else []
    words += [lost_words(status.overruled)] if status.overruled else []
    fields, settings = len(status.conflicts), len(status.overruled)
    if not settings:
        short = plural(fields, "{count} field differed", "{count} fields differed")
        return StatusWords(short, tr("see history"), words[0], in_order=False)
    if not fields:
        short = plural(settings, "{count} setting differed", "{count} settings differed")
    else:
        short = tr("{count} changes differed", count=fields + settings)
    return StatusWords(short, tr("see which"), ". ".join(words), in_order=False)


def _astray_words() -> str:
    return tr(
        "This collection is synced, but its folder is not known here. Choose it again, or give the "
        "address of its hub."
    )


def _failed(rounds: "SyncRounds", error: UserError) -> StatusWords:
    waiting = rounds.status.waiting if rounds.status else 0
    if waiting:
        short = plural(waiting, "{count} change waits", "{count} changes wait")
    else:
        short = tr("Not synced")
    whole = tr("{what}: {why}", what=short, why=error_words(error))
    return StatusWords(short, _reason(error), whole, in_order=False)


def _reason(error: UserError) -> str:
    """Return the shortest words for why."""
    if isinstance(error, MissingFolderError):
        return tr("folder missing")
    if isinstance(error, FullError):
        return tr("folder full")
    if isinstance(error, NotPermittedError):
        return tr("may not write")
    if isinstance(error, NeedsPassphraseError):
        return tr("passphrase needed")
    if isinstance(error, WrongPassphraseError):
        return tr("wrong passphrase")
    return _reason_of_hub(error)


def _reason_of_hub(error: UserError) -> str:
    if isinstance(error, UnreachableError):
        return tr("hub out of reach")
    if isinstance(error, LoginRefusedError):
        return tr("login refused")
    if isinstance(error, NoTlsError):
        return tr("not encrypted")
    if isinstance(error, AnotherServerError):
        return tr("another server")
    if isinstance(error, HubFullError):
        return tr("hub full")
    if isinstance(error, NoDriverError):
        return tr("library missing")
    if isinstance(error, NoHubError):
        return tr("no hub there")
    return tr("see why")


def conflict_words(conflicts: Sequence[Conflict]) -> str:
    """Say which note was changed on two computers, or how many fields of several."""
    if len({each.note_id for each in conflicts}) == 1:
        from flashcards.text.plain import plain_text

        name = " ".join(plain_text(conflicts[0].note).split()) or tr("(empty)")
        if len(name) > _LONGEST_NAME:
            name = f"{name[:_LONGEST_NAME].rstrip()}…"
        note = isolated(name)
        return tr("“{note}” was changed on two computers: see its history", note=note)
    return plural(
        len(conflicts),
        "{count} field was changed on two computers: see its note’s history",
        "{count} fields were changed on two computers: see their notes’ history",
    )


def lost_words(lost: Sequence[Overruled]) -> str:
    """Say how many names and settings lost against another computer's."""
    return plural(
        len(lost),
        "{count} name or setting was changed on two computers: see what lost",
        "{count} names or settings were changed on two computers: see what lost",
    )


def ago_words(moment: datetime, now: datetime) -> str:
    """Say how long ago a moment was, or its date where that is longer than a day."""
    seconds = (now - moment).total_seconds()
    if seconds < 60:
        return tr("just now")
    if seconds < _HOUR:
        return plural(int(seconds // 60), "{count} minute ago", "{count} minutes ago")
    if seconds < _DAY:
        return plural(int(seconds // _HOUR), "{count} hour ago", "{count} hours ago")
    return moment_words(moment.astimezone(now.tzinfo))
