"""``flashcards sync``."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards import paths, settings
from flashcards.cli import interrupts, passphrases
from flashcards.cli.arguments import Arguments
from flashcards.cli.days import iso, minute
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.opening import opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import Style, errors, output, write_json
from flashcards.cli.wording import listed, plural, safe, tr, worded
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.syncing import SyncStatus, is_hub, place_name

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.collection.syncing.report import Report

LONGEST_ADDRESS = 4096
_ASTRAY = message("This collection is synced, but its folder or hub is not known here.")


def sync(chosen: Arguments) -> int:
    """Do one round over a folder or a hub; or say how things stand, or leave."""
    from flashcards.sync.refusals import NeedsPassphraseError

    if chosen.status:
        return _status(chosen)
    if chosen.leave:
        return _leave(chosen)
    if chosen.conflicts or chosen.dismiss or chosen.take_back is not None:
        return _decide(chosen)
    place = _given_place(chosen)
    passphrase = passphrases.given(chosen, is_new=place is not None and _is_empty(place))
    try:
        return _round(chosen, place, passphrase)
    except NeedsPassphraseError as refusal:
        if not passphrases.may_ask(chosen):
            raise passphrases.lacking(refusal) from refusal
    # Not while the collection is open: there Ctrl+C waits until the work is done.
    return _round(chosen, place, passphrases.asked())


def _round(chosen: Arguments, given: str | None, passphrase: str | None) -> int:
    with opened(chosen, create=True) as collection:
        place = given or _kept_place(collection)
        if chosen.name is not None:
            collection.syncing.rename_device(chosen.name)
        known, key = settings.load(paths.settings_path()), _key(collection)
        kept = known.sync_passphrases.get(key, "")
        joining = known.sync_joining.get(key) if place == known.sync_place(key) else None
        name = "" if chosen.name else joining or ""
        with Work(tr("Syncing")) as work:
            report = collection.syncing.sync(
                place, passphrase or kept, work, name=name, anew=joining is not None
            )
        interrupts.keep()
        is_first = place != known.sync_place(key) or joining is not None
        _remember(collection, place, passphrase or kept)
        status = collection.syncing.status()
    if chosen.json:
        write_json(_as_json(place, report, status))
    else:
        _tell(report, status)
        if is_first and not status.is_protected and not is_hub(place):
            _tell_unprotected()
    return PROBLEMS if report.troubles else DONE


def _given_place(chosen: Arguments) -> str | None:
    """Return the folder, or the address of the hub; None for what was used last."""
    given = chosen.place
    if given == "-":
        given = sys.stdin.readline(LONGEST_ADDRESS).strip()
    if given is None or is_hub(given):
        return given and given.strip()
    return str(Path(given).expanduser().resolve())


def _is_empty(place: str) -> bool:
    """Whether nothing was synced over this folder yet; nobody knows that of a hub."""
    return not is_hub(place) and not any(Path(place).glob("*.seg"))


def _kept_place(collection: "Collection") -> str:
    kept = settings.load(paths.settings_path()).sync_place(_key(collection))
    if kept is None and collection.syncing.takes_part():
        raise UserError(_ASTRAY, message("Name it once more: “flashcards sync FOLDER”."))
    if kept is None:
        raise UserError(
            message("This collection does not sync yet."),
            message("“flashcards sync FOLDER” begins."),
        )
    return kept


def _key(collection: "Collection") -> str:
    """What the settings know the collection by."""
    return str(collection.path.resolve())


def _remember(collection: "Collection", place: str | None, passphrase: str = "") -> None:
    """Keep over what this collection syncs, for the window, too; None forgets it."""
    path, key = paths.settings_path(), _key(collection)
    now = settings.load(path)
    then = replace(now, **now.with_place(key, place, passphrase))
    if then != now:
        settings.save(path, then)


def _decide(chosen: Arguments) -> int:
    from flashcards.cli import sync_conflicts

    if chosen.conflicts:
        return sync_conflicts.list_conflicts(chosen)
    return sync_conflicts.dismiss(chosen) if chosen.dismiss else sync_conflicts.take_back(chosen)


def _leave(chosen: Arguments) -> int:
    with opened(chosen, create=False) as collection:
        took_part = collection.syncing.takes_part()
        collection.syncing.leave()
        interrupts.keep()
        _remember(collection, None)
    if chosen.json:
        write_json({"takes_part": False})
    elif not took_part:
        output().line(_does_not())
    else:
        output().line(tr("This collection syncs no longer. All its cards and reviews stay."))
    return DONE


# Telling -------------------------------------------------------------------------------------


def _status(chosen: Arguments) -> int:
    with opened(chosen, read_only=True) as collection:
        status = collection.syncing.status()
        place = settings.load(paths.settings_path()).sync_place(_key(collection))
    if chosen.json:
        write_json({**_where(place), **_standing(status)})
        return DONE
    said = output()
    if not status.takes_part:
        said.line(_does_not())
        return DONE
    said.line(tr("This computer: {name}", name=safe(status.name)))
    if place is None:
        said.line(worded(_ASTRAY))
        said.line(tr("Name it once more: “flashcards sync FOLDER”."))
    elif is_hub(place):
        said.line(tr("Hub: {where}", where=safe(place_name(place))))
    else:
        said.line(tr("Folder: {folder}", folder=safe(place)))
        if not os.path.isdir(place):  # noqa: PTH112  (a drive that fails is not there either)
            said.line(tr("The folder is not there now. All is synced once it is back."))
    if status.is_protected:
        said.line(tr("Protected with a passphrase"))
    else:
        said.line(tr("Not protected with a passphrase: whoever can look there can read the cards"))
    _tell_of_others(status)
    if status.waiting:
        said.line(_waiting(status.waiting))
    if status.conflicts or status.overruled:
        said.line(_conflicts(status))
    return DONE


def _tell_of_others(status: SyncStatus) -> None:
    for each in status.others:
        output().line(
            tr(
                "{name}: last heard of on {when}",
                name=safe(each.name),
                when=minute(each.heard),
            )
        )


def _tell(report: "Report", status: SyncStatus) -> None:
    said, complaints = output(), errors()
    did = []
    if report.all_told:
        did.append(tr("sent the whole collection"))
    elif report.told:
        did.append(tr("sent what is new here"))
    if report.taken:
        did.append(tr("took in what is new there"))
    if report.reviews:
        did.append(plural(report.reviews, "{count} review came", "{count} reviews came"))
    said.line(tr("Synced: {did}.", did=listed(did) or tr("nothing new")))
    _tell_of_others(status)
    if report.stopped:
        complaints.line(
            tr("Syncing was stopped. The rest follows with the next round."), Style.WARNING
        )
    if report.waiting:
        complaints.line(
            plural(
                report.waiting,
                "{count} file is still to come, or waits for one that is; it is read later.",
                "{count} files are still to come, or wait for one that is; they are read later.",
            ),
            Style.WARNING,
        )
    for trouble in report.troubles:
        complaints.line(worded(trouble), Style.WARNING)
    if report.taken and (status.conflicts or status.overruled):
        complaints.line(_conflicts(status), Style.WARNING)


def _tell_unprotected() -> None:
    output().line(
        tr(
            "Not protected with a passphrase: whoever can open the folder can read your cards. One "
            "can only be chosen at the start, for an empty folder, with --passphrase-file."
        )
    )


def _does_not() -> str:
    return tr("This collection does not sync. “flashcards sync FOLDER” begins.")


def _waiting(count: int) -> str:
    return plural(
        count,
        "{count} change waits to be synced.",
        "{count} changes wait to be synced.",
    )


def _conflicts(status: SyncStatus) -> str:
    return plural(
        len(status.conflicts) + len(status.overruled),
        "{count} change was made on two computers at once: see “flashcards sync --conflicts”.",
        "{count} changes were made on two computers at once: see “flashcards sync --conflicts”.",
    )


def _where(place: str | None) -> dict[str, Any]:
    if place is not None and is_hub(place):
        return {"hub": place_name(place)}
    return {"folder": place}


def _standing(status: SyncStatus) -> dict[str, Any]:
    return {
        "takes_part": status.takes_part,
        "device": status.name,
        "protected": status.is_protected,
        "others": [{"name": each.name, "heard": iso(each.heard)} for each in status.others],
        "waiting_here": status.waiting,
        "conflicts": [{"note": each.note_id, "field": each.field} for each in status.conflicts],
        "overruled": [each.number for each in status.overruled],
    }


def _as_json(place: str, report: "Report", status: SyncStatus) -> dict[str, Any]:
    return {
        **_where(place),
        "told": report.told,
        "taken": report.taken,
        "reviews": report.reviews,
        "waiting_there": report.waiting,
        "troubles": [str(each) for each in report.troubles],
        **_standing(status),
    }
