"""Tells sentences about one person, place or scene from those that define a kind of thing."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from flashcards.articles.finders.prose.everyday import NOUNS
from flashcards.articles.finders.prose.meanings import SUMMING, Meaning, read_meaning, tells_a_story
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.phrase_words import KIN, OF_A_BOOK, PAST, TITLES
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.vocabulary import (
    BE,
    COMPARATIVES,
    NUMBERS,
    OWN,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_SIGNS = frozenset({",", "(", "–", "—", ":"})
_SOMEBODY = frozenset(
    ["man", "woman", "person", "boy", "girl", "fellow", "friend", "lady", "gentleman", "people"]
)
_KIND = frozenset({"kind", "sort", "type"})
_RELATIVES = frozenset({"that", "which", "who", "whom", "where"})
_TELLERS = frozenset({"he", "she", "we", "i", "they"})
_HAVE = frozenset({"has", "have", "had"})
_ADVERBS = frozenset({"still", "now", "yet", "already", "always", "never"})
_COMPARED = COMPARATIVES | {"fewer"}
_COUNTED = NUMBERS | {"one"}
_MEANS = frozenset({"means", "mean", "meant"})
_SUMMED = frozenset(
    ["process", "practice", "result", "method", "technique", "effect", "first", "second"]
) | {"other", "latter", "former", "one", "procedure", "system", "phenomenon"}


_NAMING = frozenset({"called", "termed", "named", "dubbed", "as", "call", "calls"})
_SUPPOSING = frozenset({"suppose", "imagine", "consider", "say", "take"})
_SO_MUCH = frozenset({"no", "plenty", "little", "few", "several", "many"})
_DOUBTED = 0.41
"""Below this nothing is said of an everyday thing that would make a term of its name."""


def tells_of_one(words: Sequence[Word], made: Definition) -> bool:
    """Tell whether a sentence speaks of somebody or something in particular."""
    first = bisect_left(words, made.term[0], key=_start)
    after = bisect_left(words, made.term[1], key=_start)
    if not 0 <= first < after <= len(words):
        return False  # the term stands in the sentence before
    if made.confidence < _DOUBTED and _is_everyday(words, first, after):
        return True
    if _of_a_speaker(words, after) or _of_a_person(words, first, after):
        return True
    if _names_one(words, first, after) or _foretells(words, first, after):
        return True
    if after == len(words) or words[after].text not in _SIGNS:
        return False
    named = first > 0 and words[first - 1].lower in _NAMING
    return not named and _of_a_scene(words, first, after)


def _is_everyday(words: Sequence[Word], first: int, after: int) -> bool:
    """ "A joiner buys timber.", "Fresh mud compacts.", "A loop counter has plenty of them." """
    if words[first].lower in _SUPPOSING | OF_A_BOOK:
        return True
    last = words[after - 1]
    if singular(last.lower) in NOUNS and (last.text.islower() or after == 1):
        return True
    rest = [word.lower for word in words[after : after + 2]]
    return len(rest) > 1 and rest[0] in _HAVE and rest[1] in _SO_MUCH


def _start(word: Word) -> int:
    return word.start


def _of_a_speaker(words: Sequence[Word], after: int) -> bool:
    """ "Paris is a city that I love." """
    behind = words[after:]
    return any(
        word.lower in _RELATIVES and following.lower == "i" for word, following in pairwise(behind)
    )


def _of_a_person(words: Sequence[Word], first: int, after: int) -> bool:
    """ "Mr Hale is ...", "her cousin, known as Bo", "Anna is the kind of person that ..." """
    before = words[first - 1].lower if first else ""
    if words[first].lower in TITLES or before in TITLES:
        return True
    near = words[max(first - 5, 0) : first]
    if any(one.lower in OWN and other.lower in KIN for one, other in pairwise(near)):
        return True
    rest = [word.lower for word in words[after : after + 6]]
    named = words[first].text[0].isupper() and after - first == 1
    of_kind = rest[:1] == ["is"] and bool(_KIND & set(rest)) and bool(_SOMEBODY & set(rest))
    return named and of_kind


def _names_one(words: Sequence[Word], first: int, after: int) -> bool:
    """ "The street is called Mill Lane.", "We called the dog Biscuit." """
    lead = [word.lower for word in words[:first]]
    if words[first].lower in _ADVERBS or (lead[1:3] == ["word", "of"] and lead[-1] == "was"):
        return True  # "is still open", "the word of the day was soup"
    namer = next((n for n in range(len(lead) - 1, -1, -1) if lead[n] in ("called", "known")), -1)
    if namer < 1 or first - namer > 2 + (lead[namer] == "known"):
        return False
    if lead[namer] == "called" and lead[namer - 1] in _TELLERS | _HAVE:
        return True
    if lead[namer] == "known" and words[first].lower == "far":
        return True
    plain = namer == 3 and lead[0] == "the" and lead[1] not in _SUMMED and lead[2] in BE
    return plain and words[after - 1].text[0].isupper() and not words[first].text.isupper()


def _foretells(words: Sequence[Word], first: int, after: int) -> bool:
    """ "Higher rents mean fewer shops.", "Winning means that they play again." """
    if after + 2 >= len(words) or words[after].lower not in _MEANS:
        return False
    behind = [word.lower for word in words[after + 1 : after + 4]]
    if words[first].lower.endswith("er") and after - first > 1 and first < 2:
        return True
    if behind[0] == "that":
        return words[first].lower.endswith("ing")
    if set(behind) & _COMPARED:
        return True
    return behind[0] in ("a", "an") and first < 2 and read_meaning(words, after + 1) is None


def _of_a_scene(words: Sequence[Word], first: int, after: int) -> bool:
    """ "The road, a line of mud between two hedges, ran uphill.", "one wish — a room that ..." """
    determiner = words[first - 1].lower if first else ""
    meaning = read_meaning(words, after + 1)
    if meaning is None:
        return _is_one_of_them(words, after + 1) or determiner in _COUNTED
    if determiner in _COUNTED or meaning.head in SUMMING:
        return meaning.article in ("a", "an") or determiner in _COUNTED
    several = looks_plural(words[after - 1].lower) and determiner not in ("a", "an")
    small = words[after - 1].text.islower()
    if several and small and determiner == "the" and meaning.article in ("a", "an"):
        return not words[after - 1].lower.endswith("ics")  # "by the bins, a grey box"
    past = any(word.lower in PAST for word in (*words[:first], *_behind(words, meaning)))
    if words[after].text == ":" and past and meaning.article in ("a", "an"):
        return True
    if words[0].lower in _TELLERS - {"they"} and past and words[first].text[0].isupper():
        return True
    named = after - first == 1 and words[first].text[0].isupper() and not determiner
    if named and meaning.article == "the" and _is_participle(words[meaning.limit].lower):
        return True  # "Lazarus, the beggar covered with sores"
    single = after - first == 1 and determiner == "the" and words[first].text.islower()
    return single and _shows_one(words, meaning, past and first < 2)


def _is_one_of_them(words: Sequence[Word], at: int) -> bool:
    """Tell whether "a flat one", "the longest one" follows."""
    opens = at < len(words) and words[at].lower in ("a", "an", "the")
    return opens and any(word.lower in ("one", "ones") for word in words[at + 1 : at + 4])


def _is_participle(lower: str) -> bool:
    return lower.endswith("ed") and len(lower) > 4


def _behind(words: Sequence[Word], meaning: Meaning) -> Sequence[Word]:
    """Return the words with which a sentence goes on behind an aside."""
    closes = (n for n in range(meaning.limit, len(words)) if words[n].text in ",)–—")
    at = next(closes, len(words))
    return words[at : at + 4]


def _shows_one(words: Sequence[Word], meaning: Meaning, past: bool) -> bool:
    if singular(meaning.head) in _SOMEBODY:
        return True
    if meaning.related:
        told = [word.lower for word in words[meaning.limit : meaning.limit + 3]]
        return "we" in told and tells_a_story(words, meaning)
    return past and meaning.article in ("a", "an")
