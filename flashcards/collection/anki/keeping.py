"""What is kept of Anki's rows to give back, and by which later changes are told apart."""

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import numpy as np

from flashcards.collection.anki.logs import Entries
from flashcards.formats.anki.collection import AnkiCard, AnkiNote
from flashcards.store.origins import Origin

_DIGEST_BYTES = 6
_HEAD: Final = struct.Struct("<qI")
"""What stands before the packed log of a card: its id and how many rows follow."""
_ROW: Final = struct.Struct("<qiiHB")
ROW_TYPE: Final = np.dtype("<i8, <i4, <i4, <u2, u1")
"""A packed row of the log: what ``KeptReview`` has."""


class KeptCard(NamedTuple):
    """A card as it stood in Anki when it came last."""

    deck_id: int
    changed_s: int
    type: int
    queue: int
    due: int
    interval: int
    factor: int
    reps: int
    lapses: int
    left: int
    home_due: int
    home_deck_id: int
    flags: int
    data: str


class KeptReview(NamedTuple):
    """What is kept of a row of the log; its id is its moment in UTC ms."""

    id: int
    interval: int
    last_interval: int
    factor: int
    type: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a note."""

    origin_id: int
    changed_s: int
    flags: int
    data: str
    card_ids: Mapping[tuple[str, int], int]
    """Anki's id of the card of each template (its uid) and cloze number."""
    cards: Mapping[int, KeptCard]
    log: Mapping[int, Sequence[KeptReview]]
    """By Anki's ids of cards."""


KeptLog = bytes | list[list[int]]
"""The log of a card, packed, or as rows where it holds what no version of Anki writes."""


def kept(origin: Origin) -> Kept:
    """Read what is kept of a note; raises ValueError, KeyError or TypeError for what is none."""
    body = json.loads(origin.body)
    logs = {key: unpacked(each) for key, each in _logs(origin.log, body).items()}
    return _kept(origin, body, json.loads(origin.cards), logs)


def kept_without_logs(found: Sequence[Origin]) -> list[Kept]:
    """Do what ``kept`` does for many notes, but leave the logs of their cards out."""
    bodies = json.loads(f"[{','.join([each.body for each in found])}]")
    cards = json.loads(f"[{','.join([each.cards for each in found])}]")
    return [_kept(*each, {}) for each in zip(found, bodies, cards, strict=True)]


def refuse_odd(origin: Origin) -> None:
    """Raise ValueError, KeyError, TypeError or AttributeError for what nothing can be done with."""
    body, cards, texts = (json.loads(each) for each in (origin.body, origin.cards, origin.texts))
    logs = [each for each in _logs(origin.log, body).values() if not isinstance(each, bytes)]
    found = _kept(origin, body, cards, {})
    numbers = [found.changed_s, found.flags]
    numbers += [each for log in logs for row in unpacked(log) for each in row]
    numbers += [each for card in cards for each in (card[0], card[2])]
    numbers += [each for card in found.cards.values() for each in card[:-1]]
    words = [found.data, *(card.data for card in found.cards.values()), *texts]
    words += [card[1] for card in cards]
    if set(map(type, numbers)) != {int} or not -1 << 63 <= min(numbers) <= max(numbers) < 1 << 63:
        raise ValueError("a number that is none")
    if type(texts) is not list or set(map(type, words)) != {str}:
        raise ValueError("a text that is none")


def refuse_odd_options(kind: str, body: Any) -> None:
    """Raise ValueError, KeyError or TypeError for options that nothing can be done with."""
    if type(body) is not dict:
        raise ValueError("options are a JSON object")
    numbers = [body["id"]] if kind in ("deck", "note type") else []
    if kind == "gone":
        of_gone(body["log"])
        numbers = [body["first"], *body["ids"]]
    if not all(type(each) is int and abs(each) < 1 << 63 for each in numbers):
        raise ValueError("a number that is none")


def _kept(
    origin: Origin,
    body: Mapping[str, Any],
    cards: Sequence[Sequence[Any]],
    logs: Mapping[int, Sequence[KeptReview]],
) -> Kept:
    return Kept(
        origin.origin_id,
        body["mod"],
        body["flags"],
        body["data"],
        {(uid, ordinal): number for number, uid, ordinal in cards},
        {int(number): KeptCard._make(card) for number, card in body["cards"].items()},
        logs,
    )


def packed_logs(origin: Origin) -> dict[int, KeptLog]:
    """Return the log of each card of a note as it is kept, by Anki's id of the card.

    Raises ValueError.
    """
    return _logs(origin.log, json.loads(origin.body) if '"log"' in origin.body else {})


def _logs(packed: bytes, body: Mapping[str, Any]) -> dict[int, KeptLog]:
    """Return the log of each card, by Anki's id of the card; raises ValueError."""
    found: dict[int, KeptLog] = {
        int(number): list(log) for number, log in body.get("log", {}).items()
    }
    place = 0
    while place < len(packed):
        try:
            number, count = _HEAD.unpack_from(packed, place)
        except struct.error as error:
            raise ValueError("a log ends in the middle of a number") from error
        place += _HEAD.size
        found[number] = packed[place : place + count * _ROW.size]
        place += count * _ROW.size
    if place > len(packed):
        raise ValueError("a log ends too early")
    return found


def unpacked(log: KeptLog) -> list[KeptReview]:
    """Return the rows of a log."""
    rows = _ROW.iter_unpack(log) if isinstance(log, bytes) else log
    return [KeptReview._make(row) for row in rows]


