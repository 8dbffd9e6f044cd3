"""``flashcards media``: files nothing shows, files that are missing, and what to do about both."""

from typing import Any

from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import output, write_json
from flashcards.cli.wording import file_size, plural, safe, tr
from flashcards.model.media import MediaReport, MissingFile, UnusedFile


def media(chosen: Arguments) -> int:
    """List unused and missing files; with options, put the former into the bin and so on."""
    acting = chosen.delete_unused or chosen.restore_missing
    with opened(chosen, read_only=not acting) as collection:
        with Work(tr("Looking through the media files")) as work:
            report = collection.media.look_through(work)
        done = {}
        if chosen.delete_unused:
            names = [file.name for file in report.unused]
            done["deleted"] = collection.media.put_into_bin(names)
        if chosen.restore_missing:
            lost = [file.name for file in report.missing if file.in_backups]
            with Work(tr("Restoring")) as work:
                done["restored"] = collection.media.bring_missing(lost, work)
    if chosen.json:
        write_json({**_as_json(report), **done})
    elif acting:
        _tell_done(done)
    else:
        _list(report)
    return DONE


def _tell_done(done: dict[str, int]) -> None:
    said = output()
    if "deleted" in done:
        said.line(
            plural(done["deleted"], "Deleted {count} unused file.", "Deleted {count} unused files.")
        )
        if done["deleted"]:
            said.line(tr("“flashcards bin” lists what was deleted in the last 30 days."))
    if "restored" in done:
        said.line(
            plural(
                done["restored"],
                "Restored {count} missing file from the backups.",
                "Restored {count} missing files from the backups.",
            )
        )


def _list(report: MediaReport) -> None:
    said = output()
    files = plural(report.files, "{count} media file", "{count} media files")
    said.line(f"{files}, {file_size(report.size)}.")
    if report.unused:
        size = file_size(report.unused_size)
        said.line(
            plural(
                len(report.unused),
                "Unused: {count} file, {size}.",
                "Unused: {count} files, {size}.",
                size=size,
            )
        )
    for unused in report.unused:
        said.line(f"  {unused.name}  {_called(unused)}{file_size(unused.size)}")
    if report.missing:
        said.line(plural(len(report.missing), "Missing: {count} file.", "Missing: {count} files."))
    for lost in report.missing:
        said.line(f"  {safe(lost.name)}  {_called(lost)}{_named_by(lost)}")
    if report.unused:
        said.line(tr("“flashcards media --delete-unused” puts unused files into the bin."))
    if any(lost.in_backups for lost in report.missing):
        said.line(tr("“flashcards media --restore-missing” restores missing files from backups."))


def _called(file: UnusedFile | MissingFile) -> str:
    return f"{safe(file.title)}, " if file.title else ""


def _named_by(file: MissingFile) -> str:
    words = [plural(file.notes, "{count} note", "{count} notes")] if file.notes else []
    words += [tr("the note type {name}", name=safe(name)) for name in file.note_types]
    if file.in_backups:
        words.append(tr("a backup has it"))
    return ", ".join(words)


def _as_json(report: MediaReport) -> dict[str, Any]:
    return {
        "files": report.files,
        "size": report.size,
        "unused": [
            {"name": file.name, "title": file.title, "size": file.size} for file in report.unused
        ],
        "missing": [
            {
                "name": file.name,
                "title": file.title,
                "notes": list(file.note_ids),
                "note_types": list(file.note_types),
                "in_backups": file.in_backups,
            }
            for file in report.missing
        ],
    }
