"""Keeps unfinished reviews on disk beside the collection, so that nothing decided is lost."""

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashcards.files import expanded, read_object, read_side_file, write_whole
from flashcards.model.articles import DraftCard
from flashcards.paths import private_dir
from flashcards.ui.deck_from_article.deciding import OWN, Choice, Review, ReviewCard, checked_again
from flashcards.ui.deck_from_article.kept_files import files, folder_of, folders

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft

MOST_KEPT = 12
LARGEST_KEPT = 128 << 20
"""Bytes of a file that is read back; twice as large as the largest article."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article was read from: a file, or the text that was pasted."""

    path: Path | None = None
    text: str = ""

    @property
    def name(self) -> str:
        """The file's name; empty for pasted text."""
        return "" if self.path is None else self.path.name

    @property
    def key(self) -> str:
        """What tells it from other articles: the file, or all of the text."""
        told = self.text if self.path is None else f"\0{expanded(self.path).absolute()}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A review as it stands at one moment, to be written down by a job."""

    draft: "Draft"
    cards: tuple[ReviewCard, ...]
    deck: str
    source: Source


@dataclass(frozen=True, slots=True)
class Kept:
    """An unfinished review as it is offered again."""

    title: str
    chosen: int
    of: int
    source: Source


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A review that was dropped, as it was on disk."""

    source: Source
    data: bytes
    written_ns: int
    """When, since 1970."""


def keep(collection_path: Path, unfinished: Unfinished) -> None:
    """Write down what was decided, in place of what was kept of the article before.

    A disk that refuses is told nowhere: the review is still in its window then.
    """
    data = json.dumps(_written(unfinished), separators=(",", ":")).encode("ascii")
    with contextlib.suppress(OSError):
        file = _file_of(collection_path, unfinished.source)
        private_dir(file.parent)
        write_whole(file, data)
        for old in _newest_first(collection_path)[MOST_KEPT:]:
            old.unlink(missing_ok=True)


def drop(collection_path: Path, source: Source) -> None:
    """Forget a review, since its cards were added or nobody wants it."""
    file = _file_of(collection_path, source)
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
        file.parent.rmdir()  # where it was the last one


def forget(collection_path: Path, source: Source) -> Forgotten | None:
    """Drop a review, and return what brings it back; None where there is none."""
    file = _file_of(collection_path, source)
    try:
        forgotten = Forgotten(source, read_side_file(file, LARGEST_KEPT), file.stat().st_mtime_ns)
    except OSError:
        return None
    drop(collection_path, source)
    return forgotten


def remember(collection_path: Path, forgotten: Forgotten) -> None:
    """Bring back what was forgotten, at its place among the others."""
    file = _file_of(collection_path, forgotten.source)
    with contextlib.suppress(OSError):
        private_dir(file.parent)
        write_whole(file, forgotten.data)
        os.utime(file, ns=(forgotten.written_ns, forgotten.written_ns))


def kept(collection_path: Path) -> list[Kept]:
    """Return the unfinished reviews, the last one first."""
    found = []
    for file in _newest_first(collection_path):
        stored = _stored(file)
        with contextlib.suppress(KeyError, TypeError, ValueError):
            path, title = stored["path"], str(stored["title"])
            source = Source(Path(path) if path else None, str(stored["text"]))
            found.append(Kept(title, int(stored["chosen"]), int(stored["of"]), source))
    return found


def restore(collection_path: Path, review: Review, source: Source) -> bool:
    """Bring back what was decided about an article; False where nothing was kept.

    Cards go by their passage's identity, so that decisions outlive small changes of the text.
    """
    stored = _stored(_file_of(collection_path, source))
    try:
        cards = _read(review, stored["cards"])
        review.deck = str(stored["deck"])
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return False
    review.restore(cards)
    return True


def _file_of(collection_path: Path, source: Source) -> Path:
    name = f"{source.key}.json"
    found = (folder / name for folder in folders(collection_path) if (folder / name).exists())
    return next(found, folder_of(collection_path) / name)


def _newest_first(collection_path: Path) -> list[Path]:
    def written(file: Path) -> float:
        try:
            return file.stat().st_mtime
        except OSError:
            return 0.0

    return sorted(files(collection_path), key=written, reverse=True)


def _stored(file: Path) -> dict[str, Any]:
    return dict(read_object(file, LARGEST_KEPT).values)


def _written(unfinished: Unfinished) -> dict[str, Any]:
    source, cards = unfinished.source, unfinished.cards
    ids = [candidate.id for candidate in unfinished.draft.candidates]
    free = [card for card in cards if not card.known]
    return {
        "title": unfinished.draft.title,
        "path": "" if source.path is None else str(expanded(source.path).absolute()),
        "text": source.text,
        "deck": unfinished.deck,
        "chosen": sum(card.choice is Choice.CHOSEN for card in free),
        "of": len(free),
        "cards": [_card(card, ids) for card in cards],
    }


def _card(card: ReviewCard, ids: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ids": [ids[number] for number in card.card.candidates],
        "choice": card.choice.value,
    }
    if card.edited:
        found["text"] = [card.card.front, card.card.back, card.card.cloze]
        found["span"] = [card.start, card.stop]
        found["part"] = card.card.part
    return found


def _read(review: Review, stored: list[Mapping[str, Any]]) -> list[ReviewCard]:
    draft = review.draft
    numbers = {candidate.id: at for at, candidate in enumerate(draft.candidates)}
    fresh = {card.card.candidates[0]: card for card in review.cards if card.card.candidates}
    cards: list[ReviewCard] = []
    mentioned: set[int] = set()
    for each in stored:
        own = tuple(numbers[name] for name in each["ids"] if name in numbers)
        mentioned.update(own)
        choice = Choice(each["choice"])
        if "text" in each:
            cards.append(_edited(draft, fresh, own, each, choice))
        elif own:
            cards.append(replace(fresh[own[0]], choice=choice))
    cards += [card for number, card in fresh.items() if number not in mentioned]
    return [replace(card, key=key) for key, card in enumerate(cards)]


def _edited(
    draft: "Draft",
    fresh: Mapping[int, ReviewCard],
    own: tuple[int, ...],
    each: Mapping[str, Any],
    choice: Choice,
) -> ReviewCard:
    front, back, cloze = map(str, each["text"])
    size = len(draft.document.text)
    start, stop = (max(0, min(size, int(place))) for place in each["span"])
    if own:
        card = DraftCard(front, back, cloze, candidates=own, part=int(each.get("part", 0)))
        place = replace(fresh[own[0]], start=start, stop=stop)
        return checked_again(place, card, draft.document.text, choice=choice)
    card = DraftCard(front, back, cloze, span=(start, stop))
    blank = ReviewCard(0, card, OWN, 1.0, (), (), None, start, stop, choice)
    return checked_again(blank, card, draft.document.text, choice=choice)
