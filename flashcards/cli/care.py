"""``flashcards check``, ``backup`` and ``restore``: looking after the collection."""

import os
import sys
from pathlib import Path
from typing import Any

from flashcards.cli import interrupts
from flashcards.cli.arguments import Arguments
from flashcards.cli.days import iso, minute
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.opening import collection_path, opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, errors, output, write_json
from flashcards.cli.wording import file_size, is_yes, listed, pad, plural, safe, tr, width, worded
from flashcards.model.backups import OTHERS_FOLLOW, BackupInfo
from flashcards.model.errors import UserError
from flashcards.model.messages import message


def check(chosen: Arguments) -> int:
    """Say what is wrong with the collection; with --repair, what still is after the repair."""
    with opened(chosen, read_only=not chosen.repair) as collection:
        with Work(tr("Checking")) as work:
            found = left = collection.check(chosen.repair, work)
        if chosen.repair and found:
            interrupts.keep()
            with Work(tr("Checking again")) as work:
                left = collection.check(progress=work)
        warning = collection.location_warning()
    if warning:
        errors().line(worded(warning), Style.WARNING)
    if chosen.json:
        write_json(
            {
                "problems": [str(each) for each in found],
                "repaired": chosen.repair and not left,
                "left": [str(each) for each in left],
            }
        )
        return PROBLEMS if left else DONE
    said = output()
    for problem in found:
        said.line(worded(problem))
    if not found:
        said.line(tr("No problems found."))
    elif chosen.repair:
        told = plural(len(left), "{count} problem left.", "{count} problems left.")
        said.line(told if left else tr("All of it was repaired."))
    else:
        said.line(tr("“flashcards check --repair” recomputes what is derived from facts."))
    return PROBLEMS if left else DONE


def backup(chosen: Arguments) -> int:
    """Make a backup now, or list those there are."""
    with opened(chosen, read_only=chosen.list) as collection:
        if not chosen.list:
            with Work(tr("Backing up")) as work:
                made = collection.backup(work)
        known = collection.backups()
        lacking = collection.media_lacking()
    if lacking is not None:
        errors().line(worded(lacking), Style.WARNING)
    if chosen.list:
        _list(chosen, known)
        return DONE
    info = next(info for info in known if info.path == made)
    if chosen.json:
        write_json(_as_json(info))
    else:
        output().line(tr("{file}: {counts}.", file=safe(str(made)), counts=_counts(info)))
    return DONE


def _list(chosen: Arguments, known: list[BackupInfo]) -> None:
    if chosen.json:
        write_json({"backups": [_as_json(info) for info in known]})
        return
    said = output()
    if not known:
        said.line(tr("No backups yet."))
    for info in known:
        why = f", {reason}" if (reason := _reason(info)) else ""
        name = safe(info.path.name)
        said.line(f"{minute(info.at)}  {name}  {_counts(info)}, {file_size(info.size)}{why}")


def _as_json(info: BackupInfo) -> dict[str, Any]:
    return {
        "file": os.fspath(info.path),
        "at": iso(info.at),
        "notes": info.notes,
        "cards": info.cards,
        "reviews": info.reviews,
        "media": info.media,
        "size": info.size,
        "reason": info.reason,
    }


def _reason(info: BackupInfo) -> str:
    return "" if info.shown_reason is None else worded(info.shown_reason)


def _counts(info: BackupInfo) -> str:
    media = plural(info.media, "{count} media file", "{count} media files")
    return listed(
        (
            plural(info.notes, "{count} note", "{count} notes"),
            plural(info.cards, "{count} card", "{count} cards"),
            plural(info.reviews, "{count} answer", "{count} answers"),
            media if info.media else "",
        )
    )


def restore(chosen: Arguments) -> int:
    """Put a backup in the collection's place, both told of and the learner asked first."""
    import flashcards
    from flashcards.store.backup import describe, list_backups
    from flashcards.store.backup_media import coming
    from flashcards.store.going_back import concerns_others

    path = collection_path(chosen)
    _refuse_while_open(path)
    backup = _backup_named(chosen.backup, path)
    info = next((info for info in list_backups(path) if info.path == backup), None)
    info = info or describe(backup)
    present, shared = _present(path), concerns_others(path)
    if not (chosen.yes or _agreed(present, info, shared=shared)):
        errors().line(tr("Nothing was changed."))
        return DONE
    media = coming(backup, path)
    kept = flashcards.restore(backup, path)
    # A damaged file is no backup: it was set aside as it was.
    known = next((info for info in list_backups(path) if info.path == kept), None)
    if chosen.json:
        aside = None if kept is None or known else os.fspath(kept)
        written = {"restored": _as_json(info), "kept": _as_json(known) if known else None}
        files = {"back": media.back, "lacking": media.lacking, "edited": media.edited}
        write_json({**written, "set_aside": aside, "media": files})
        return DONE
    output().line(
        tr(
            "The collection is what it was on {when}: {counts}.",
            when=minute(info.at),
            counts=_counts(info),
        )
    )
    if shared:
        output().line(tr(OTHERS_FOLLOW))
    if media.back:
        output().line(
            plural(media.back, "{count} media file came back.", "{count} media files came back.")
        )
    if media.edited:
        output().line(
            plural(
                media.edited,
                "{count} media file was edited since: “flashcards media” lists the edited ones "
                "as unused.",
                "{count} media files were edited since: “flashcards media” lists the edited ones "
                "as unused.",
            )
        )
    if media.lacking:
        errors().line(
            plural(
                media.lacking,
                "{count} media file could not be found in the backups.",
                "{count} media files could not be found in the backups.",
            ),
            Style.WARNING,
        )
    if known:
        back = safe(known.path.name)
        output().line(
            tr("What was there before is kept: “flashcards restore {back}” goes back.", back=back)
        )
    elif kept:
        kept_as = safe(os.fspath(kept))
        output().line(tr("The damaged file that was there is kept: {file}.", file=kept_as))
    return DONE


def _refuse_while_open(path: Path) -> None:
    """Raise CollectionInUseError before anything is asked, not after."""
    from flashcards.store.locking import CollectionLock

    if path.exists():
        lock = CollectionLock(path)
        lock.acquire()
        lock.release()


def _backup_named(given: str, path: Path) -> Path:
    from flashcards.store.leftovers import backups_folder

    for found in (Path(given), backups_folder(path) / Path(given).name):
        if found.is_file():
            return found.resolve()
    raise UserError(
        message("There is no backup {given}.", given=given),
        message("“flashcards backup --list” lists them."),
    )


def _present(path: Path) -> BackupInfo | None:
    """Return what is in the collection now; None where none is or it cannot be read."""
    from flashcards.store.backup import describe

    if not path.exists():
        return None
    try:
        return describe(path)
    except UserError as error:
        errors().line(tr("The present state: {what}", what=worded(error.what)), Style.WARNING)
        return None


def _agreed(present: BackupInfo | None, info: BackupInfo, *, shared: bool) -> bool:
    """Show both states and ask; raise UserError where nobody can be asked."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            message("Restoring replaces the present state."), message("Add --yes to go on.")
        )
    ask = errors()
    now, then = tr("Now:"), tr("Backup:")
    room = max(width(now), width(then))
    if present is not None:
        ask.line(f"{pad(now, room)} {minute(present.at)}  {_counts(present)}")
    ask.line(f"{pad(then, room)} {minute(info.at)}  {_counts(info)}")
    if shared:
        ask.line(tr(OTHERS_FOLLOW))
    ask.write(tr("Go back to the backup? What is there now is kept as a backup. [y/N]") + " ")
    return is_yes(sys.stdin.readline())
