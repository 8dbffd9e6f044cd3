"""``flashcards duplicates`` and ``empty-cards``: notes there twice, cards that show nothing."""

from typing import TYPE_CHECKING, Any

from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import opened
from flashcards.cli.progress import Work
from flashcards.cli.terminal import output, write_json
from flashcards.cli.wording import listed, plural, safe, tr
from flashcards.languages.speaking import numeral
from flashcards.model.duplicates import Duplicates, Sought
from flashcards.model.empty_cards import EmptyCard, Reason
from flashcards.model.messages import Translatable

if TYPE_CHECKING:
    from flashcards.api import Collection

_REASONS: dict[Reason, Translatable] = {
    Reason.NOTHING_SHOWN: "its question shows nothing",
    Reason.NUMBER_GONE: "its gap or item is gone",
    Reason.OTHER_TYPE: "it belongs to another note type",
    Reason.NO_CARD: "the note has no card, and its text makes none",
    Reason.CARDS_MISSING: "the note has no card, though its text makes some",
}
_LONGEST = 80


def duplicates(chosen: Arguments) -> int:
    """List the notes that say the same in a field, group by group."""
    sought = Sought(chosen.field, chosen.across_types, chosen.near)
    with opened(chosen, read_only=True) as collection, Work(tr("Looking for duplicates")) as work:
        found = collection.browsing.duplicates(sought, work)
    if chosen.json:
        write_json(
            {
                "groups": found.found,
                "notes": found.notes,
                "listed": [
                    {"text": group.text, "note_ids": list(group.note_ids), "near": group.near}
                    for group in found.groups
                ],
            }
        )
    else:
        _list_duplicates(found)
    return DONE


def _list_duplicates(found: Duplicates) -> None:
    said = output()
    if not found.groups:
        said.line(tr("No duplicates."))
        return
    for group in found.groups:
        ids = ",".join(map(str, group.note_ids[:100]))
        notes = plural(len(group.note_ids), "{count} note", "{count} notes")
        near = tr("nearly the same") if group.near else ""
        said.line(f"{safe(group.text)[:_LONGEST]}  ({listed((notes, near))}; nid:{ids})")
    more = found.found - len(found.groups)
    groups = plural(found.found, "{count} group", "{count} groups")
    if more:
        groups = tr("{groups}, {more} not listed", groups=groups, more=numeral(more))
    said.line(f"{groups}.")


def empty_cards(chosen: Arguments) -> int:
    """List cards that show nothing and notes without any; with an option, delete the unanswered."""
    acting = chosen.delete_unanswered
    with opened(chosen, read_only=not acting) as collection:
        with Work(tr("Looking for empty cards")) as work:
            found = collection.browsing.empty_cards(work).found
        found_ones = [_as_json(collection, each) for each in found]
        gone = (0, 0)
        if acting:
            with Work(tr("Deleting")) as work:
                going = [each for each in found if not each.answers]
                gone = collection.browsing.delete_empty(going, work)
    if chosen.json:
        done = {"deleted_cards": gone[0], "deleted_notes": gone[1]} if acting else {}
        write_json({"empty": found_ones, **done})
        return DONE
    said = output()
    if acting:
        cards = plural(gone[0], "{count} empty card", "{count} empty cards")
        notes = plural(gone[1], "{count} note", "{count} notes")
        said.line(tr("Deleted {cards} and {notes}.", cards=cards, notes=notes))
        return DONE
    for told in found_ones:
        reviews = plural(told["reviews"], "{count} review", "{count} reviews")
        card = f"{told['card']}: " if told["card"] else ""
        text = safe(told["text"])[:_LONGEST] or tr("(empty note)")
        why = safe(card) + tr(_REASONS[Reason(told["reason"])])
        said.line(f"{text}  ({listed((why, reviews if told['reviews'] else ''))})")
    said.line(
        plural(len(found_ones), "{count} empty card or note.", "{count} empty cards and notes.")
    )
    return DONE


def _as_json(collection: "Collection", empty: EmptyCard) -> dict[str, Any]:
    from flashcards.text.plain import plain_text

    fields = collection.browsing.texts_of([empty.note_id]).get(empty.note_id, ())
    return {
        "card_id": empty.card_id or None,
        "note_id": empty.note_id,
        "card": empty.card,
        "reason": empty.reason.value,
        "reviews": empty.answers,
        "text": " ".join(filter(None, map(plain_text, fields))),
    }
