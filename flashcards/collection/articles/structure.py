"""What is kept of an article beside its text, as JSON: how it is laid out, and what was decided."""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flashcards.articles.tree import Block, BlockKind, Document
from flashcards.collection.articles.layout import packed
from flashcards.model.articles import Heading, ListItem
from flashcards.store.articles import StoredArticle

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft

Home = tuple[str, str]
"""The deck the learner chose for an article’s cards: its uid, empty while there is none of that
name yet, and its name then."""


def headings_in(document: Document) -> Iterator[Heading]:
    """Yield the headings of a document in order."""
    waiting: list[Block] = list(reversed(document.blocks))
    while waiting:
        block = waiting.pop()
        if block.kind is BlockKind.HEADING and block.start < block.end:
            title = " ".join(document.text[block.start : block.end].split())
            yield Heading(block.level, title, block.start, block.end)
        waiting.extend(reversed(block.children))


def _items(document: Document) -> Iterator[ListItem]:
    waiting = [(block, 0) for block in reversed(document.blocks)]
    while waiting:
        block, depth = waiting.pop()
        if block.kind is BlockKind.LIST:
            depth += 1
            numbered = block.ordered
            for place, item in enumerate(block.children, 1):
                if item.start < item.end:
                    yield ListItem(item.start, depth, place if numbered else 0)
        waiting.extend((child, depth) for child in reversed(block.children))


def structure_of(draft: "Draft", before: StoredArticle | None = None) -> str:
    """Return what is kept of an article whose candidates the learner has seen.

    ``before`` is the article as it was kept: what was seen and decided of it stays.
    """
    return _as_structure(draft, {found.id for found in draft.candidates}, before)


def structure_unseen(draft: "Draft", before: StoredArticle | None = None) -> str:
    """Return the same of an article whose candidates nobody has looked at, but ``before``."""
    return _as_structure(draft, (), before)


def with_lists(article: StoredArticle, draft: "Draft") -> str:
    """Return what is kept of an article beside its text, its lists and its layout added.

    ``draft`` reads as the article does. Empty where both are kept already: earlier versions kept
    none, and the text alone does not tell, since it is without the marks.
    """
    if article.structure and {"items", "blocks"} <= json.loads(article.structure).keys():
        return ""
    return _as_structure(draft, (), article)


def _as_structure(draft: "Draft", seen: Iterable[str], before: StoredArticle | None) -> str:
    document = draft.document
    seen_before = frozenset() if before is None else seen_in(before)
    kept: dict[str, Any] = {
        "headings": [[each.level, each.start, each.stop] for each in draft.headings],
        "items": sorted((each.start, each.depth, each.number) for each in _items(document)),
        "blocks": packed(document.blocks),
        "seen": sorted(seen_before.union(seen)),
    }
    home = None if before is None else home_in(before)
    if home is not None:
        kept["deck"] = home
    left = () if before is None else left_in(before)
    if left:
        kept["left"] = sorted(left)
    language = document.language or ("" if before is None else language_in(before))
    if language:
        kept["language"] = language
    return json.dumps(kept, separators=(",", ":"))


def with_home(article: StoredArticle, home: Home | None) -> str:
    """Return what is kept of an article, with another deck for its cards; None for no choice."""
    kept = json.loads(article.structure) if article.structure else {"headings": [], "seen": []}
    kept.pop("deck", None)
    if home is not None:
        kept["deck"] = home
    return json.dumps(kept, separators=(",", ":"))


def home_in(article: StoredArticle) -> Home | None:
    """Return the deck the learner chose for the cards of a stored article; None for none."""
    found = json.loads(article.structure).get("deck") if article.structure else None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        return None
    return (found[0], found[1]) if len(found) == 2 and found[1] else None


def with_left(article: StoredArticle, candidate_id: str) -> str:
    """Return what is kept of an article, with one more candidate that was left out."""
    kept = json.loads(article.structure) if article.structure else {"headings": [], "seen": []}
    kept["left"] = sorted({*left_in(article), candidate_id})
    return json.dumps(kept, separators=(",", ":"))


def left_in(article: StoredArticle) -> frozenset[str]:
    """Return the ids of the candidates that the learner left out while reading."""
    found = json.loads(article.structure).get("left", []) if article.structure else []
    return frozenset(each for each in found if isinstance(each, str))


def language_in(article: StoredArticle) -> str:
    """Return the language the file of a stored article named; empty for none."""
    found = json.loads(article.structure).get("language") if article.structure else ""
    return found if isinstance(found, str) else ""


def headings_of(article: StoredArticle) -> tuple[Heading, ...]:
    """Return the headings of a stored article in order."""
    if not article.structure:
        return ()
    text, size = article.text, len(article.text)
    found = json.loads(article.structure).get("headings", [])
    return tuple(
        Heading(level, " ".join(text[start:stop].split()), start, stop)
        for level, start, stop in found
        if 0 <= start < stop <= size
    )


def items_of(article: StoredArticle) -> tuple[ListItem, ...]:
    """Return the entries of the lists of a stored article in order."""
    if not article.structure:
        return ()
    size = len(article.text)
    found = json.loads(article.structure).get("items", [])
    return tuple(ListItem(*each) for each in found if 0 <= each[0] < size)


def seen_in(article: StoredArticle) -> frozenset[str]:
    """Return the ids of the candidates the learner has seen of a stored article."""
    if not article.structure:
        return frozenset()
    return frozenset(json.loads(article.structure).get("seen", []))
