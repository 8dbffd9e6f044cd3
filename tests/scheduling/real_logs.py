"""Real review logs, and the made-up log of a learner who behaves as FSRS says."""

import csv
import random
from datetime import datetime

from flashcards.scheduling.columns import AnswerLog
from flashcards.scheduling.days import MS_PER_DAY, moment_ms
from flashcards.scheduling.fsrs import first_strength, next_strength
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS, RATINGS, retrievability
from tests.reference import SHARED, reference

REVLOGS = SHARED / "real" / "revlog"
_QUALITIES = (0, 1, 3, 4, 5)


def py_fsrs() -> AnswerLog:
    """Return 12,580 answers of one learner to 1,205 cards, almost all Again or Good."""
    rows = _rows("py-fsrs__review_logs_josh.csv")
    found = sorted(
        (
            moment_ms(datetime.fromisoformat(row["review_time"])),
            row["card_id"],
            row["review_rating"],
        )
        for row in rows
    )
    return _log([(int(card), at, int(rating)) for at, card, rating in found])


def kanji() -> AnswerLog:
    """Return 6,158 answers of one learner to 1,011 cards, from 2013.

    Cards being learned had three buttons then: again, good, easy.
    """
    found = []
    for row in _rows("IllDepence_kanjiplot.revlog.csv"):
        rating = int(row["ease"])
        if row["type"] in "02" and rating > 1:
            rating += 1
        found.append((int(row["cid"]), int(row["id"]), min(rating, 4)))
    return _log(sorted(found, key=lambda row: row[1]))


def made_up(cards: int, reviews: int, weights: tuple[float, ...] = DEFAULT_PARAMETERS) -> AnswerLog:
    """Return the log of a learner whose memory obeys FSRS with these parameters."""
    chance = random.Random(8)
    found = []
    for card in range(cards):
        day, last = 20_000 + chance.randint(0, 300), 0
        stability, difficulty = first_strength(3, weights)
        quality = 4
        for number in range(reviews):
            if number:
                elapsed = day - last
                known = chance.random() < retrievability(stability, elapsed, weights)
                quality = chance.choice((3, 4, 4, 4, 5)) if known else 1
                stability, difficulty = next_strength(
                    stability, difficulty, RATINGS[quality], elapsed, weights
                )
            found.append((card, day * MS_PER_DAY + MS_PER_DAY // 2, quality))
            last = day
            day += max(1, round(stability * chance.uniform(0.3, 4)))
    owners, moments, qualities = zip(*found, strict=True)
    return AnswerLog.of(owners, moments, qualities)


def _rows(name: str) -> list[dict[str, str]]:
    with reference("real", "revlog", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _log(rows: list[tuple[int, int, int]]) -> AnswerLog:
    cards, at_ms, ratings = zip(*rows, strict=True)
    return AnswerLog.of(cards, at_ms, [_QUALITIES[rating] for rating in ratings])
