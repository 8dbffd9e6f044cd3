"""Other wordings of a question that ask the same: another article, one thing or several of it."""

from collections.abc import Iterator, Sequence

from flashcards.articles.finders.prose.vocabulary import singular
from flashcards.text.plain import first_field_key, plain_text

_ARTICLES = frozenset(["a", "an", "the"])
_OF_ONE = {"is": "are", "was": "were", "does": "do", "has": "have"}
_NUMBERS = _OF_ONE | {several: one for one, several in _OF_ONE.items()}
_LATEST_VERB = 3
"""Words at most before the verb, as in "In what way is ..."."""
_NOUN_AMONG = 3
"""One of the first words after the verb is the thing asked about, or else the last one."""
_ITS_OWN = frozenset([
    "acoustics", "arms", "classics", "customs", "electronics", "goods", "graphics", "logistics",
])  # fmt: skip
"""Words in -s that mean something else than those without it."""
_AFTER = "?!.,;:)\"'”’»"
_LONGEST = 300
"""Characters of a question; longer ones are passages that nobody words twice."""


def other_questions(question: str) -> set[str]:
    """Return other wordings of a question, in the form of ``first_field_key``.

    The article after the verb comes and goes, and one thing becomes several where the verb says
    so too: "What is Token?", "What is a token?" and "What are tokens?" ask the same. Elsewhere
    words stay, since "vitamin A" is not "vitamin". Empty for what is no such question.
    """
    words = _words_of(question)
    place = next((n for n, word in enumerate(words[: _LATEST_VERB + 1]) if word in _NUMBERS), None)
    if place is None:
        return set()
    before, verb, rest = words[:place], words[place], _bare(words[place + 1 :])
    if not rest:
        return set()
    other = _NUMBERS[verb]
    likely = {*range(min(_NOUN_AMONG, len(rest))), len(rest) - 1}
    asked = [(verb, rest), (other, rest)]
    asked += [(other, each) for each in _recounted(rest, likely, several=verb in _OF_ONE)]
    return {
        " ".join((*before, said, *article, *each))
        for said, each in asked
        for article in _WITH_ARTICLES
    } - {" ".join(words)}


def other_names(term: str) -> set[str]:
    """Return other wordings of a bare term, in the form of ``first_field_key``."""
    words = _words_of(term)
    rest = _bare(words)
    if not rest:
        return set()
    last = {len(rest) - 1}
    named = [rest, *_recounted(rest, last, several=True), *_recounted(rest, last, several=False)]
    found = {" ".join((*article, *each)) for each in named for article in _WITH_ARTICLES}
    return found - {" ".join(words)}


def same_capitals(one: str, other: str) -> bool:
    """Whether two wordings have the same short forms: "RAG" is not "a rag", nor "plan A" a plan.

    Where all is in capitals, they tell nothing.
    """
    first, second = plain_text(one), plain_text(other)
    return first.isupper() or second.isupper() or _capitals(first) == _capitals(second)


_WITH_ARTICLES: tuple[tuple[str, ...], ...] = ((), *((each,) for each in sorted(_ARTICLES)))


def _words_of(text: str) -> list[str]:
    return first_field_key(text).split(" ") if len(text) <= _LONGEST else []


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    """Return words without the article in front, unless that is all there is.

    Nothing where two stand there: that asks about the words themselves.
    """
    bare = tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)
    return () if len(bare) > 1 and bare[0] in _ARTICLES else bare


def _recounted(
    words: Sequence[str], places: set[int], *, several: bool
) -> Iterator[tuple[str, ...]]:
    """Yield words with one of them made plural (``several``), or singular."""
    for place in sorted(places):
        core = words[place].rstrip(_AFTER)
        end = words[place][len(core) :]
        for form in _plurals(core) if several else _singulars(core):
            yield (*words[:place], form + end, *words[place + 1 :])


def _singulars(word: str) -> list[str]:
    found = singular(word)
    return [] if found == word or word in _ITS_OWN else [found]


def _plurals(word: str) -> list[str]:
    forms = [word + "s", word + "es", word.removesuffix("y") + "ies"]
    return [form for form in forms if _singulars(form) == [word]]


def _capitals(text: str) -> frozenset[str]:
    """Return the short forms in a text, and a letter A that is no article."""
    found = set()
    for place, word in enumerate(text.split()):
        core = word.rstrip(_AFTER)
        short = core.removesuffix("s")
        if len(short) > 1 and short.isupper():
            found.add(short)
        elif core == "A" and place:
            found.add(core)
    return frozenset(found)
