"""``flashcards sync --conflicts``: what two computers changed at once, listed and put away."""

from typing import TYPE_CHECKING, Any, Final

from flashcards.cli.arguments import Arguments
from flashcards.cli.days import iso, minute
from flashcards.cli.endings import DONE
from flashcards.cli.opening import opened
from flashcards.cli.terminal import Style, output, write_json
from flashcards.cli.wording import plural, safe, tr, worded
from flashcards.model.binned import Revision
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.syncing import Conflict, Overruled, SyncStatus
from flashcards.text.plain import plain_text

if TYPE_CHECKING:
    from flashcards.api import Collection

_LONGEST: Final = 500
"""Characters of a text that are shown."""


def list_conflicts(chosen: Arguments) -> int:
    """Say what two computers changed at once, with what lost."""
    with opened(chosen, read_only=True) as collection:
        status = collection.syncing.status()
        texts = [(each, *_texts_of(collection, each)) for each in status.conflicts]
    if chosen.json:
        write_json(
            {
                "conflicts": [_field_as_json(*each) for each in texts],
                "overruled": [_setting_as_json(each) for each in status.overruled],
            }
        )
        return DONE
    for conflict, now, lost in texts:
        _tell_field(conflict, now, lost)
    for each in status.overruled:
        _tell_setting(each)
    _tell_what_to_do(status)
    return DONE


def take_back(chosen: Arguments) -> int:
    """Let something stand that lost, by its number."""
    with opened(chosen, create=False) as collection:
        found = [each for each in collection.syncing.overruled() if each.number == chosen.take_back]
        if not found:
            _refuse_note(collection.syncing.status(), chosen.take_back)
        collection.syncing.take_back(chosen.take_back)
    if chosen.json:
        write_json({"taken_back": chosen.take_back})
        return DONE
    for each in found:
        output().line(tr("Taken back: {what}", what=_subject(each)))
        output().line("    " + tr("now: {value}", value=_value(each, each.value) or tr("(empty)")))
    output().line(tr("The next sync tells your other computers."))
    return DONE


def _refuse_note(status: SyncStatus, number: int | None) -> None:
    """Say how a text of a note is taken back, where the number of one was given."""
    if any(each.note_id == number for each in status.conflicts):
        note = f"{number}"
        raise UserError(
            message("{number} is a note: its texts are taken back in the window.", number=note),
            message(
                "Search for “nid:{number}” in Browse and open its history (Ctrl+Alt+H).",
                number=note,
            ),
        )


def dismiss(chosen: Arguments) -> int:
    """Leave everything as it stands, and put away what ``list_conflicts`` lists."""
    with opened(chosen, create=False) as collection:
        status = collection.syncing.status()
        collection.syncing.see_conflicts()
        if status.overruled:
            collection.syncing.let_stand(*(each.number for each in status.overruled))
    count = len(status.conflicts) + len(status.overruled)
    if chosen.json:
        write_json({"dismissed": count})
    elif not count:
        output().line(_nothing())
    else:
        output().line(
            plural(count, "{count} notice was put away.", "{count} notices were put away.")
        )
    return DONE


def _texts_of(collection: "Collection", conflict: Conflict) -> tuple[str, list[Revision]]:
    """Return what a field says now, and what lost against it, the last first."""
    note = collection.note(conflict.note_id)
    names = collection.note_type(note.note_type_id).fields
    now = dict(zip(names, note.fields, strict=False)).get(conflict.field, "")
    former = collection.revisions(conflict.note_id)
    return now, [
        each for each in former if each.field == conflict.field and each.since == each.until
    ]


def _tell_field(conflict: Conflict, now: str, lost: list[Revision]) -> None:
    name = tr(
        "“{note}” (nid:{number}): {field}",
        note=_short(conflict.note) or tr("(empty)"),
        number=f"{conflict.note_id}",
        field=safe(conflict.field),
    )
    _tell(name, _short(now), [(_short(each.value), each.device, each.until) for each in lost])


def _tell_setting(each: Overruled) -> None:
    name = tr("{number}. {what}", number=f"{each.number}", what=_subject(each))
    _tell(name, _value(each, each.now), [(_value(each, each.value), each.device, each.typed)])


def _tell(name: str, now: str, lost: list[tuple[str, str, Any]]) -> None:
    said = output()
    said.line(name, Style.BOLD)
    said.line("    " + tr("now: {value}", value=now or tr("(empty)")))
    for text, device, typed in lost:
        said.line("    " + _lost(text or tr("(empty)"), safe(device), minute(typed)))


def _lost(value: str, computer: str, when: str) -> str:
    if not computer:
        return tr("lost: {value} ({when})", value=value, when=when)
    return tr("lost: {value} ({computer}, {when})", value=value, computer=computer, when=when)


def _tell_what_to_do(status: SyncStatus) -> None:
    said = output()
    if not status.conflicts and not status.overruled:
        said.line(_nothing())
        return
    if status.conflicts:
        said.line(
            tr(
                "Texts of notes stay in their histories: in the window search for “nid:NUMBER” in "
                "Browse and press Ctrl+Alt+H."
            )
        )
    if status.overruled:
        said.line(tr("“flashcards sync --take-back NUMBER” lets what lost stand."))
    said.line(tr("“flashcards sync --dismiss” keeps all as it is and puts these notices away."))


def _nothing() -> str:
    return tr("Nothing was changed on two computers at once.")


def _subject(each: Overruled) -> str:
    from flashcards.collection.syncing import overruled

    option = _option(each.field.rpartition(".")[2])
    return safe(worded(overruled.subject(each, overruled.plain_name(each), option)))


def _option(name: str) -> str:
    """Return an option or limit as the window names it."""
    from flashcards.ui.deck_options.option_rows import ROWS

    return tr(ROWS[name].text).replace("&", "") if name in ROWS else name


def _value(each: Overruled, value: str) -> str:
    from flashcards.collection.syncing import overruled

    found = _short(overruled.plain_value(each, value))
    return tr("none") if found == "null" else found


def _short(text: str) -> str:
    return safe(" ".join(plain_text(text[: 4 * _LONGEST]).split())[:_LONGEST])


def _field_as_json(conflict: Conflict, now: str, lost: list[Revision]) -> dict[str, Any]:
    return {
        "note": conflict.note_id,
        "field": conflict.field,
        "now": now,
        "lost": [
            {"text": each.value, "computer": each.device, "typed": iso(each.until)} for each in lost
        ],
    }


def _setting_as_json(each: Overruled) -> dict[str, Any]:
    return {
        "number": each.number,
        "kind": each.plan or each.kind,
        "name": each.name,
        "field": each.field,
        "now": each.now,
        "lost": each.value,
        "computer": each.device,
        "typed": iso(each.typed),
    }
