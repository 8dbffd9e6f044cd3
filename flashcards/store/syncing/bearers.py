"""Which cards here, by their ids, bear the names that cards have in every copy.

A card that is not there keeps an id under which its log waits: the one it comes back with. Of an id
that bore several names, the last one counts; ``told`` keeps under which the rows were told.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from flashcards.store import cards
from flashcards.store.connections import bulk, raw_of

CardName = tuple[str, str, int]
"""Guid of the note, uid of the template, ordinal."""

_GIVEN = "IN (SELECT value FROM json_each(?))"


def card_name(uid: str) -> CardName:
    """Take the name of a card apart; raises ValueError for what is none."""
    guid, template, ordinal = uid.rsplit("/", 2)
    return guid, template, int(ordinal)


def uid_of(name: CardName) -> str:
    """Return the name of a card in one piece."""
    return f"{name[0]}/{name[1]}/{name[2]}"


def names_of_cards(conn: Connection, card_ids: Iterable[int]) -> dict[int, CardName]:
    """Return what cards are called in every copy; those that went by their last name."""
    wanted = (json.dumps(list(card_ids)),)
    execute = raw_of(conn).execute
    living: dict[int, CardName] = {
        row[0]: row[1:]
        for row in execute(
            "SELECT c.id, n.guid, t.uid, c.ordinal FROM cards c JOIN notes n ON n.id = c.note_id "
            f"JOIN templates t ON t.id = c.template_id WHERE c.id {_GIVEN}",
            wanted,
        )
    }
    gone: dict[int, list[CardName]] = {}
    for row in execute(
        f"SELECT id, guid, template, ordinal FROM card_names WHERE id {_GIVEN}", wanted
    ):
        if row[0] not in living:
            gone.setdefault(row[0], []).append(row[1:])
    several = [name for names in gone.values() if len(names) > 1 for name in names]
    binned = {number: name for name, number in _binned(conn, several) if number in gone}
    return living | {number: binned.get(number, names[-1]) for number, names in gone.items()}


def _binned(conn: Connection, named: Iterable[CardName]) -> list[tuple[CardName, int]]:
    """Return the ids that cards had which are in the bin, and come back with."""
    uids = {uid_of(name): name for name in named}
    if not uids:
        return []
    rows = raw_of(conn).execute(
        "SELECT uid, json_extract(body, '$.id') FROM bin_rows WHERE kind = 'cards' "
        f"AND uid {_GIVEN} ORDER BY id",
        (json.dumps(list(uids)),),
    )
    return [(uids[uid], number) for uid, number in rows if number]


def living_ids(conn: Connection, named: Iterable[CardName]) -> dict[CardName, int]:
    """Return the ids of those of these cards that are there."""
    wanted = set(named)
    found: dict[CardName, int] = {}
    for row in raw_of(conn).execute(
        "SELECT n.guid, t.uid, c.ordinal, c.id FROM notes n JOIN cards c ON c.note_id = n.id "
        f"JOIN templates t ON t.id = c.template_id WHERE n.guid {_GIVEN}",
        (json.dumps(sorted({name[0] for name in wanted})),),
    ):
        if row[:3] in wanted:
            found[row[:3]] = row[3]
    return found


def known_ids(conn: Connection, named: Iterable[CardName]) -> dict[CardName, int]:
    """Return the ids of cards that are there, or of whose log somebody has heard."""
    wanted = set(named)
    found = living_ids(conn, wanted)
    return found | _waiting_ids(conn, wanted - found.keys())


def ids_that_bore(conn: Connection, named: Iterable[CardName]) -> list[tuple[CardName, int]]:
    """Return these names with the ids that bore them before the cards became others, or went."""
    wanted = set(named)
    rows = raw_of(conn).execute(
        f"SELECT guid, template, ordinal, id FROM card_names WHERE guid {_GIVEN}",
        (json.dumps(sorted({name[0] for name in wanted})),),
    )
    return [(row[:3], row[3]) for row in rows if row[:3] in wanted]


def borne_by_several(conn: Connection, named: Iterable[CardName]) -> set[CardName]:
    """Return those of these names that several ids here bore."""
    bore = ids_that_bore(conn, named)
    now = known_ids(conn, {name for name, _ in bore})
    return {name for name, number in bore if now.get(name, number) != number}


def all_borne_by_several(conn: Connection) -> set[CardName]:
    """Return all names that a card bears and another, that is not there, bore with a log.

    As well as those that several bore with a log, none of which is there.
    """
    execute = raw_of(conn).execute
    rows = execute(
        "SELECT k.guid, k.template, k.ordinal FROM card_names k JOIN notes n ON n.guid = k.guid "
        "JOIN templates t ON t.uid = k.template JOIN cards c ON c.note_id = n.id "
        "AND c.template_id = t.id AND c.ordinal = k.ordinal WHERE c.id <> k.id"
    )
    return {*rows, *execute(_GONE_WITH_SEVERAL_LOGS)}


_GONE_WITH_SEVERAL_LOGS: Final = (
    "SELECT guid, template, ordinal FROM card_names WHERE id NOT IN (SELECT id FROM cards) "
    "AND EXISTS (SELECT 1 FROM reviews WHERE card_id = card_names.id) "
    "GROUP BY 1, 2, 3 HAVING count(*) > 1"
)


def _waiting_ids(conn: Connection, wanted: set[CardName]) -> dict[CardName, int]:
    if not wanted:
        return {}
    rows = raw_of(conn).execute(
        "SELECT guid, template, ordinal, id FROM card_names "
        f"WHERE guid {_GIVEN} AND id NOT IN (SELECT id FROM cards) ORDER BY id",
        (json.dumps(sorted({name[0] for name in wanted})),),
    )
    bore = [(row[3], row[:3]) for row in rows if row[:3] in wanted]
    last = names_of_cards(conn, {number for number, _ in bore})
    found = {name: number for number, name in bore if last[number] == name}
    kept = {(name, number) for number, name in bore if last[number] == name}
    return found | {name: number for name, number in _binned(conn, found) if (name, number) in kept}


def ids_of_cards(conn: Connection, named: Sequence[CardName]) -> list[int]:
    """Return the ids of cards, there or not; what is not known yet gets one."""
    found = known_ids(conn, named)
    missing = [name for name in dict.fromkeys(named) if name not in found]
    binned = dict(_binned(conn, missing))
    taken = names_of_cards(conn, binned.values())
    found |= {name: number for name, number in binned.items() if taken.get(number, name) == name}
    unknown = [name for name in missing if name not in found]
    if unknown:
        first = cards.next_never_used(conn, len(unknown))
        found |= {name: first + at for at, name in enumerate(unknown)}
    rows = [(found[name], *name) for name in missing]
    bulk(conn, "INSERT OR IGNORE INTO card_names VALUES (?, ?, ?, ?)", rows)
    return [found[name] for name in named]
