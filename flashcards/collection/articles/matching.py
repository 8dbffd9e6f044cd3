"""Finds the passages of an article again in a newer text of it."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flashcards.articles.candidates import Candidate
from flashcards.collection.articles.drafting import Draft, guid_of, wording_key
from flashcards.model import clozes
from flashcards.model.clozes import Cloze
from flashcards.store.articles import StoredPassage, nearest

LONGEST_COMPARED = 6_000
"""Characters of a quote that count when it is compared with others."""

_ALIKE = 0.5
"""How alike two quotes must be, 0 to 1, to be one passage in two wordings."""
_COMMON = 40
"""What is in more new quotes than this leads to none of them."""
_MOST_COMPARED = 8
_MOST_PAIRED = 10_000
"""Pairs of reworded items of a list that are compared with one another."""
_WORD = re.compile(r"\w+")
"""A cloze as articles make them: none inside another."""

_SMALL = frozenset({
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or",
    "as", "is", "are", "was", "were", "be", "been", "being", "that", "which", "this", "these",
    "those", "it", "its", "so", "such", "also", "very", "really", "just", "use", "uses", "used",
    "using",
})  # fmt: skip
"""Words whose coming and going changes no statement; negations are none of them."""
_NEGATIONS = frozenset({
    "not", "no", "never", "none", "nor", "neither", "nothing", "nobody", "without", "cannot",
})  # fmt: skip
_LEAST_SHARED = 0.5
"""The share of weighty words below which two wordings say different things, to all appearances."""
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_SHORTEST_STEM = 3


class Searched:
    """A text in which thousands of quotes are looked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        # One by one, so that a window can draw meanwhile, however long the text is.
        self._words = frozenset(found[0] for found in _WORD.finditer(text))

    def find(self, quote: str, near: int = 0) -> int | None:
        """Return where the text says ``quote``, nearest to ``near``; None where it does not."""
        # The first and the last word of a quote may be pieces of longer ones.
        inner = _WORD.findall(quote)[1:-1]
        if not self._words.issuperset(inner):
            return None  # found out without a look through all of the text
        return nearest(self._text, quote, near)


@dataclass(slots=True)
class Matches:
    """Old passages (by place) -> where they are now: a candidate, or a bare place in the text."""

    candidates: dict[int, int] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    quotes: dict[int, str] = field(default_factory=dict)
    """What the passages said that are a candidate now."""
    known: set[int] = field(default_factory=set)
    """Candidates that are nothing new, since the passage of their term stands elsewhere."""

    def has(self, place: int) -> bool:
        """Whether a passage was found again."""
        return place in self.candidates or place in self.places

    def give(self, place: int, quote: str, number: int) -> None:
        """Make the passage at ``place``, which said ``quote``, candidate ``number``."""
        self.candidates[place] = number
        self.quotes.setdefault(number, quote)

    def is_free(self, number: int, quote: str) -> bool:
        """Whether no passage of another wording than ``quote`` is candidate ``number`` now."""
        return self.quotes.get(number, quote) == quote


def match(passages: Sequence[StoredPassage], source_uid: str, draft: Draft) -> Matches:
    """Return which candidate each passage is now, or where the text still says its quote.

    First by term and quote, then by identity (what the note's guid was made from), then by term,
    then by the same quote, last by the most similar one. Each candidate is given out once, but to
    all cards it was split into. A passage becomes a candidate only of its own form, cloze or
    question; one that still stands where it stood is not taken for what is said of its term
    elsewhere, as in a glossary.
    """
    found = Matches()
    searched = Searched(draft.document.text)
    by_guid = {guid_of(source_uid, each.id): n for n, each in enumerate(draft.candidates)}
    _by_term_and_quote(passages, by_guid, draft, found)
    _by_identity(passages, by_guid, draft, searched, found)
    taken = set(found.candidates.values())
    open_candidates = [n for n in range(len(draft.candidates)) if n not in taken]
    _by_term(passages, draft, searched, found)
    left = [place for place in range(len(passages)) if not found.has(place)]
    _by_quote(passages, draft, searched, left, found)
    taken = set(found.candidates.values())
    _by_likeness(
        passages,
        draft,
        [place for place in left if not found.has(place)],
        [n for n in open_candidates if n not in taken],
        found,
    )
    return found


def is_cloze(fields: Sequence[str]) -> bool:
    """Whether the fields an article made are those of a cloze."""
    return bool(fields) and bool(clozes.cloze_numbers(fields[0]))


def _same_form(passage: StoredPassage, candidate: Candidate) -> bool:
    return is_cloze(passage.made) == bool(candidate.cloze)


