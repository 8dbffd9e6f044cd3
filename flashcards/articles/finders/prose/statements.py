"""Finds terms in sentences of other shapes: "This is the X.", "In X, ...", "By X we mean ..."."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from flashcards.articles.finders.prose.conclusions import CONCLUSIONS
from flashcards.articles.finders.prose.conditions import CONDITIONS
from flashcards.articles.finders.prose.described import DESCRIBED, to_do_that_is
from flashcards.articles.finders.prose.endings import NO_TERM, at_the_end, definition
from flashcards.articles.finders.prose.naming import Definition, read_term
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    LAW_NOUNS,
    LOOSE_ADJECTIVES,
    OPENING_ADVERBS,
    OWN,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    SET_PHRASES,
    TECHNICAL_HEADS,
    VERBS,
    singular,
)

_MAKERS = frozenset({"constitute", "constitutes", "form", "forms"})
_YIELDS = frozenset({"gives", "yields", "into"})
_PLACED = frozenset(["lies", "lie", "sits", "stands", "stand", "comes", "runs", "rises"])
_TURNS = frozenset(
    ["turns", "turn", "grows", "swells", "develops", "evolves", "becomes", "condenses", "hardens"]
)
_PHRASE_OPENERS = frozenset({"the", "this", "these", "such"})
_RELATED = [[",", "which"], [",", "where"], [",", "a"], [",", "the"], [",", "when"], [",", "in"]]
_ALONE = ("ism", "sis", "ation", "ition")
_NO_NOTIONS = frozenset(
    ["addition", "conclusion", "proportion", "isolation", "combination", "anticipation", "question"]
) | {"preparation", "desperation", "transition", "operation", "position", "opposition", "relation"}
_PROCEDURES = frozenset({"process", "method", "technique", "procedure", "system", "scheme"})
_WITHIN = frozenset({"in", "under", "during", "with", "along"})
_LEARNED_ENDINGS = (
    "oea", "itis", "osis", "emia", "asis", "logy", "graphy", "ectomy", "oma", "pathy", "lysis",
    "plasty", "ergy",
)  # fmt: skip
"""Endings of nouns that only name diseases, treatments and sciences."""
_FIELDS = frozenset(
    ["study", "science", "art", "branch", "theory", "measurement", "practice", "technique"]
)
_ENDS_THE_NAME = PREPOSITIONS | VERBS | DETERMINERS
_NO_SUBJECT = POINTING | PREPOSITIONS
_FUNCTION_WORDS = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | DETERMINERS | BE
_ENDS_PLACES = DETERMINERS | VERBS
_BEGINS_CLAUSES = DETERMINERS | {"we", "they", "one"}


_Rule = Callable[[Sequence[Word], Sentence], Definition | None]


def read_statement(words: Sequence[Word], clause: Sentence) -> list[Definition]:
    """Find at most one term that a clause introduces in one of the rarer shapes."""
    opener, lowers = words[0].lower, {word.lower for word in words}
    for rule, holds in _rules_for(opener):
        if holds and holds.isdisjoint(lowers):
            continue
        made = rule(words, clause)
        if made is not None:
            return [made]
    return []


@lru_cache(maxsize=5_000)
def _rules_for(opener: str) -> list[tuple[_Rule, frozenset[str]]]:
    """Return the rules for clauses that begin with a word, and what else these must hold."""
    return [(rule, holds) for rule, opens, holds in _RULES if not opens or opener in opens]


def _by_law(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "According to the X theory, ..."."""
    lowers = [word.lower for word in words[:9]]
    if lowers[:2] != ["according", "to"]:
        return None
    at = 3 if lowers[2:3] == ["the"] else 2
    end = at
    while end < len(words) and words[end].is_word and end - at < 5:
        if words[end].lower in _ENDS_THE_NAME:
            return None
        end += 1
    if end - at < 2 or words[end - 1].lower not in LAW_NOUNS:
        return None
    return definition(words, at, end, clause, 0.6, before=False)


