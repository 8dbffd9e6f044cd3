"""``flashcards watch``."""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards import paths, settings
from flashcards.cli import interrupts
from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE, PROBLEMS
from flashcards.cli.import_reports import did_words
from flashcards.cli.opening import opened
from flashcards.cli.terminal import Style, errors, output, write_json
from flashcards.cli.wording import listed, plural, problem_words, safe, tr
from flashcards.collection.watching.folder import listing
from flashcards.languages.speaking import numeral
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.watching import Conflict, Decision, FolderReport, Gone, MissingNote, Wish

if TYPE_CHECKING:
    from flashcards.api import Collection

EVERY_S = 2.0
_TICK_S = 0.2


def watch(chosen: Arguments) -> int:
    """Keep a folder in step until Ctrl+C, or look once; without a folder, list those watched."""
    if chosen.folder is None:
        return _list(chosen)
    root = Path(chosen.folder).expanduser().resolve()
    if not chosen.stop:
        listing(root)
    with opened(chosen, create=True) as collection:
        uid = _known(collection, root)
        if chosen.stop:
            return _stop(collection, root, uid, chosen)
        if uid is None:
            uid = collection.watching.begin(root)
            _remember(uid, root)
        report = _look(collection, uid, root, chosen, thorough=True)
        _tell(report, chosen)
        while not chosen.once and not _interrupted():
            before, report = report, _look(collection, uid, root, chosen)
            if report.changed or replace(before, added=0, updated=0) != report:
                same = (report.open, report.left_alone) == (before.open, before.left_alone)
                _tell(report, chosen, quiet=same and not report.changed)
    return PROBLEMS if report.open or report.problems else DONE


def _interrupted() -> bool:
    """Wait for the next look; say whether Ctrl+C came meanwhile."""
    ends = time.monotonic() + EVERY_S
    while time.monotonic() < ends:
        if interrupts.came():
            return True
        time.sleep(_TICK_S)
    return interrupts.came()


def _known(collection: "Collection", root: Path) -> str | None:
    here = {each.uid for each in collection.watching.folders()}
    kept = settings.load(paths.settings_path()).watched_folders
    return next((uid for uid, path in kept.items() if uid in here and Path(path) == root), None)


def _remember(uid: str, root: Path | None) -> None:
    """Keep where a folder lies; None forgets it."""
    path = paths.settings_path()
    now = settings.load(path)
    kept = {**now.watched_folders, uid: str(root)}
    if root is None:
        del kept[uid]
    settings.save(path, replace(now, watched_folders=kept))


def _stop(collection: "Collection", root: Path, uid: str | None, chosen: Arguments) -> int:
    if uid is None:
        raise UserError(
            message("The folder {path} is not watched.", path=root),
            message("“flashcards watch” lists those that are."),
        )
    collection.watching.end(uid)
    _remember(uid, None)
    if chosen.json:
        write_json({"folder": str(root), "watched": False})
    else:
        output().line(
            tr(
                "{folder} is watched no longer. Notes and files stay as they are.",
                folder=safe(str(root)),
            )
        )
    return DONE


def _list(chosen: Arguments) -> int:
    with opened(chosen, read_only=True) as collection:
        found = collection.watching.folders()
    places = settings.load(paths.settings_path()).watched_folders
    if chosen.json:
        write_json({
            "folders": [
                {"name": each.name, "path": places.get(each.uid), "files": each.files,
                 "notes": each.notes}
                for each in found
            ]
        })  # fmt: skip
        return DONE
    for each in found:
        where = places.get(each.uid, tr("not on this computer"))
        counts = listed(
            (
                plural(each.files, "{count} file", "{count} files"),
                plural(each.notes, "{count} note", "{count} notes"),
            )
        )
        output().line(f"{safe(each.name)}: {safe(where)} ({counts})")
    if not found:
        output().line(tr("No folder is watched. “flashcards watch FOLDER” begins."))
    return DONE