def _together(logs: Iterable[tuple[int, KeptLog]], body: dict[str, Any]) -> bytes:
    """Return logs as they are kept, those that cannot be packed in ``body``."""
    packed: list[bytes] = []
    odd: dict[str, KeptLog] = {}
    for number, log in logs:
        if not isinstance(log, bytes):
            odd[str(number)] = log
        elif log:
            packed += (_HEAD.pack(number, len(log) // _ROW.size), log)
    if odd:
        body["log"] = odd
    return b"".join(packed)


def gone_log(card_ids: Sequence[int], entries: Entries) -> str:
    """Return the logs of cards that are no more, packed, in hexadecimal digits."""
    logs = zip(card_ids, kept_logs(entries, len(card_ids)), strict=True)
    return _together([(card, log) for card, log in logs if isinstance(log, bytes)], {}).hex()


def of_gone(digits: str) -> dict[int, list[KeptReview]]:
    """Read what ``gone_log`` returned, by Anki's ids of the cards; raises ValueError."""
    return {card: unpacked(log) for card, log in _logs(bytes.fromhex(digits), {}).items()}


def unpacked_log(packed: bytes) -> dict[str, list[list[int]]] | str:
    """Return what is kept of logs as rows, by Anki's ids of the cards, for any program to read.

    In hexadecimal digits what is not as it is packed here.
    """
    try:
        found = {
            str(number): [list(row) for row in unpacked(log)]
            for number, log in _logs(packed, {}).items()
        }
        return found if packed_log(found) == packed else packed.hex()
    except (ValueError, struct.error):
        return packed.hex()


def packed_log(found: Mapping[str, Sequence[Sequence[int]]] | str) -> bytes:
    """Return logs as they are kept; undoes ``unpacked_log``.

    Raises ValueError, TypeError or struct.error for what is none.
    """
    if isinstance(found, str):
        return bytes.fromhex(found)
    logs = ((int(card), b"".join(_ROW.pack(*row) for row in rows)) for card, rows in found.items())
    return _together(logs, {})


def digests(tags: str, texts: Iterable[str]) -> list[str]:
    """Return a digest of a note's tags and of each field, by which a change is noticed."""
    return [
        blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest() for text in (tags, *texts)
    ]


def kept_logs(entries: Entries, cards: int) -> list[KeptLog]:
    """Return what is kept of the logs of so many cards."""
    rows = np.empty(len(entries.owner), ROW_TYPE)
    parts = (
        entries.at_ms, entries.interval, entries.last_interval, entries.factor, entries.type,
    )  # fmt: skip
    odd = np.zeros(len(rows), bool)
    for name, part in zip(ROW_TYPE.names or (), parts, strict=True):
        rows[name] = part
        odd |= rows[name] != part
    packed, first = rows.tobytes(), 0
    logs: list[KeptLog] = []
    for end in (entries.counts(cards).cumsum() * _ROW.size).tolist():
        logs.append(packed[first:end])
        first = end
    for place in set(entries.owner[odd].tolist()):
        mine = entries.owner == place
        logs[place] = np.column_stack([part[mine] for part in parts]).tolist()
    return logs


def origin(
    note: AnkiNote,
    tags: str,
    texts: Sequence[str],
    found: Sequence[tuple[AnkiCard, str, int]],
    logs: Iterable[KeptLog],
) -> Origin:
    """Return what is kept of a note; ``found`` are its cards, each with template and ordinal."""
    odd: dict[str, Any] = {}
    packed = _together(((each[0].id, log) for each, log in zip(found, logs, strict=True)), odd)
    return Origin(
        note.guid,
        note.id,
        '["' + '","'.join(digests(tags, texts)) + '"]',
        "[" + ",".join([f"[{card.id},{_quoted(uid)},{at}]" for card, uid, at in found]) + "]",
        _body(note, [card for card, _, _ in found], odd),
        packed,
    )


def _body(note: AnkiNote, cards: Sequence[AnkiCard], odd: Mapping[str, Any]) -> str:
    """Return JSON: written here in a quarter of the time, since there may be a hundred thousand."""
    stood = ",".join(
        [_CARD % (card.id, card.deck_id, *card[4:-1], _quoted(card.data)) for card in cards]
    )
    more = "".join(f",{_quoted(key)}:{_written(value)}" for key, value in odd.items())
    return (
        f'{{"mod":{note.changed_s},"flags":{note.flags},"data":{_quoted(note.data)},'
        f'"cards":{{{stood}}}{more}}}'
    )


def renewed(before: Origin, now: Origin) -> Origin:
    """Return what is kept after a note came again: cards and logs that did not come again stay."""
    if before[1:] == now[1:]:
        return before
    old, new = json.loads(before.body), json.loads(now.body)
    came = json.loads(now.cards)
    places = {tuple(each[1:]) for each in came}
    others = [each for each in json.loads(before.cards) if tuple(each[1:]) not in places]
    stay = {each[0] for each in others} | {int(number) for number in new["cards"]}
    cards = old["cards"] | new["cards"]
    logs = _logs(before.log, old) | _logs(now.log, new)
    new.pop("log", None)
    new["cards"] = {number: card for number, card in cards.items() if int(number) in stay}
    packed = _together(((number, log) for number, log in logs.items() if number in stay), new)
    return now._replace(cards=_written([*came, *others]), body=_written(new), log=packed)


_quoted = json.encoder.encode_basestring
_CARD = '"%d":[' + "%d," * (len(KeptCard._fields) - 1) + "%s]"
_written = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
