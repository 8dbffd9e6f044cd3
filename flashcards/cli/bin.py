"""``flashcards bin``: what was deleted in the last 30 days, and the way back."""

from typing import Any

from flashcards.cli.arguments import Arguments
from flashcards.cli.days import iso
from flashcards.cli.endings import DONE
from flashcards.cli.opening import opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import output, write_json
from flashcards.cli.wording import file_size, listed, plural, safe, tr
from flashcards.model.binned import BinEntry
from flashcards.model.binning import BinKind
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.store.schema import FIELD_SEPARATOR


def bin_(chosen: Arguments) -> int:
    """List what the bin holds, newest first; with --restore, bring one deletion back."""
    if chosen.restore is None:
        with opened(chosen, read_only=True) as collection:
            _list(chosen, collection.bin())
        return DONE
    with opened(chosen) as collection:
        entry = _numbered(collection.bin(), chosen.restore)
        with Work(tr("Restoring")) as work:
            came = collection.restore_from_bin(entry.id, work)
    if chosen.json:
        counts = {"decks": came.decks, "notes": came.notes, "cards": came.cards}
        write_json({**counts, "files": came.files})
        return DONE
    back = listed(
        (
            plural(came.notes, "{count} note", "{count} notes"),
            plural(came.cards, "{count} card", "{count} cards"),
        )
    )
    back = plural(came.files, "{count} media file", "{count} media files") if came.files else back
    output().line(tr("Restored {what}: {counts}.", what=_title(entry), counts=back))
    return DONE


def _numbered(entries: list[BinEntry], number: int) -> BinEntry:
    found = next((entry for entry in entries if entry.id == number), None)
    if found is None:
        raise UserError(
            message("The bin holds no deletion {number}.", number=number),
            message("“flashcards bin” lists them."),
        )
    return found


def _list(chosen: Arguments, entries: list[BinEntry]) -> None:
    if chosen.json:
        write_json({"bin": [_as_json(entry) for entry in entries]})
        return
    said = output()
    if not entries:
        said.line(tr("The bin is empty."))
        return
    for entry in entries:
        held = ", ".join(
            (
                plural(entry.notes, "{count} note", "{count} notes"),
                plural(entry.cards, "{count} card", "{count} cards"),
                plural(entry.reviews, "{count} answer", "{count} answers"),
            )
        )
        if entry.files:
            files = plural(entry.files, "{count} media file", "{count} media files")
            held = listed((files, file_size(entry.size)))
        until = f"{entry.kept_until.astimezone():%Y-%m-%d}"
        kept = tr("{counts}; kept until {day}", counts=held, day=until)
        said.line(f"{entry.id:>4}  {_title(entry)}  ({kept})")
    said.line(tr("“flashcards bin --restore NUMBER” brings one back."))


def _title(entry: BinEntry) -> str:
    """Return what was deleted, fit for a terminal."""
    if entry.kind is BinKind.DECK:
        return tr("the deck {name}", name=safe(entry.name))
    if entry.kind is BinKind.MEDIA:
        if entry.files <= 1:
            return safe(entry.name)
        return plural(
            entry.files - 1,
            "{name} and {count} more file",
            "{name} and {count} more files",
            name=safe(entry.name),
        )
    first = safe(_first_text(entry)) or tr("(empty)")
    if entry.notes <= 1:
        return first
    return plural(
        entry.notes - 1,
        "{name} and {count} more note",
        "{name} and {count} more notes",
        name=first,
    )


def _first_text(entry: BinEntry) -> str:
    from flashcards.text.plain import plain_text

    return " ".join(plain_text(_first_field(entry)).split())[:80]


def _first_field(entry: BinEntry) -> str:
    return entry.name.split(FIELD_SEPARATOR)[0]


def _as_json(entry: BinEntry) -> dict[str, Any]:
    is_deck = entry.kind in (BinKind.DECK, BinKind.MEDIA)
    return {
        "number": entry.id,
        "kind": entry.kind.value,
        "name": entry.name if is_deck else _first_field(entry),
        "deleted": iso(entry.deleted_at),
        "kept_until": iso(entry.kept_until),
        "decks": entry.decks,
        "notes": entry.notes,
        "cards": entry.cards,
        "reviews": entry.reviews,
        "files": entry.files,
    }
