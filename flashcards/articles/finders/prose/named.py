"""Finds terms behind their meaning or announced as words: "call a tool that ... a lathe"."""

from collections.abc import Callable, Iterator, Sequence

from flashcards.articles.finders.prose.meanings import Meaning, Shape, is_clause, read_meaning
from flashcards.articles.finders.prose.naming import Definition, read_term
from flashcards.articles.finders.prose.phrase_words import ANNOUNCING, PAST
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.term_phrases import (
    Term,
    could_be_learned,
    is_named,
    is_several,
)
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    AGENTS,
    ARTICLES,
    BE,
    DETERMINERS,
    LAW_NOUNS,
    OWN,
    PERSON_NOUNS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_CALL = frozenset({"call", "calls", "term", "terms", "name", "names", "dub"})
_DEFINE = frozenset({"defines", "define", "describes", "describe", "understands"})
_PASSIVE = (
    ("called",),
    ("known", "as"),
    ("termed",),
    ("referred", "to", "as"),
    ("spoken", "of", "as"),
    ("described", "as"),
    ("given", "as"),
    ("dubbed",),
)
_NAMED = frozenset(phrase[0] for phrase in _PASSIVE)
_GOES = frozenset({"goes", "go"})
_USED_FOR = (("for",), ("is", "used", "for"), ("to", "mean"), (":",), (",",))
_GIVE = frozenset({"gives", "give", "gave", "given"})
_SPEAK = frozenset({"speak", "speaks", "talk", "talks"})
_WHEN = frozenset({"when", "if", "where", "whenever"})
_SAY = frozenset({"say", "says"})
_UNDER = frozenset({"under", "according"})
_CONTRASTING = frozenset({"most", "other", "many"})
_ENDS = frozenset({".", ";", "!"})
_CLOSES = _ENDS | {",", ")", "–", "—", ":"}
_PEOPLE = AGENTS | PERSON_NOUNS
_LONGEST_TERM = 5
_NEAR = 6
_SURE = 0.65
_LIKELY = 0.6

_Found = tuple[Term, float]
_Rule = Callable[[Sequence[Word], int], _Found | None]


def read_named(words: Sequence[Word], start: int, end: int) -> list[Definition]:
    """Find the terms of a sentence that stand behind their meaning, or are announced as words."""
    return [
        Definition(
            (words[term.first].start, words[term.after - 1].end),
            (start, end),
            confidence,
            determiner=term.determiner if term.determiner in ARTICLES else "",
            plural=is_several(words, term),
            acts=not term.determiner
            and words[term.opens - 1].lower in ("be", *QUOTES)
            and "be" in (word.lower for word in words[term.opens - 2 : term.opens]),
        )
        for term, confidence in _each(words)
    ]


def _each(words: Sequence[Word]) -> Iterator[_Found]:
    for index, word in enumerate(words):
        for rule in _RULES.get(word.lower, ()):
            found = rule(words, index)
            if found is not None:
                yield found
                break


def term_at(words: Sequence[Word], at: int, surely: bool = False) -> Term | None:
    """Return the term that begins at ``words[at]`` with its article, if it can be learned.

    ``surely`` says that the words before it announce a name, so that any noun can be one.
    """
    determiner = words[at].lower if at < len(words) and words[at].lower in ARTICLES else ""
    quoted = at + bool(determiner) < len(words) and words[at + bool(determiner)].text in QUOTES
    found = read_term(words, at)
    if found is None or found[0] - at > 2:
        return None
    term = Term(*found, at, determiner, quoted=quoted or surely)
    if term.size > _LONGEST_TERM or not could_be_learned(words, term):
        return None
    return None if is_named(words, term) and not quoted else term


def _behind(words: Sequence[Word], term: Term) -> int:
    """Index of what follows a term and the mark that closes it."""
    closed = term.after < len(words) and words[term.after].text in QUOTES
    return term.after + closed


