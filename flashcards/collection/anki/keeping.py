"""What is kept of Anki's rows to give back, and by which later changes are told apart."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flashcards.formats.anki.collection import AnkiCard, AnkiNote, AnkiReview
from flashcards.store.origins import Origin

_DIGEST_BYTES = 6


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


def kept(origin: Origin) -> Kept:
    """Read what is kept of a note; raises ValueError, KeyError or TypeError for what is none."""
    body = json.loads(origin.body)
    return Kept(
        origin.origin_id,
        body["mod"],
        body["flags"],
        body["data"],
        {(uid, ordinal): number for number, uid, ordinal in json.loads(origin.cards)},
        {int(number): KeptCard._make(card) for number, card in body["cards"].items()},
        {
            int(number): [KeptReview._make(row) for row in log]
            for number, log in body["log"].items()
        },
    )


def digests(tags: str, texts: Iterable[str]) -> list[str]:
    """Return a digest of a note's tags and of each field, by which a change is noticed."""
    return [
        hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()
        for text in (tags, *texts)
    ]


def origin(
    note: AnkiNote,
    tags: str,
    texts: Sequence[str],
    found: Sequence[tuple[AnkiCard, str, int, Sequence[AnkiReview]]],
) -> Origin:
    """Return what is kept of a note; ``found`` are its cards, each with template, ordinal, log."""
    body = {
        "mod": note.changed_s,
        "flags": note.flags,
        "data": note.data,
        "cards": {str(card.id): [card.deck_id, *card[4:]] for card, _, _, _ in found},
        "log": {
            str(card.id): [
                [row.id, row.interval, row.last_interval, row.factor, row.type] for row in log
            ]
            for card, _, _, log in found
            if log
        },
    }
    return Origin(
        note.guid,
        note.id,
        _written(digests(tags, texts)),
        _written([[card.id, uid, ordinal] for card, uid, ordinal, _ in found]),
        _written(body),
    )


def renewed(before: Origin, now: Origin) -> Origin:
    """Return what is kept after a note came again: cards and logs that did not come again stay."""
    if before[1:] == now[1:]:
        return before
    old, new = json.loads(before.body), json.loads(now.body)
    came = json.loads(now.cards)
    places = {tuple(each[1:]) for each in came}
    others = [each for each in json.loads(before.cards) if tuple(each[1:]) not in places]
    stay = {str(each[0]) for each in others}
    for key in ("cards", "log"):
        found = {**old[key], **new[key]}
        new[key] = {
            number: value
            for number, value in found.items()
            if number in stay or number in new["cards"]
        }
    return now._replace(cards=_written([*came, *others]), body=_written(new))


_written = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