def _we_mean(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "By X we mean ...", "By X is meant ..."."""
    lowers = [word.lower for word in words[:7]]
    if lowers[0] == "what":
        meant = "by" in lowers and bool({"mean", "means", "understand"} & set(lowers[1:4]))
        found = read_term(words, lowers.index("by") + 1) if meant else None
    else:
        found = read_term(words, 1) if len(words) > 5 else None
    if found is None:
        return None
    at, end = found
    if words[0].lower == "what":
        return definition(words, at, end, clause, 0.6, before=False)
    behind = end
    if words[end : end + 1] and words[end].text == ",":
        behind = next((n + 1 for n in range(end + 1, len(words)) if words[n].text == ","), end)
    following = {word.lower for word in words[behind + 1 : behind + 4]}
    if following & {"mean", "means", "meant", "understand", "understands", "understood"}:
        return definition(words, at, end, clause, 0.75, before=False)
    return None


def _this_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "That small discrepancy is the X.", "These are its Xs.", "This is X."."""
    verb = next((n for n, word in enumerate(words[:12]) if word.lower in BE), -1)
    if words[0].lower in ("all", "both") and words[1].lower not in ("these", "those", "this", "of"):
        return None
    if not 1 <= verb < len(words) - 1 or any(not word.is_word for word in words[:verb]):
        return None
    if verb > 5 and any(word.lower in VERBS for word in words[1:verb]):
        return None
    found = read_term(words, verb + 1 + (words[verb + 1].lower in OWN))
    made = at_the_end(words, found, clause, 0.5, before=True)
    return replace(made, if_used=True) if made and made.determiner in ("a", "an") else made


def _who_do_so_are(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Animals, which must eat ..., are heterotrophs.", "The study of strata is stratigraphy."."""
    lowers = [word.lower for word in words]
    described = bool({"which", "that", "who"} & set(lowers[1:6]))
    described = described and lowers[0] not in _NO_SUBJECT
    studied = lowers[0] == "the" and lowers[1] in _FIELDS and lowers[2] == "of"
    if studied and {"is", "are"} & set(lowers[3:10]):
        verb = next(n for n, lower in enumerate(lowers) if n > 2 and lower in ("is", "are"))
        return at_the_end(words, read_term(words, verb + 1), clause, 0.6, False, sure=True)
    if not described:
        return None
    verbs = [n for n, lower in enumerate(lowers) if lower in ("is", "are")]
    ends = lowers.index("(") + 1 if "(" in lowers else len(words)
    if not verbs or verbs[-1] < 4 or not 0 < ends - verbs[-1] <= 4:
        return None
    if lowers[verbs[-1] - 1] in POINTING and not words[verbs[-1] - 2].is_word:
        return None
    if verbs[-1] + 1 >= len(words):
        return None
    found = read_term(words, verbs[-1] + 1)
    if lowers[0] == "the" and words[verbs[-1] + 1].lower not in ARTICLES and verbs[-1] < 8:
        return None
    points = bool({"this", "these"} & set(lowers[: verbs[-1]]))
    plain = words[verbs[-1] + 1].lower not in ARTICLES and lowers[0] == "the"
    made = at_the_end(words, found, clause, 0.5, before=points, sure=plain)
    return replace(made, if_new=True) if made and plain else made


def _doing_so_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Rejecting what is true is a type I error.": what is done so has a name."""
    at = 1 if words[0].lower in ("whereas", "while", "and", "but") else 0
    if not words[at].lower.endswith("ing") or len(words[at].lower) < 6:
        return None
    verbs = [n for n, word in enumerate(words) if word.lower in ("is", "are")]
    if not verbs or verbs[-1] < at + 3 or verbs[-1] + 2 >= len(words):
        return None
    found = read_term(words, verbs[-1] + 1)
    if words[verbs[-1] + 1].lower not in ("a", "an"):
        named = found and words[found[1] - 1].lower.endswith(ABSTRACT_ENDINGS)
        if not named or verbs[-1] < 5:
            return None
        return at_the_end(words, found, clause, 0.5, before=False, sure=True)
    return at_the_end(words, found, clause, 0.45, before=False)


def _gives(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "A divided by B gives the X.", "the result is an X"."""
    for index in range(2, len(words) - 2):
        lower = words[index].lower
        turns = lower == "into" and words[index - 1].lower in _TURNS
        if lower == "into" and not turns:
            continue
        if lower in _YIELDS and index >= 4 and (turns or words[index + 1].lower in ARTICLES):
            found = read_term(words, index + 1)
            made = at_the_end(words, found, clause, 0.45, before=False)
            return made if made and words[0].lower not in POINTING else None
        result = lower == "is" and words[index - 1].lower in ("result", "outcome")
        found = read_term(words, index + 1) if result else None
        if found and (
            words[found[0]].lower.endswith(ABSTRACT_ENDINGS)
            or (found[1] - found[0] > 1 and words[index + 1].lower not in ARTICLES)
        ):
            made = at_the_end(words, found, clause, 0.5, before=True)
            if made:
                return replace(made, weakly=True)
        if found and words[index + 1].lower in ("a", "an"):
            if found[1] < len(words) and words[found[1]].lower in ("such", "like"):
                words = words[: found[1]]
            return at_the_end(words, found, clause, 0.5, before=False)
    return None


def _named_after_comma(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "gave it a name of its own, stagflation." """
    if len(words) < 8 or not any(word.lower in ("name", "word", "term") for word in words[-9:-2]):
        return None
    for index in range(len(words) - 2, max(len(words) - 6, 3), -1):
        if words[index].text in (",", ":"):
            found = read_term(words, index + 1)
            near = [word.lower for word in words[index - 5 : index]]
            if found is None or not {"name", "word", "term"} & set(near):
                return None
            ends = found[1] == len(words) or words[found[1]].text == "."
            return definition(words, *found, clause, 0.6, before=False) if ends else None
    return None


def _as_it_is_called(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "X, as it is called, ..." names what the sentence before described."""
    lowers = [word.lower for word in words[:10]]
    for index in range(1, len(lowers) - 4):
        if lowers[index] == "," and lowers[index + 1] == "as" and lowers[index + 4] == "called":
            found = read_term(words, 0)
            if found and found[1] == index:
                return definition(words, *found, clause, 0.55, before=True)
    return None


def _or_rather(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "The loose grains, or sediment, come to rest ..."."""
    first = next((n for n, word in enumerate(words[:4]) if word.lower in _PHRASE_OPENERS), -1)
    if first < 0:
        return None
    for index in range(first + 2, min(first + 7, len(words) - 3)):
        if words[index].text == "," and words[index + 1].lower == "or":
            found = read_term(words, index + 2)
            if found is None or found[1] >= len(words) or words[found[1]].text != ",":
                return None
            if found[1] - found[0] > 2:
                return None
            return definition(words, *found, clause, 0.5, before=words[0].lower != "the")
        if not words[index].is_word:
            return None
    return None


def _beneath_lies(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Beneath it lies the asthenosphere, which is ..."."""
    for index in range(1, min(8, len(words) - 2)):
        if words[index].lower in _PLACED and words[index + 1].lower in ARTICLES:
            found = read_term(words, index + 1)
            if found is None or found[1] >= len(words):
                return None
            if found[1] >= len(words) - 1:
                made = at_the_end(words, found, clause, 0.5, before=True)
                return replace(made, weakly=True) if made else None
            related = [word.lower for word in words[found[1] : found[1] + 2]]
            if related not in _RELATED:
                return None
            return definition(words, *found, clause, 0.5, before=False)
    return None


def _within(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "In circuit switching, a line is reserved ...": what happens in a process."""
    opener = words[0].lower
    if opener not in _WITHIN or len(words) < 8:
        return None
    generic = words[1].lower in ("a", "an")
    if opener in ("with", "along") and not (generic or words[1].lower == "the"):
        return None
    at = 2 if words[1].lower in ARTICLES else 1
    end = at
    while end < len(words) and words[end].is_word and end - at < 5:
        lower = words[end].lower
        if lower in _FUNCTION_WORDS:
            break
        if lower in VERBS and not (end - at > 1 and lower in TECHNICAL_HEADS):
            break
        if lower in OPENING_ADVERBS or lower.isdigit():
            return None
        end += 1
    if end - at < 3 and any(word.lower in LOOSE_ADJECTIVES for word in words[at:end]):
        return None
    if end < len(words) and words[end].lower == "and":
        end = _end_of_notion(words, at, end)
        if words[end].is_word and words[end].lower not in _ENDS_PLACES and end > at:
            return _definition_within(words, at, end, clause)
    alone = words[at].lower.endswith(_ALONE) and words[at].lower not in SET_PHRASES | _NO_NOTIONS
    if end >= len(words) or not 2 - alone <= end - at <= 4:
        return None
    head = singular(words[end - 1].lower)
    procedure = head in _PROCEDURES and end - at > 1
    modifier = words[at].lower
    specific = (end - at > 2 or (generic and end - at == 2)) and head in TECHNICAL_HEADS
    hyphened = "-" in words[at].text and words[1].lower not in ARTICLES
    notion = head.endswith(ABSTRACT_ENDINGS) or generic or specific or hyphened
    notion = notion or head.endswith(_LEARNED_ENDINGS) or head in _PROCEDURES
    vague = head in NO_TERM and not (specific or procedure)
    if not notion or vague or modifier.endswith(("ly", "est")):
        return None
    if words[1].lower == "the" and "-" not in words[at].text and not procedure:
        return None
    if words[end].text != "," and words[end].lower not in _BEGINS_CLAUSES:
        return None
    made = definition(words, at, end, clause, 0.45, before=False)
    beside = opener in ("with", "along") and not words[at].text[0].isupper()
    return replace(made, if_used=True) if beside else made


def _end_of_notion(words: Sequence[Word], at: int, end: int) -> int:
    """Where "symmetric encryption" ends in "In symmetric encryption sender and receiver ..."."""
    for index in range(at + 1, end - 1):
        if words[index].lower.endswith(ABSTRACT_ENDINGS):
            return index + 1
    return at


def _definition_within(
    words: Sequence[Word], at: int, end: int, clause: Sentence
) -> Definition | None:
    lowers = {word.lower for word in words[at:end]}
    if lowers & LOOSE_ADJECTIVES or words[end - 1].lower in NO_TERM:
        return None
    return definition(words, at, end, clause, 0.42, before=False)


def _as_another(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "These are known as horizons, and the whole of them as the soil profile."."""
    lowers = [word.lower for word in words]
    named = next((n for n, word in enumerate(lowers) if word in ("known", "described")), 0)
    last = max((n for n, word in enumerate(lowers) if word == "as"), default=0)
    if not 0 < named < last - 4 or "and" not in lowers[named + 2 : last] or len(words) - last > 5:
        return None
    found = read_term(words, last + 1)
    return at_the_end(words, found, clause, 0.5, before=False) if found else None


def _make_up(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "A and B together make up the X"."""
    for index, word in enumerate(words[: len(words) - 2]):
        two = word.lower in ("make", "makes") and words[index + 1].lower == "up"
        one = word.lower in _MAKERS and words[index - 1].lower in ("together", "they", "to")
        if not (two or one) or index < 2:
            continue
        at = index + 1 + two
        if words[at].lower not in ARTICLES or at + 1 >= len(words):
            return None
        found = read_term(words, at)
        if found is None or singular(words[found[1] - 1].lower) in NO_TERM:
            return None
        if found[1] < len(words) and words[found[1]].is_word and words[found[1]].lower == "of":
            return None
        points = POINTING | {"all", "both"}
        return definition(words, *found, clause, 0.5, before=words[0].lower in points)
    return None


_ALL: frozenset[str] = frozenset()
_POINTERS = frozenset({"this", "that", "these", "such", "those", "all", "both"})
_RULES = (
    (_by_law, frozenset({"according"}), _ALL),
    (
        _we_mean,
        frozenset({"by", "what"}),
        frozenset({"mean", "means", "meant", "understand"}) | {"understood", "understands"},
    ),
    (_as_it_is_called, _ALL, frozenset({"called"})),
    (_or_rather, _ALL, frozenset({"or"})),
    (_this_is, _POINTERS, BE),
    (_who_do_so_are, _ALL, frozenset({"is", "are"})),
    (_doing_so_is, _ALL, frozenset({"is", "are"})),
    (_named_after_comma, _ALL, frozenset({"name", "word", "term"})),
    (_beneath_lies, PREPOSITIONS | {"where", "then", "next", "last", "finally"}, _PLACED),
    (_gives, _ALL, _YIELDS | {"result", "outcome"}),
    (_within, _WITHIN, _ALL),
    (_as_another, _ALL, frozenset({"known", "described"})),
    (_make_up, _ALL, _MAKERS | {"make", "makes"}),
    (to_do_that_is, frozenset({"to"}), frozenset({"is"})),
    *CONCLUSIONS,
    *DESCRIBED,
    *CONDITIONS,
)
"""The rules with the words they open by and the words of which they hold one, none for any."""