def ends_at(words: Sequence[Word], term: Term, ends: frozenset[str] = _ENDS) -> bool:
    """Tell whether a term ends its sentence, or its clause."""
    at = _behind(words, term)
    return at >= len(words) or words[at].text in ends


def find_meaning(words: Sequence[Word], end: int) -> Meaning | None:
    """Return the meaning with a clause or deed of some length that runs up to ``end``."""
    found: Meaning | None = None
    for at in range(end - 4, -1, -1):
        if not words[at].is_word:
            break
        before = words[at - 1].lower if at else ""
        if before in DETERMINERS or (words[at].lower == "the" and at):
            continue
        meaning = read_meaning(words, at)
        if meaning is None or meaning.limit >= end - 1:
            continue
        if (found is None and meaning.shape is Shape.DEED) or (
            meaning.related and (found is None or meaning.article in ("a", "an"))
        ):
            found = meaning
    return found


def _fits(words: Sequence[Word], term: Term, meaning: Meaning) -> bool:
    several = is_several(words, term)
    if meaning.shape is Shape.DEED:
        return not several and term.determiner not in ("a", "an")
    return several == meaning.plural


def _call(words: Sequence[Word], index: int) -> _Found | None:
    """ "Experts call a tool that ... a lathe", "what the trade calls a lathe"."""
    what = next((n for n in range(max(index - 4, 0), index) if words[n].lower == "what"), -1)
    if what >= 0:
        return _what_is_called(words, what, index)
    if words[index].lower in ("term", "name", "terms", "names") or index + 5 >= len(words):
        return None
    if _is_condition(words, index):
        term = term_at(words, index + 1)
        return (term, _SURE) if term and ends_at(words, term) else None
    meaning = read_meaning(words, index + 1)
    if meaning is None or meaning.article not in ("a", "an"):
        return None
    last = len(words) - 1
    for at in range(last - 1, max(last - _LONGEST_TERM - 2, meaning.limit + 1), -1):
        if words[at].lower in ("a", "an"):
            term = term_at(words, at)
            return (term, _SURE) if term and ends_at(words, term) else None
    return None


def _is_condition(words: Sequence[Word], call: int) -> bool:
    """Tell whether ", a condition physicians call" stands here."""
    comma = next((n for n in range(call - 1, max(call - 7, 0), -1) if words[n].text == ","), 0)
    opened = comma and words[comma + 1].lower in ("a", "an") and call - comma > 2
    return bool(opened) and words[call].lower == "call" and words[call - 1].is_word


def _known_as(words: Sequence[Word], index: int) -> _Found | None:
    """ "what insiders know as spinning reserve - plants that ..."."""
    what = next((n for n in range(max(index - 3, 0), index) if words[n].lower == "what"), -1)
    if what < 0 or words[index + 1 : index + 2] == [] or words[index + 1].lower != "as":
        return None
    term = term_at(words, index + 2)
    return (term, _LIKELY) if term and ends_at(words, term, _CLOSES | {"-"}) else None


def _what_is_called(words: Sequence[Word], what: int, call: int) -> _Found | None:
    term = term_at(words, call + 1)
    if term is None or call - what > 1 + 3:
        return None
    behind = _behind(words, term)
    if what and words[what - 1].lower in BE and ends_at(words, term, _CLOSES):
        meaning = read_meaning(words, 0)
        return (term, _SURE) if meaning and _fits(words, term, meaning) else None
    if what == 0 and behind + 3 < len(words) and words[behind].lower in BE:
        meaning = read_meaning(words, behind + 1)
        return (term, _SURE) if meaning and _fits(words, term, meaning) else None
    return None


def _define(words: Sequence[Word], index: int) -> _Found | None:
    """ "The law defines a lathe as a tool that ..."."""
    term = term_at(words, index + 1)
    behind = _behind(words, term) if term else 0
    if term is None or behind + 3 >= len(words) or words[behind].lower != "as":
        return None
    meaning = read_meaning(words, behind + 1)
    return (term, _SURE) if meaning and (meaning.related or meaning.article == "the") else None


