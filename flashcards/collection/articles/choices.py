"""Remembers on this computer which cards of articles the learner kept, and what that taught.

In a folder of the data folder, not in any collection: a file for each time cards were added, with
numbers and verdicts only, no word of any article. A file is written whole and never changed, so
that two windows at work at once cannot spoil each other's.
"""

import contextlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards.articles.features import FEATURES, LARGEST, Counted
from flashcards.articles.ranking import Learned, Verdict, learn
from flashcards.files import read_object, read_side_file, write_whole
from flashcards.model.errors import UserError
from flashcards.paths import data_dir, private_dir

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft

MOST_REMEMBERED = 5_000
"""Choices; older ones are forgotten when new ones come."""
MOST_FILES = 2_000
LARGEST_BATCH = 8 << 20
"""Bytes of one file; one of 5,000 choices has some 2 MB."""
_DIGITS = 3
_MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Ranked:
    """How likely the learner is to keep each card of a draft, going by earlier choices."""

    chances: tuple[float, ...]
    """By number of the candidate, 0 to 1."""
    choices: int
    """How many choices this comes from."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A file of choices, to be brought back after it was taken away."""

    name: str
    data: bytes


def choices_dir() -> Path:
    """The folder where choices are remembered; it may not exist yet."""
    return data_dir() / "article-choices"


# Remembering -------------------------------------------------------------------


def record(draft: "Draft", kept: Mapping[int, bool]) -> str:
    """Remember which candidates of a draft were kept (True) or left out; return the file's name.

    Empty where there is nothing to remember, or the disk refuses: the cards were added all the
    same, and that is what the learner asked for.
    """
    if not kept:
        return ""
    counted = Counted(draft.document, [each.candidate for each in draft.candidates])
    rows = []
    for number in sorted(kept)[:MOST_REMEMBERED]:
        found = draft.candidates[number]
        numbers = counted.of(found.candidate, found.weaknesses)
        rows.append([int(kept[number]), *(round(each, _DIGITS) for each in numbers)])
    data = json.dumps({"numbers": FEATURES, "rows": rows}, separators=(",", ":"))
    before = _files()
    last = _place(before[-1]) if before else 0
    name = f"{last + 1:08d}-{secrets.token_hex(4)}.json"
    with contextlib.suppress(OSError, UserError):
        write_whole(private_dir(choices_dir()) / name, data.encode("ascii"))
        _thin_out()
        return name
    return ""


def take_back(name: str) -> Batch | None:
    """Forget the choices of one file, and return what brings them back; None where it is gone."""
    file = choices_dir() / name
    with contextlib.suppress(OSError, UserError):
        batch = Batch(name, read_side_file(file, LARGEST_BATCH))
        file.unlink()
        return batch
    return None


def forget() -> list[Batch]:
    """Forget all choices, and return what brings them back."""
    found = [take_back(file.name) for file in _files()]
    with contextlib.suppress(OSError, UserError):
        choices_dir().rmdir()
    return [each for each in found if each is not None]


def bring_back(batches: Sequence[Batch]) -> None:
    """Remember again what was forgotten, in its old place among the others."""
    with contextlib.suppress(OSError, UserError):
        folder = private_dir(choices_dir())
        for each in batches:
            write_whole(folder / each.name, each.data)


def _thin_out() -> None:
    """Take away the files that nobody reads any more."""
    room = MOST_REMEMBERED
    for place, file in enumerate(reversed(_files(2 * MOST_FILES))):
        if room <= 0 or place >= MOST_FILES:
            file.unlink(missing_ok=True)
        else:
            room -= len(_read(file))


# What it taught ----------------------------------------------------------------


def remembered() -> list[Verdict]:
    """Return the newest choices, at most ``MOST_REMEMBERED``, the oldest first; never raises.

    What is in the folder and is no choice is passed over.
    """
    found: list[Verdict] = []
    for file in reversed(_files()):
        found[:0] = _read(file)
        if len(found) >= MOST_REMEMBERED:
            break
    return found[-MOST_REMEMBERED:]


def learned() -> Learned:
    """Return what the choices remembered taught, worked out once for the same choices.

    Takes up to two seconds; for a worker thread.
    """
    return _learned(tuple((file.name, _stamp(file)) for file in _files()))


@lru_cache(maxsize=1)
def _learned(_files_of_now: tuple[tuple[str, tuple[int, int]], ...]) -> Learned:
    return learn(remembered())


def ranked(draft: "Draft") -> Ranked | None:
    """Return how likely each card of a draft is to be kept; None where nothing was learned yet."""
    found = learned()
    if found.ranker is None or not draft.candidates:
        return None
    counted = Counted(draft.document, [each.candidate for each in draft.candidates])
    chances = (
        found.ranker.chance(counted.of(each.candidate, each.weaknesses))
        for each in draft.candidates
    )
    return Ranked(tuple(chances), found.choices)


# Reading -----------------------------------------------------------------------


def _files(most: int | None = None) -> list[Path]:
    """Return the newest files of choices, at most ``MOST_FILES``, the oldest of them first."""
    with contextlib.suppress(OSError, UserError):
        found = choices_dir().glob("*.json")
        return nlargest(most or MOST_FILES, found, key=lambda file: file.name)[::-1]
    return []


def _place(file: Path) -> int:
    digits = file.name.partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 18 else 0


def _stamp(file: Path) -> tuple[int, int]:
    with contextlib.suppress(OSError):
        found = file.lstat()
        return found.st_size, found.st_mtime_ns
    return 0, 0


def _read(file: Path) -> list[Verdict]:
    """Return the choices of a file; what another version counted is taken by its name."""
    stored = read_object(file, LARGEST_BATCH).values
    names, rows = stored.get("numbers"), stored.get("rows")
    if not isinstance(names, list) or not isinstance(rows, list) or len(names) > _MOST_NAMES:
        return []
    columns = {name: place for place, name in enumerate(names, 1) if isinstance(name, str)}
    places = [columns.get(name, 0) for name in FEATURES]
    confidence = FEATURES.index("confidence")
    found = []
    for row in rows[:MOST_REMEMBERED]:
        if _is_choice(row, len(names)):
            numbers = tuple(float(row[place]) if place else 0.0 for place in places)
            found.append(Verdict(row[0] == 1, numbers, numbers[confidence], _place(file)))
    return found


def _is_choice(row: Any, numbers: int) -> bool:
    return (
        isinstance(row, list)
        and len(row) == numbers + 1
        and all(type(each) in (int, float) and 0 <= each <= LARGEST for each in row)
        and row[0] in (0, 1)
    )
