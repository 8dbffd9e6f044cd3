"""What can be counted of a card an article could become, for a ranker that learns from choices.

Numbers only, each of them bounded: no word of the article can be read back from them. They are
counted from the card and its place, whichever rule found it.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log1p

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.tree import Block, BlockKind, Document
from flashcards.model.clozes import insides
from flashcards.model.messages import Message

LARGEST = 12.0
"""No number is larger."""

_K = CandidateKind
_KINDS = tuple(kind for kind in _K if kind is not _K.STATEMENT)
"""A statement is none of them, so that choices counted before there were any still fit."""
_B = BlockKind
_BANDS = (0.85, 0.65, 0.5)
_MOST_WORDS = 400
"""Words of one side that are looked at; more tell no more about a card."""
_WORD = re.compile(r"\w+")
_POINTS_BACK = frozenset(
    ("it", "its", "this", "that", "these", "those", "they", "he", "she", "such", "here", "there")
)
_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "and", "or", "as",
     "is", "are")
)  # fmt: skip
_ASKS = {
    "asks what it is": re.compile(r"What (?:is|are|was|were)\b"),
    "asks what it does": re.compile(r"What (?:does|do|did|can|must|should|happens)\b"),
    "asks why or how": re.compile(r"(?:Why|How)\b"),
    "asks which or who": re.compile(r"(?:Which|Who|When|Where)\b"),
    "asks for an explanation": re.compile(r"(?:Explain|Describe|Name|List|Give)\b"),
}
_CODE_SIGN = re.compile(r"[{}<>=\\_|#$@]")
_HYPOTHETICAL = re.compile(r"\b(?:if|would|could|might|may|not|never|no|instead)\b", re.IGNORECASE)
_PLACES = {
    "in a paragraph": (_B.PARAGRAPH, _B.QUOTE),
    "in a list": (_B.LIST, _B.ITEM),
    "in a definition list": (_B.DEFINITIONS, _B.TERM, _B.DEFINITION),
    "in a table": (_B.TABLE, _B.ROW, _B.CELL),
    "at a heading": (_B.HEADING,),
}

FEATURES: tuple[str, ...] = (
    *(f"is a {kind}" for kind in _KINDS), "is a cloze", "gaps",
    "confidence", *(f"confidence from {band}" for band in _BANDS), "weaknesses", "is weak",
    "words of the question", "words of the answer", "words of the passage", "words of the term",
    "answer over passage", "long answer", "short answer",
    *_ASKS, "ends with a question mark", "has context", "no question",
    "term begins large", "every word of the term large", "term in capitals", "term has a digit",
    "term has signs", "term begins with a small word", "term ends in ing", "term points back",
    "uses of the term", "term used twice", "term in the title", "term in a heading",
    "term is a whole heading", "term is marked", "term is marked as code", "other names",
    "answer begins small", "answer points back", "answer has items", "answer has paragraphs",
    "answer breaks off", "answer has the term", "answer known from the question",
    "answer has a digit", "answer has code signs", "answer from the passage",
    "passage points back", "passage begins small", "passage ends whole", "passage asks",
    "passage is hypothetical", "passage has an address",
    *_PLACES, "depth of headings", "place in the article", "at the beginning",
    "size of the article", "cards of the article", "cards of the passage",
)  # fmt: skip
"""What each number of a row is, in order."""


class Counted:
    """Counts the features of an article's cards; the article itself is looked through once."""

    def __init__(self, document: Document, candidates: Sequence[Candidate]) -> None:
        self._size = max(1, len(document.text))
        self._uses = Counter(_words(document.text, most=None))
        self._title = set(_words(document.title))
        leaves = list(_leaves(document.blocks))
        self._starts = [block.start for block in leaves]
        self._kinds = [block.kind for block in leaves]
        self._marks = sorted((s.start, s.end, s.mark) for b in leaves for s in b.spans)
        self._text = document.text
        self._candidates = len(candidates)
        self._at = Counter(candidate.start for candidate in candidates)

    def of(self, candidate: Candidate, weaknesses: Sequence[Message]) -> tuple[float, ...]:
        """Return the numbers of one card, in the order of ``FEATURES``, each 0 to ``LARGEST``."""
        numbers = {
            **self._of_kind(candidate, weaknesses),
            **_of_question(candidate),
            **self._of_term(candidate),
            **_of_answer(candidate),
            **self._of_passage(candidate),
        }
        return tuple(min(LARGEST, max(0.0, float(numbers[name]))) for name in FEATURES)

    def _of_kind(self, found: Candidate, weaknesses: Sequence[Message]) -> dict[str, float]:
        return {
            **{f"is a {kind}": found.kind is kind for kind in _KINDS},
            "is a cloze": bool(found.cloze),
            "gaps": len(insides(found.cloze)) if found.cloze else 0,
            "confidence": found.confidence,
            **{f"confidence from {band}": found.confidence >= band for band in _BANDS},
            "weaknesses": len(weaknesses),
            "is weak": bool(weaknesses),
            "cards of the article": log1p(self._candidates),
            "cards of the passage": log1p(self._at[found.start]),
        }

    def _of_term(self, found: Candidate) -> dict[str, float]:
        term, words = found.term.strip(), _words(found.term)
        spoken = [word for word in term.split() if word[:1].isalpha()]
        own = set(words) - _SMALL
        headings = [set(_words(title)) for title in found.heading]
        uses = min((self._uses[word] for word in own), default=0)
        marks = self._marks_in(found, own)
        return {
            "words of the term": log1p(len(words)),
            "term begins large": term[:1].isupper(),
            "every word of the term large": bool(spoken) and all(w[0].isupper() for w in spoken),
            "term in capitals": len(term) > 1 and term.isupper(),
            "term has a digit": any(sign.isdigit() for sign in term),
            "term has signs": bool(_CODE_SIGN.search(term) or set(term) & set("()/.,:;*`")),
            "term begins with a small word": bool(words) and words[0] in _SMALL,
            "term ends in ing": bool(words) and words[-1].endswith("ing"),
            "term points back": not _POINTS_BACK.isdisjoint(words),
            "uses of the term": log1p(uses),
            "term used twice": uses >= 2,
            "term in the title": bool(own) and own <= self._title,
            "term in a heading": bool(own) and any(own <= each for each in headings),
            "term is a whole heading": any(own == each - _SMALL for each in headings),
            "term is marked": not marks.isdisjoint(("strong", "emphasis", "term", "abbreviation")),
            "term is marked as code": "code" in marks,
            "other names": len(found.aliases),
        }

    def _marks_in(self, found: Candidate, own: set[str]) -> set[str]:
        """Return how the author marked words of a term in its passage."""
        first = bisect_left(self._marks, (found.start, 0, ""))
        marks = set()
        for start, end, mark in self._marks[first : first + 200]:
            if start >= found.end:
                break
            if own and own <= set(_words(self._text[start:end])):
                marks.add(mark)
        return marks

    def _of_passage(self, found: Candidate) -> dict[str, float]:
        quote = found.quote.strip()
        words = _words(quote)
        at = bisect_right(self._starts, found.start) - 1
        kind = self._kinds[at] if at >= 0 else None
        place = found.start / self._size
        return {
            "words of the passage": log1p(len(words)),
            "passage points back": bool(words) and words[0] in _POINTS_BACK,
            "passage begins small": quote[:1].islower(),
            "passage ends whole": quote.endswith((".", "!", "?", ":")),
            "passage asks": "?" in quote,
            "passage is hypothetical": bool(_HYPOTHETICAL.search(quote[:600])),
            "passage has an address": "://" in quote or "www." in quote,
            **{name: kind in kinds for name, kinds in _PLACES.items()},
            "depth of headings": len(found.heading),
            "place in the article": place,
            "at the beginning": place < 0.1,
            "size of the article": log1p(self._size) / 2,
        }