def _passive(words: Sequence[Word], index: int) -> _Found | None:
    """ "Tools that ... are spoken of as lathes", "..., given as the dew point"."""
    at = next(
        (
            index + len(phrase)
            for phrase in _PASSIVE
            if tuple(word.lower for word in words[index : index + len(phrase)]) == phrase
        ),
        0,
    )
    at += bool(at) and at < len(words) and words[at].lower in OWN
    term = term_at(words, at) if at else None
    if term is None or not ends_at(words, term, _CLOSES):
        return None
    before = words[index - 1].lower if index else ""
    if before in BE:
        meaning = read_meaning(words[: index - 1], 0)
        if meaning is None or not (meaning.related or meaning.article == "the"):
            return None
        return (term, _SURE) if _fits(words, term, meaning) else None
    if before == ",":
        return (term, _LIKELY) if find_meaning(words, index - 1) else None
    return None


def _goes_by(words: Sequence[Word], index: int) -> _Found | None:
    """ "..., a technique that goes by the name of grafting"."""
    following = [word.lower for word in words[index + 1 : index + 5]]
    if following[:1] not in (["by"], ["under"]) or following[1:] != ["the", "name", "of"]:
        return None
    term = term_at(words, index + 5, surely=True)
    return (term, _SURE) if term and ends_at(words, term, _CLOSES) else None


def _announced(words: Sequence[Word], index: int) -> _Found | None:
    """ "use the word X for a tool that ...", "The word for a tool that ... is X"."""
    if words[index - 1].lower not in ARTICLES or index + 5 >= len(words) or not index:
        return None
    if words[index + 1].lower == "for":
        return _word_for(words, index)
    term = term_at(words, index + 1)
    if term is None or words[index + 1].lower in ARTICLES:
        return None
    behind = _behind(words, term)
    if _GIVE & {word.lower for word in words[max(index - 3, 0) : index]}:
        meaning = read_meaning(words, behind + 1) if words[behind].lower == "to" else None
        return (term, _SURE) if meaning else None
    for phrase in _USED_FOR:
        if tuple(word.lower for word in words[behind : behind + len(phrase)]) == phrase:
            meaning = read_meaning(words, behind + len(phrase))
            return (term, _SURE) if meaning else None
    return None


def _word_for(words: Sequence[Word], index: int) -> _Found | None:
    for at in range(len(words) - 2, max(len(words) - _LONGEST_TERM - 3, index + 4), -1):
        if words[at].lower == "is" or words[at].text in (":", ","):
            term = term_at(words, at + 1)
            named = term and ends_at(words, term) and read_meaning(words[:at], index + 2)
            return (term, _SURE) if term and named else None
    return None


def _spoken_of(words: Sequence[Word], index: int) -> _Found | None:
    """ "When a ship is held in port, we speak of demurrage."."""
    if words[0].lower not in _WHEN or words[index + 1 : index + 2] == []:
        return None
    if words[index + 1].lower != "of" or not any(word.text == "," for word in words[3:index]):
        return None
    term = term_at(words, index + 2)
    return (term, _SURE) if term and ends_at(words, term) else None


def _when_they_say(words: Sequence[Word], index: int) -> _Found | None:
    """ "When builders say pantile, they mean a tile that ..."."""
    if words[0].lower != "when" or index > _NEAR:
        return None
    term = term_at(words, index + 1)
    if term is None:
        return None
    at = _behind(words, term)
    lowers = [word.lower for word in words[at : at + 3]]
    if lowers[:1] != [","] or lowers[2:] not in (["mean"], ["means"]):
        return None
    return (term, _SURE) if read_meaning(words, at + 3) else None