def _look(
    collection: "Collection", uid: str, root: Path, chosen: Arguments, *, thorough: bool = False
) -> FolderReport:
    report = collection.watching.check(uid, root, thorough=thorough)
    decisions = _decisions(report, chosen)
    if not decisions:
        return report
    again = collection.watching.check(uid, root, decisions=decisions)
    return replace(
        again,
        added=report.added + again.added,
        updated=report.updated + again.updated,
        written=report.written + again.written,
        ids=report.ids + again.ids,
    )


def _decisions(report: FolderReport, chosen: Arguments) -> Mapping[str, Decision]:
    made: dict[str, Decision] = {}
    if chosen.take is not None:
        for each in report.conflicts:
            texts = {one.place: getattr(one, chosen.take) for one in each.differences}
            made[each.guid] = Decision(texts, each.differences, chosen.take == "file")
    if chosen.missing is not None:
        wish = Wish.DELETE if chosen.missing == "delete" else Wish.BRING_BACK
        made |= {each.guid: Decision(wish=wish) for each in report.missing}
    return made


def _tell(report: FolderReport, chosen: Arguments, *, quiet: bool = False) -> None:
    if chosen.json:
        write_json(_as_json(report))
        return
    if not quiet:
        counts = [
            did_words(name, getattr(report, name))
            for name in ("added", "updated", "deleted")
            if getattr(report, name)
        ]
        if report.written:
            counts.append(tr("{count} written to files", count=numeral(report.written)))
        if report.ids:
            counts.append(
                plural(report.ids, "{count} note given an id", "{count} notes given an id")
            )
        if report.open:
            counts.append(
                plural(
                    report.open,
                    "{count} note waits for your decision",
                    "{count} notes wait for your decision",
                )
            )
        size = tr(
            "{notes} in {files}",
            notes=plural(report.notes, "{count} note", "{count} notes"),
            files=plural(report.files, "{count} file", "{count} files"),
        )
        if report.left_alone:
            size = f"{size}; {_left_alone(len(report.left_alone))}"
        output().line(f"{safe(report.path.name)}: {listed(counts) or tr('in step')} ({size}).")
    complaints = errors()
    for problem in report.problems:
        complaints.line(problem_words(problem), Style.WARNING)
    for conflict in report.conflicts:
        complaints.line(safe(_conflict(conflict)), Style.WARNING)
    for missing in report.missing:
        complaints.line(safe(_missing(missing)), Style.WARNING)
    if report.conflicts and chosen.take is None:
        complaints.line(tr("Decide in the window, or for all with --take file, here or both."))
    if report.missing and chosen.missing is None:
        complaints.line(tr("Decide in the window, or with --missing delete or --missing restore."))


def _left_alone(count: int) -> str:
    return plural(
        count,
        "{count} other Markdown file left alone: no deck of this program, link or copy",
        "{count} other Markdown files left alone: no decks of this program, links or copies",
    )


def _conflict(each: Conflict) -> str:
    fields = ", ".join(one.field for one in each.differences) or tr("its note type")
    told = tr(
        "“{title}” was changed here and in the file ({fields}).", title=each.title, fields=fields
    )
    return f"{each.path}:{each.line}: {told}"


def _missing(each: MissingNote) -> str:
    if each.gone is Gone.FILE:
        told = tr("“{title}” was deleted from the file.", title=each.title)
    else:
        told = tr("“{title}” was deleted here.", title=each.title)
    return f"{each.path}: {told}"


def _as_json(report: FolderReport) -> dict[str, Any]:
    counts = ("files", "notes", "added", "updated", "deleted", "written", "ids")
    return {
        "folder": str(report.path),
        **{name: getattr(report, name) for name in counts},
        "conflicts": [
            {
                "file": each.path,
                "line": each.line,
                "title": each.title,
                "fields": {one.field: [one.file, one.here] for one in each.differences},
            }
            for each in report.conflicts
        ],
        "missing": [
            {"file": each.path, "title": each.title, "gone_from": each.gone.value}
            for each in report.missing
        ],
        "left_alone": list(report.left_alone),
        "problems": [
            {"file": each.file, "line": each.line or None, "message": str(each.message)}
            for each in report.problems
        ],
    }
