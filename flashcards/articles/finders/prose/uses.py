"""Tells how an article uses a term: how often, and whether its headings name it."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.structure import Article
from flashcards.articles.finders.wording import key

_WORD = re.compile(r"\w+")
_LONGEST_NAME = 5
"""Words of a term that is looked for in headings."""
SURE = 0.65
"""From this confidence on a card is a default whatever becomes of its term."""
_HEADING, _OFTEN, _ONCE = 0.1, 0.05, -0.12
_OFTEN_USED = 4


class Uses:
    """The words of an article, counted one by one and in pairs. Linear in its length."""

    def __init__(self, article: Article, language: Language) -> None:
        self._article, self._singular = article, language.singular
        self._words: Counter[str] | None = None
        self._pairs: Counter[tuple[str, str]] | None = None
        self._headings: frozenset[str] | None = None

    def times(self, term: str) -> int:
        """Return how often the article has a term, at most; in any number and case."""
        words = [self._singular(word) for word in _WORD.findall(term.lower())]
        if len(words) < 2:
            if self._words is None:
                self._words = Counter()
                for word, times in self._article.words.items():
                    self._words[self._singular(word)] += times
            return self._words[words[0]] if words else 0
        if self._pairs is None:
            one = {word: self._singular(word) for word in self._article.words}
            self._pairs = Counter()
            for (first, second), times in self._article.pairs.items():
                self._pairs[one[first], one[second]] += times
        return min(self._pairs[pair] for pair in pairwise(words))

    def in_heading(self, term: str) -> bool:
        """Tell whether a heading or the title holds a term."""
        if self._headings is None:
            titles = [section.title for section in self._article.sections]
            self._headings = frozenset(_runs([*titles, self._article.document.title]))
        return key(term) in self._headings

    def is_subject(self, name: str) -> bool:
        """Tell whether an article is about a person: its title, or a heading and much of it."""
        if key(name) in frozenset(_runs([self._article.document.title])):
            return True
        return self.in_heading(name) and self.times(name) >= _OFTEN_USED

    def weight(self, term: str, marked: bool) -> float:
        """Return what the uses of a term add to the confidence of its definition."""
        times = self.times(term)
        added = _HEADING if self.in_heading(term) else 0.0
        if times >= _OFTEN_USED:
            return added + _OFTEN
        return added + (_ONCE if times < 2 and not marked else 0.0)

    def matters(self, term: str, marked: bool, confidence: float) -> bool:
        """Tell whether a term is one to learn: marked, in a heading, used again, or sure."""
        return marked or confidence >= SURE or self.times(term) > 1 or self.in_heading(term)


def _runs(titles: Iterable[str]) -> Iterable[str]:
    """Yield every run of words that may be a term in a heading."""
    for title in titles:
        words = key(title).split()
        for size in range(1, _LONGEST_NAME + 1):
            for at in range(len(words) - size + 1):
                yield " ".join(words[at : at + size])