def _of_question(found: Candidate) -> dict[str, float]:
    asked, _, context = found.front.partition("\n\n")
    return {
        "words of the question": log1p(len(_words(found.front))),
        **{name: bool(pattern.match(asked)) for name, pattern in _ASKS.items()},
        "ends with a question mark": asked.rstrip().endswith("?"),
        "has context": bool(context),
        "no question": not asked,
    }


def _of_answer(found: Candidate) -> dict[str, float]:
    back = (found.cloze or found.back).strip()
    words = _words(back)
    told = set(words) - _SMALL
    asked, said = set(_words(found.front)), set(_words(found.quote))
    term = set(_words(found.term)) - _SMALL
    share = log1p(len(words)) / max(1.0, log1p(len(said)))
    return {
        "words of the answer": log1p(len(words)),
        "answer over passage": share,
        "long answer": len(words) > 60,
        "short answer": len(words) < 4,
        "answer begins small": back[:1].islower(),
        "answer points back": bool(words) and words[0] in _POINTS_BACK,
        "answer has items": "\n- " in back or "\n1. " in back,
        "answer has paragraphs": "\n\n" in back,
        "answer breaks off": back.endswith(("…", "...", ":", ",", ";")),
        "answer has the term": bool(term) and term <= set(words[:12]),
        "answer known from the question": len(told & asked) / len(told) if told else 1.0,
        "answer has a digit": any(sign.isdigit() for sign in back[:2_000]),
        "answer has code signs": log1p(len(_CODE_SIGN.findall(back[:2_000]))),
        "answer from the passage": len(told & said) / len(told) if told else 0.0,
    }


def _words(text: str, most: int | None = _MOST_WORDS) -> list[str]:
    if most is not None:
        text = text[: most * 12]
    return _WORD.findall(text.casefold())[:most]


def _leaves(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks without children in order."""
    waiting = list(reversed(tuple(blocks)))
    while waiting:
        block = waiting.pop()
        if block.children:
            waiting.extend(reversed(block.children))
        else:
            yield block
