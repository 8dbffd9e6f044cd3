"""Gathers texts that ask nearly the same out of very many, in bounded time."""

from collections.abc import Callable, Sequence

from flashcards.text.likeness import FEWEST_MISTYPED, ask_alike

MOST_KEPT = 40
"""Texts remembered for a word: of a word more frequent than that only the first count."""
RAREST = 3
"""Words of a text by which others are found, the rarest ones."""
FREQUENT = 200
"""A word that more texts have finds none, unless a text has no rarer one."""
_TICK = 1_000


def gathered(
    texts: Sequence[Sequence[str]], ask: Callable[[int], object] = lambda _done: None
) -> list[list[int]]:
    """Return groups of places in ``texts`` that ask nearly the same, two at least in each.

    Each text is given by its telling words (``likeness.telling_words``). The first of a group is
    like all others of it; no text is in two. Two are compared only where they share a rare word:
    work grows with the number of texts, not with its square. ``ask`` is told how many are done.
    """
    seen: dict[str, int] = {}
    for words in texts:
        for word in words:
            seen[word] = seen.get(word, 0) + 1
    leaders: dict[str, list[int]] = {}
    groups: dict[int, list[int]] = {}
    for place, words in enumerate(texts):
        if place % _TICK == 0:
            ask(place)
        leader = _leader(words, texts, leaders, seen)
        if leader is not None:
            groups[leader].append(place)
            continue
        groups[place] = [place]
        for word in words:
            known = leaders.setdefault(word, [])
            if len(known) < MOST_KEPT:
                known.append(place)
    return [group for group in groups.values() if len(group) > 1]


def _leader(
    words: Sequence[str],
    texts: Sequence[Sequence[str]],
    leaders: dict[str, list[int]],
    seen: dict[str, int],
) -> int | None:
    """Return the first text known that these words are like."""
    by_rarity = sorted(words, key=lambda word: (seen[word], word))
    rarest = [word for word in by_rarity[:RAREST] if seen[word] <= FREQUENT] or by_rarity[:1]
    own = set(words)
    candidates = sorted({place for word in rarest for place in leaders.get(word, ())})
    for place in candidates:
        other = texts[place]
        # Half of the words at least are the very same, or no look at their letters is worth it.
        shared = len(own.intersection(other))
        least = min(len(words), len(other))
        looks_alike = 2 * shared >= least and (least >= FEWEST_MISTYPED or shared == least)
        if looks_alike and ask_alike(words, other):
            return place
    return None