def _behind_comma(words: Sequence[Word], index: int) -> _Found | None:
    """ "... a tool that turns wood, the lathe.", "... cutting a shoot from a tree, or pruning."."""
    following = words[index + 1].lower if index + 1 < len(words) else ""
    if following not in ("the", "or") or any(word.lower in PAST for word in words[:index]):
        return None
    term = term_at(words, index + 1 + (following == "or"))
    if term is None or not ends_at(words, term, _ENDS | {","}):
        return None
    meaning = find_meaning(words, index)
    if meaning is None or not _fits(words, term, meaning):
        return None
    at_end = ends_at(words, term)
    if following == "or":
        deed = meaning.shape is Shape.DEED and words[term.after - 1].lower.endswith(
            ABSTRACT_ENDINGS
        )
        return (term, _LIKELY) if deed else None
    if meaning.shape is Shape.DEED or not meaning.related or term.determiner != "the":
        return None
    if at_end:
        return (term, _LIKELY) if meaning.article in ("a", "an") else None
    return (term, _LIKELY) if meaning.at == 0 and meaning.article == "the" else None


def _said_to_be(words: Sequence[Word], index: int) -> _Found | None:
    """ "A contract is said to be voidable if one side is free to cancel it."."""
    if [word.lower for word in words[index + 1 : index + 3]] != ["to", "be"]:
        return None
    first = index + 3
    first += first < len(words) and words[first].text in QUOTES
    term = Term(first, first + 1, first)
    behind = _behind(words, term)
    if behind + 3 >= len(words) or words[behind].lower not in _WHEN:
        return None
    return (term, _SURE) if words[0].lower in ("a", "an") or looks_plural(words[0].lower) else None


def _under(words: Sequence[Word], index: int) -> _Found | None:
    """ "Under the exhaustion doctrine, a maker has no say over a copy once it is sold."."""
    if index:
        return None
    at = 1 + (words[0].lower == "according" and words[1].lower == "to")
    term = term_at(words, at) if at < len(words) else None
    if term is None or term.determiner in ("a", "an"):
        return None
    behind = _behind(words, term)
    if behind >= len(words) or words[behind].text != "," or not is_clause(words, behind + 1):
        return None
    head = singular(words[term.after - 1].lower)
    view = head in LAW_NOUNS or head.endswith(_OF_VIEWS)
    return (term, _LIKELY) if view and head not in _PEOPLE else None


_OF_VIEWS = ("ism", "ity", "doctrine", "principle", "theory")


def _unlike(words: Sequence[Word], index: int) -> _Found | None:
    """ "Unlike most loans, a bridging loan covers ..."."""
    if index or len(words) < 8 or words[1].lower not in _CONTRASTING or words[3].text != ",":
        return None
    at = 4
    if words[at].lower in DETERMINERS - {"a", "an"}:
        return None
    determiner = words[at].lower if words[at].lower in ("a", "an") else ""
    first = at + bool(determiner)
    first += words[first].text in QUOTES
    for after in range(first + 1, min(first + 4, len(words) - 3)):
        term = Term(first, after, at, determiner)
        if not could_be_learned(words, term) or is_several(words, term) == bool(determiner):
            continue
        behind = after + (words[after].text in QUOTES)
        verb, following = words[behind].lower, words[behind + 1].lower
        acts = singular(verb) != verb if determiner else singular(verb) == verb
        if acts and verb not in BE and words[behind + 1].is_word and following not in BE:
            return term, _LIKELY
    return None


_RULES: dict[str, tuple[_Rule, ...]] = {
    **dict.fromkeys(ANNOUNCING, (_announced,)),
    **dict.fromkeys(_CALL, (_call,)),
    **dict.fromkeys(("term", "name"), (_announced, _call)),
    **dict.fromkeys(_DEFINE, (_define,)),
    **dict.fromkeys(_NAMED, (_passive,)),
    **dict.fromkeys(_GOES, (_goes_by,)),
    **dict.fromkeys(_SPEAK, (_spoken_of,)),
    "know": (_known_as,),
    "said": (_said_to_be,),
    **dict.fromkeys(_SAY, (_when_they_say,)),
    **dict.fromkeys(_UNDER, (_under,)),
    ",": (_behind_comma,),
    "unlike": (_unlike,),
}
"""The rules by the word or sign at which each looks."""