def _terms(draft: Draft) -> dict[tuple[str, str], list[int]]:
    """Return the candidates of each kind and term."""
    terms: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(draft.candidates):
        key = each.candidate.kind.value, wording_key(each.candidate.term)
        terms.setdefault(key, []).append(number)
    return terms


def _by_term_and_quote(
    passages: Sequence[StoredPassage], by_guid: Mapping[str, int], draft: Draft, found: Matches
) -> None:
    """Match what says the same of a term; where an article says it twice, by identity.

    Its note may have been made of another term of the article, which is explained anew by now.
    """
    terms = _terms(draft)
    for place, passage in enumerate(passages):
        same = [
            number
            for number in terms.get((passage.kind, wording_key(passage.term)), [])
            if draft.candidates[number].candidate.quote == passage.quote
            and _same_form(passage, draft.candidates[number].candidate)
        ]
        if same:
            own = by_guid.get(passage.guid)
            found.give(place, passage.quote, own if own in same else same[0])


def _by_identity(
    passages: Sequence[StoredPassage],
    by_guid: Mapping[str, int],
    draft: Draft,
    searched: Searched,
    found: Matches,
) -> None:
    for place, passage in enumerate(passages):
        number = by_guid.get(passage.guid)
        if number is not None and place not in found.candidates:
            _settle(passage, place, draft, number, searched, found)


def _by_term(
    passages: Sequence[StoredPassage], draft: Draft, searched: Searched, found: Matches
) -> None:
    """Match what is the only one of its kind and term: cards of a split, and renumbered ones."""
    terms = _terms(draft)
    for place, passage in enumerate(passages):
        if found.has(place):
            continue
        numbers = terms.get((passage.kind, wording_key(passage.term)), [])
        free = [number for number in numbers if found.is_free(number, passage.quote)]
        if len(free) == 1:
            _settle(passage, place, draft, free[0], searched, found)


def _settle(
    passage: StoredPassage,
    place: int,
    draft: Draft,
    number: int,
    searched: Searched,
    found: Matches,
) -> None:
    """Match a passage to a candidate of its term, or to its own place where it stands apart."""
    candidate = draft.candidates[number].candidate
    if not _same_form(passage, candidate) or not found.is_free(number, passage.quote):
        return
    if candidate.quote != passage.quote:
        start = searched.find(passage.quote, passage.start or 0)
        stop = -1 if start is None else start + len(passage.quote)
        if start is not None and (stop <= candidate.start or start >= candidate.end):
            found.places[place] = start
            found.known.add(number)
            return
    found.give(place, passage.quote, number)


def _by_quote(
    passages: Sequence[StoredPassage],
    draft: Draft,
    searched: Searched,
    left: Iterable[int],
    found: Matches,
) -> None:
    """Match what the new text says word for word: to its candidate, else to the place."""
    taken = set(found.candidates.values())
    quotes: dict[str, list[int]] = {}
    for number, each in enumerate(draft.candidates):
        if number not in taken:
            quotes.setdefault(each.candidate.quote, []).append(number)
    for place in left:
        passage = passages[place]
        numbers = quotes.get(passage.quote, [])
        fitting = [n for n in numbers if draft.candidates[n].candidate.kind.value == passage.kind]
        if fitting and _same_form(passage, draft.candidates[fitting[0]].candidate):
            found.candidates[place] = fitting[0]
            numbers.remove(fitting[0])
            continue
        start = searched.find(passage.quote, passage.start or 0)
        if start is not None:
            found.places[place] = start


def _by_likeness(
    passages: Sequence[StoredPassage],
    draft: Draft,
    left: Sequence[int],
    open_candidates: Sequence[int],
    found: Matches,
) -> None:
    """Match passages to the candidates whose quotes are most like theirs, the likest first.

    Words and pairs of words that few quotes share lead to the few worth comparing.
    """
    features = {n: _features(draft.candidates[n].candidate.quote) for n in open_candidates}
    index: dict[str, list[int]] = {}
    for number, bag in features.items():
        for feature in bag:
            index.setdefault(feature, []).append(number)
    pairs: list[tuple[float, int, int]] = []
    for place in left:
        own = _features(passages[place].quote)
        shared: Counter[int] = Counter()
        for feature in own:
            numbers = index.get(feature, ())
            if len(numbers) <= _COMMON:
                shared.update(numbers)
        for number, _ in shared.most_common(_MOST_COMPARED):
            candidate = draft.candidates[number].candidate
            if _same_form(passages[place], candidate):
                alike = _alike(own, features[number])
                alike += 0.05 * (candidate.kind.value == passages[place].kind)
                if alike >= _ALIKE:
                    pairs.append((-alike, place, number))
    taken: set[int] = set()
    for _, place, number in sorted(pairs):
        if place not in found.candidates and number not in taken:
            found.candidates[place] = number
            taken.add(number)


