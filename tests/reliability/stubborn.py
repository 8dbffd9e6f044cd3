"""Studies on a disk that fails: each answer is tried again until it is saved.

``python -m tests.reliability.stubborn COLLECTION ANSWERS [leave] [network]`` prints what happened
as JSON. With ``leave`` the process ends, as in a crash, at the first answer that is refused; with
``network`` the file is kept as on a network drive. Anything but a UserError is a bug and ends it
with a traceback.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path

import flashcards
from flashcards import Rating, UserError
from flashcards.store import location

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOST_TRIES = 50
RATINGS = cycle([Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.HARD])


def main() -> None:
    """Study, and tell how it went."""
    path, wanted, *ways = sys.argv[1:]
    if "network" in ways:
        location.on_network = lambda path: True
    said = study(Path(path), int(wanted), leave="leave" in ways)
    os.write(1, json.dumps({"answers": int(wanted), "said": said}).encode())


def study(path: Path, wanted: int, *, leave: bool) -> dict[str, int]:
    """Answer ``wanted`` cards and return what was said when an answer was refused, how often."""
    said: dict[str, int] = {}
    now = NOW
    with flashcards.open(path, lambda: now) as collection:
        session = collection.study()
        os.write(1, b"studying\n")
        for done in range(wanted):
            now += timedelta(seconds=5)
            card, rating = session.next(), next(RATINGS)
            assert card is not None
            for _ in range(MOST_TRIES):
                again = session.next()
                assert again is not None
                assert again.id == card.id
                try:
                    session.answer(rating)
                    break
                except UserError as error:
                    said[str(error)] = said.get(str(error), 0) + 1
                    if leave:
                        os.write(1, json.dumps({"answers": done, "said": said}).encode())
                        os._exit(0)
            else:
                raise AssertionError(f"refused {MOST_TRIES} times: {said}")
        assert collection.review_count() == session.done == wanted
    return said


if __name__ == "__main__":
    main()
