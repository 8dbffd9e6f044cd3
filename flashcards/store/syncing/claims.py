"""What is known of cards that became others; see ``sync.lineage``.

Claims only ever come, and what each says of how far the log had got only grows. A device that hears
of one adds the rows it had then under the former name: they were written before it knew.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.connections import bulk, raw_of
from flashcards.store.syncing import shared_numbers
from flashcards.store.syncing.bearers import card_name, known_ids
from flashcards.sync.lineage import Claim
from flashcards.sync.values import Fact

KIND: Final = "claims"
"""The kind of fact that tells of one."""

_SEQUENCE: Final = (1 << DEVICE_BITS) - 1
_COLUMNS: Final = "former, name, stamp, device, reached"
_LARGEST: Final = 1 << 62

Key = tuple[str, str, int, int]


def reached(conn: Connection, card_id: int) -> dict[str, int]:
    """Return the last number of each device (by its uid) in the log of a card."""
    found: dict[str, int] = {}
    for name, last in raw_of(conn).execute(
        f"SELECT d.uid, max(r.id & {_SEQUENCE}) FROM reviews r JOIN devices d "
        f"ON d.id = r.id >> {DEVICE_BITS} WHERE r.card_id = ? GROUP BY 1",
        (card_id,),
    ):
        uid = shared_numbers.uid_of(name)
        found[uid] = max(last, found.get(uid, 0))
    return found


def any_known(conn: Connection) -> bool:
    """Whether any card became another."""
    return bool(raw_of(conn).execute("SELECT EXISTS (SELECT 1 FROM sync_claims)").fetchone()[0])


def pairs(conn: Connection) -> list[tuple[str, str]]:
    """Return the former and the later name of all cards that became others."""
    return raw_of(conn).execute("SELECT DISTINCT former, name FROM sync_claims").fetchall()


def known(conn: Connection, formers: Iterable[str] | None = None) -> list[Claim]:
    """Return all claims, or those about cards that were these (uids)."""
    chosen = "" if formers is None else "WHERE former IN (SELECT value FROM json_each(?))"
    bound = () if formers is None else (json.dumps(list(formers)),)
    rows = raw_of(conn).execute(f"SELECT {_COLUMNS} FROM sync_claims {chosen}", bound)
    return [_claim(row) for row in rows]


def _claim(row: Sequence[Any]) -> Claim:
    return Claim(row[2], row[3], row[0], row[1], json.loads(row[4]))


def latest_about(conn: Connection, names: Iterable[str]) -> int:
    """Return the newest stamp of what is claimed of these cards; 0 for nothing."""
    wanted = json.dumps(list(names))
    row = raw_of(conn).execute(
        "SELECT max(stamp) FROM (SELECT stamp FROM sync_claims WHERE former IN (SELECT value "
        "FROM json_each(?1)) UNION ALL SELECT stamp FROM sync_claims WHERE name IN (SELECT value "
        "FROM json_each(?1)))",
        (wanted,),
    ).fetchone()  # fmt: skip
    return min(row[0] or 0, _LARGEST)


def put(conn: Connection, claims: Iterable[Claim], *, sent: bool) -> None:
    """Keep claims; of those that are known already what they add."""
    bulk(
        conn,
        "INSERT OR REPLACE INTO sync_claims (former, name, stamp, device, reached, sent) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (each.former, each.name, each.stamp, each.device, _text(each.reached), int(sent))
            for each in claims
        ),
    )


def _text(numbers: Mapping[str, int]) -> str:
    return json.dumps(numbers, sort_keys=True, separators=(",", ":"))


# On their way -----------------------------------------------------------------------------------


def gather(conn: Connection) -> list[Fact]:
    """Return what others do not know, and count it as told."""
    execute = raw_of(conn).execute
    rows = execute(f"SELECT {_COLUMNS} FROM sync_claims WHERE sent = 0 ORDER BY 3, 4, 1, 2")
    found = [fact_of(_claim(row)) for row in rows.fetchall()]
    execute("UPDATE sync_claims SET sent = 1 WHERE sent = 0")
    return found


def fact_of(claim: Claim) -> Fact:
    """Return how others are told of a claim."""
    said = [claim.former, claim.name, claim.device]
    uid = sha256(json.dumps([claim.stamp, *said]).encode()).hexdigest()[:24]
    return Fact(KIND, uid, "all", [*said, dict(claim.reached)], claim.stamp, 0)


def said_in(facts: Iterable[Fact]) -> list[Claim]:
    """Return what facts claim; raises ValueError or TypeError for what no program of ours says."""
    found = []
    for fact in facts:
        if fact.kind == KIND:
            former, name, device, numbers = fact.value
            card_name(former), card_name(name)
            found.append(Claim(fact.stamp, int(device), former, name, _numbers(numbers)))
    return found


def _numbers(found: Any) -> dict[str, int]:
    if not isinstance(found, dict) or any(type(each) is not int for each in found.values()):
        raise TypeError("a claim says up to which number the rows of devices go")
    return found


def hear(conn: Connection, said: Sequence[Claim]) -> None:
    """Take in claims that others made, with what this device knows of the rows they are about."""
    if not said:
        return
    here = {_key(each): each.reached for each in known(conn, {each.former for each in said})}
    seen = _seen(conn, [each for each in said if _key(each) not in here])
    found: dict[bool, dict[Key, Claim]] = {True: {}, False: {}}
    for claim in said:
        key = _key(claim)
        theirs = _more(here.get(key, {}), claim.reached)
        both = _more(theirs, seen.get(key, {}))
        if both != here.get(key):
            sent = both == theirs
            found[sent][key] = replace(claim, reached=both)
            here[key] = both
    put(conn, found[True].values(), sent=True)
    put(conn, found[False].values(), sent=False)


def _key(claim: Claim) -> Key:
    return claim.former, claim.name, claim.stamp, claim.device


def _seen(conn: Connection, fresh: Sequence[Claim]) -> dict[Key, Mapping[str, int]]:
    """Return by claim how far the log had got that is here: all of it went along."""
    names = {name: card_name(name) for each in fresh for name in (each.former, each.name)}
    ids = known_ids(conn, names.values())
    bounds: dict[str, Mapping[str, int]] = {
        name: reached(conn, ids[parts]) for name, parts in names.items() if parts in ids
    }
    found: dict[Key, Mapping[str, int]] = {}
    for claim in sorted(fresh, key=lambda each: each.stamp):
        found[_key(claim)] = mine = bounds.get(claim.former, {})
        bounds[claim.name] = _more(bounds.get(claim.name, {}), mine)
    return found


def _more(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Return how far the rows of each device go that either of two knows."""
    return {uid: max(one.get(uid, 0), other.get(uid, 0)) for uid in one.keys() | other.keys()}