def _features(text: str) -> frozenset[str]:
    """Return the words of a text, and each two that follow one another."""
    words = _WORD.findall(text[:LONGEST_COMPARED].casefold())
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of features two texts have in common (Dice 1945), 0 to 1."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


# What changed -------------------------------------------------------------------


def same_wording(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sets of fields read the same, spaces and numbers of clozes aside."""
    return [_plain(text) for text in one] == [_plain(text) for text in other]


def _plain(text: str) -> str:
    return " ".join(clozes.rewritten(text, lambda _, inside: f"{{{{{inside}}}}}").split())


def is_material(old: str, new: str) -> bool:
    """Whether two wordings may say different things: other words, but for small ones and order.

    Words that differ in their ending alone, as ``gather`` and ``gathered``, are the same.
    """
    return _weighty(old) != _weighty(new)


def is_clearly_material(old: str, new: str) -> bool:
    """Whether two wordings say different things to all appearances.

    So they do where numbers or negations differ, or most of their words; else one may just be
    a better wording.
    """
    one, other = _weighty(old), _weighty(new)
    changed = (one - other) + (other - one)
    if any(word in _NEGATIONS or not word.isalpha() for word in changed):
        return True
    return 2 * (one & other).total() < _LEAST_SHARED * (one.total() + other.total())


def _weighty(text: str) -> Counter[str]:
    words = _WORD.findall(clozes.rewritten(text, lambda _, inside: f" {inside} ").casefold())
    return Counter(_stem(word) for word in words if word not in _SMALL)


def _stem(word: str) -> str:
    """Return a word without the ending that number, person or tense give it in English."""
    if word in _NEGATIONS or not word.isalpha() or word.endswith("ss"):
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word.removesuffix(ending) + instead
            break
    bare = word.removesuffix("e")
    doubled = len(bare) > _SHORTEST_STEM and bare[-1] == bare[-2]
    return bare[:-1] if doubled else bare


def moved(starts: Sequence[int]) -> set[int]:
    """Return the places of those that left their order, as few as possible.

    ``starts`` are where passages stand now, in the order they stood in; those on a longest
    increasing run have kept it (patience sorting, Fredman 1975).
    """
    tops: list[int] = []
    top_places: list[int] = []
    before: list[int | None] = []
    for place, start in enumerate(starts):
        pile = bisect_right(tops, start)
        before.append(top_places[pile - 1] if pile else None)
        tops[pile : pile + 1] = [start]
        top_places[pile : pile + 1] = [place]
    kept: set[int] = set()
    last = top_places[-1] if top_places else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(range(len(starts))) - kept


def renumbered(mine: str, theirs: str) -> str:
    """Return a new cloze text whose gaps keep the numbers that the old text gave the same answers.

    So that what was learnt of an item stays with it, and with the item most like it where it was
    reworded. New items get numbers not used before.
    """
    old: dict[str, int] = {}

    def note(cloze: Cloze, inside: str) -> str:
        old.setdefault(_plain(inside).casefold(), cloze.numbers[0])
        return inside

    clozes.rewritten(mine, note)
    new = dict.fromkeys(_plain(inside).casefold() for inside in clozes.insides(theirs))
    kept = {words: number for words, number in old.items() if words in new}
    taken = set(kept.values())
    left = {words: number for words, number in old.items() if number not in taken}
    kept |= _likest(left, [words for words in new if words not in kept])
    used = set(old.values())
    fresh: dict[int, int] = {}

    def number(cloze: Cloze, inside: str) -> str:
        own = cloze.numbers[0]
        given = kept.get(_plain(inside).casefold(), fresh.get(own))
        if given is None:
            given = own if own not in used else max(used) + 1
            used.add(given)
            fresh[own] = given
        return clozes.written(given, inside, cloze.hint)

    return clozes.rewritten(theirs, number)


def _likest(old: Mapping[str, int], new: Sequence[str]) -> dict[str, int]:
    """Return reworded items with the numbers of the old ones they are like, the likest first."""
    if len(old) * len(new) > _MOST_PAIRED:
        return {}
    bags = {words: _features(words) for words in (*old, *new)}
    pairs = sorted(
        (-_alike(bags[words], bags[other]), place, number, other)
        for place, other in enumerate(new)
        for words, number in old.items()
    )
    found: dict[str, int] = {}
    for unlike, _, number, words in pairs:
        if -unlike >= _ALIKE and words not in found and number not in found.values():
            found[words] = number
    return found
