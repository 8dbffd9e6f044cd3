"""Finds notes that say the same in a field, or nearly the same."""

from collections.abc import Iterator, Mapping
from itertools import islice

from flashcards.model.duplicates import MOST_GROUPS, DuplicateGroup, Duplicates, Sought
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.occlusion import SIGN
from flashcards.store import notes
from flashcards.store.operation import Course, Progress, course
from flashcards.store.store import Connection, Store
from flashcards.text.alike_texts import gathered
from flashcards.text.likeness import telling_words
from flashcards.text.plain import first_field_key, plain_text

_BATCH = 5_000
_LONGEST_TEXT = 200

_Key = tuple[int, str]
"""(note type, or 0 for all; what the field says without marks, case and odd spaces)."""


def find(store: Store, sought: Sought, progress: Progress | None = None) -> Duplicates:
    """Return the notes that say the same; for a thread of its own. Empty fields never do.

    Raises UserError where no note type has the field.
    """
    with store.looking(progress) as conn:
        work = course(conn)
        _refuse_unknown(conn, sought.field)
        by_key, total = _by_key(conn, sought, work)
        if sought.near:
            groups = _near(by_key, total, work)
        else:
            groups = [(ids, False) for ids in by_key.values() if len(ids) > 1]
        groups.sort(key=lambda group: (-len(group[0]), group[0][0]))
        listed = groups[:MOST_GROUPS]
        firsts = _texts(conn, sought, [ids[0] for ids, _ in listed])
    return Duplicates(
        [DuplicateGroup(firsts[ids[0]], tuple(ids), near) for ids, near in listed],
        len(groups),
        sum(len(ids) for ids, _ in groups),
    )


def _refuse_unknown(conn: Connection, field: str | None) -> None:
    from difflib import get_close_matches

    types = notes.note_types(conn).by_id.values()
    names = {name.casefold(): name for each in types for name in each.fields}
    if field is None or field.casefold() in names:
        return
    close = get_close_matches(field.casefold(), names, n=1)
    raise UserError(
        message("No note type has a field “{name}”.", name=field[:_LONGEST_TEXT]),
        message("Did you mean “{name}”?", name=names[close[0]])
        if close
        else message("Go > Note types, or flashcards types, lists the fields."),
    )


def _by_key(conn: Connection, sought: Sought, work: Course) -> tuple[dict[_Key, list[int]], int]:
    """Return the notes that say each thing, by id, and how many notes there are."""
    places, total = _places(conn, sought), notes.count(conn)
    found: dict[_Key, list[int]] = {}
    every = notes.every_text(conn)
    for done in range(0, total + 1, _BATCH):
        work.tick(done, 2 * total if sought.near else total)
        for note, note_type, fields in islice(every, _BATCH):
            place = places.get(note_type, -1)
            text = fields[place] if 0 <= place < len(fields) else ""
            # Masks over a picture are no words: all pictures would be the same.
            if text and SIGN not in text and (key := first_field_key(text)):
                found.setdefault((0 if sought.across_types else note_type, key), []).append(note)
    return found, total


def _places(conn: Connection, sought: Sought) -> Mapping[int, int]:
    """Return which text of a note of each type is compared; none for types without the field."""
    types = notes.note_types(conn).by_id.values()
    if sought.field is None:
        return {int(each.id): 0 for each in types}
    wanted = sought.field.casefold()
    return {
        int(each.id): place
        for each in types
        for place, name in enumerate(each.fields)
        if name.casefold() == wanted
    }


def _near(
    by_key: Mapping[_Key, list[int]], total: int, work: Course
) -> list[tuple[list[int], bool]]:
    """Return groups of notes that say the same or nearly so, and whether only nearly."""
    groups: list[tuple[list[int], bool]] = []
    for of_type in _of_types(by_key):
        keys = sorted(of_type, key=lambda key: by_key[key][0])
        words = [telling_words(text) for _, text in keys]
        work.ask()
        alike = gathered(words, lambda done: work.tick(total + done, 2 * total))
        together = {place for group in alike for place in group}
        for group in alike:
            ids = sorted(note for place in group for note in by_key[keys[place]])
            groups.append((ids, True))
        groups.extend(
            (by_key[key], False)
            for place, key in enumerate(keys)
            if place not in together and len(by_key[key]) > 1
        )
    return groups


def _of_types(by_key: Mapping[_Key, list[int]]) -> Iterator[list[_Key]]:
    found: dict[int, list[_Key]] = {}
    for key in by_key:
        found.setdefault(key[0], []).append(key)
    yield from found.values()


def _texts(conn: Connection, sought: Sought, note_ids: list[int]) -> dict[int, str]:
    """Return what these notes say in the field, as it reads."""
    places = _places(conn, sought)
    return {
        int(note.id): plain_text(note.fields[places[note.note_type_id]])[:_LONGEST_TEXT]
        for note in notes.get_notes(conn, note_ids)
    }
