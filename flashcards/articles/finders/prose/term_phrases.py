"""Reads the noun phrase of a term that ends at a sign or a verb: "... depends on grafting, ..."."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.articles.finders.prose.everyday import ACTIONS, NOUNS
from flashcards.articles.finders.prose.phrase_words import (
    ALIAS_OPENERS,
    ALIAS_WORDS,
    ANNOUNCING,
    CALENDAR,
    HEADS_OF_OF,
    KIN,
    MORE_NUMBERS,
    OF_A_BOOK,
    SAYING,
    STRIPPED,
    TITLES,
    TRANSITIVE,
    VERBS_WITH_OF,
)
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import (
    ADVERBS_BEHIND,
    AGENTS,
    ARTICLES,
    BE,
    COMMON_ADJECTIVES,
    COMPARATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    HEDGES,
    LAW_NOUNS,
    LOOSE_ADJECTIVES,
    MODALS,
    NOUNS_IN_LY,
    NUMBERS,
    OPENING_ADVERBS,
    PARTICIPLES,
    POINTING,
    PREPOSITIONS,
    PRONOUNS,
    SET_PHRASES,
    SUPERLATIVES,
    TECHNICAL_HEADS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import abbreviates, looks_plural

_MOST_WORDS = 5
_LONGEST_ASIDE = 9
_CLOSING = frozenset('"”’»*')
_IN_LY = NOUNS_IN_LY | {"early", "daily", "weekly", "monthly", "yearly", "only"}
_OFS = frozenset({"of", "between", "to", "for"})
_NEVER_IN = (
    PRONOUNS
    | CONJUNCTIONS
    | DETERMINERS
    | MODALS
    | BE
    | HEDGES
    | NUMBERS
    | MORE_NUMBERS
    | {"not", "never"}
)
_STOPS = _NEVER_IN | PREPOSITIONS
_DEEDS = ACTIONS | TRANSITIVE
_NO_HEADS = HEADS_OF_OF | VERBS
_SPEAKING = VERBS_WITH_OF | TRANSITIVE
_PARTICULAR = CALENDAR | TITLES
_DOERS = PRONOUNS - {"there", "here"}
_LEADS = (MODALS | PRONOUNS | HEDGES) - (DETERMINERS - {"that", "which"})
_NO_NOUNS = ADVERBS_BEHIND | OPENING_ADVERBS | COMPARATIVES | PARTICIPLES | LOOSE_ADJECTIVES
_ITS = frozenset({"its", "their"})
_LETTING = frozenset({"let", "lets", "make", "makes", "help", "helps", "have", "see"})
_POINTERS = POINTING - {"we", "you", "they", "i", "he", "she", "it"} | {"as", "than"}
_LOOSE = LOOSE_ADJECTIVES | COMMON_ADJECTIVES | SUPERLATIVES
_NO_TERMS = VAGUE_NOUNS | EVALUATIONS


@dataclass(frozen=True, slots=True)
class Term:
    """Where a term stands among the words, without its article and its other names."""

    first: int
    after: int
    opens: int
    """Index of its article, or of its first word if it has none."""
    determiner: str = ""
    aliases: tuple[tuple[int, int], ...] = ()
    """Where other names stand in the article."""
    quoted: bool = False

    @property
    def size(self) -> int:
        """How many words it has."""
        return self.after - self.first


def term_before(words: Sequence[Word], end: int) -> Term | None:
    """Return the term whose last word, or whose other name in brackets, ends at ``end``."""
    end, aliases, shorts = _without_alias(words, end)
    if end < 1:
        return None
    if words[end - 1].text in _CLOSING:
        return _quoted(words, end, aliases)
    first = _begin(words, end)
    if first < end and first > 1 and words[first - 1].lower in _OFS:
        first = _with_of(words, first, end, shorts)
    while first < end - 1 and words[first].lower in STRIPPED and words[first].text.islower():
        first += 1
    opens = first
    while opens > 0 and words[opens - 1].lower in STRIPPED:
        opens -= 1
    so_called = "so-called" in {word.lower for word in words[opens:first]}
    determiner = words[opens - 1].lower if opens else ""
    if determiner not in DETERMINERS or is_said_before(words, opens):
        determiner = ""
    opens -= bool(determiner)
    announced = determiner in ("the", "") and end - first > 1 and words[first].lower in ANNOUNCING
    term = Term(first + announced, end, opens, determiner, aliases, quoted=announced or so_called)
    return term if first < end and _is_free(words, term) and could_be_learned(words, term) else None


def is_said_before(words: Sequence[Word], at: int) -> bool:
    """Tell whether "explains that", "know that" stands before ``words[at]``."""
    return at > 1 and words[at - 1].lower == "that" and words[at - 2].lower in SAYING


def _is_free(words: Sequence[Word], term: Term) -> bool:
    """Tell whether what stands before a term lets it be one: not "such a", "in contrast"."""
    before = words[term.opens - 1].lower if term.opens else ""
    if before in _POINTERS and not is_said_before(words, term.opens):
        return False
    doing = before in BE and term.opens > 1 and words[term.opens - 2].lower in _DOERS
    if doing and words[term.first].lower.endswith("ing"):
        return False
    alone = term.size == 1 and not term.determiner
    return not (alone and before in PREPOSITIONS and words[term.first].lower in SET_PHRASES)


def could_be_learned(words: Sequence[Word], term: Term) -> bool:
    """Tell whether words are of a kind to be learned: no name of a day, a person, a page."""
    inside = words[term.first : term.after]
    lowers = [word.lower for word in inside]
    last = singular(_head_of(words, term).lower)
    if any(w.text[0].isdigit() for w in inside):
        return False
    if term.determiner not in ARTICLES | {""} and (term.determiner not in _ITS or last in NOUNS):
        return False
    if term.quoted:
        return True
    if not all(word.is_word for word in inside) or (
        len(lowers[-1]) < 3 and not inside[-1].text.isupper()
    ):
        return False
    if set(lowers) & _PARTICULAR or lowers[0] in OF_A_BOOK or last in KIN:
        return False
    if any(lower.endswith("ly") and lower not in _IN_LY for lower in (lowers[0], lowers[-1])):
        return False
    if len(lowers) == 1 and not term.determiner and _is_no_noun(lowers[0]):
        return False
    if last in _NO_TERMS and not _narrowed(lowers, last, term.determiner):
        return False
    if last in AGENTS and len(lowers) == 1:
        return False
    return not (lowers[-1] in VERBS and len(lowers) == 1 and not term.determiner)


def _is_no_noun(lower: str) -> bool:
    """Tell whether a word that stands alone is an adverb or participle: "earlier", "tuned"."""
    return lower in _NO_NOUNS or lower.endswith("ier") or (lower.endswith("ed") and len(lower) > 4)


def _narrowed(lowers: Sequence[str], head: str, determiner: str) -> bool:
    """Tell whether the words before a vague noun make a term of it: "limiting factor"."""
    if len(lowers) < 2 or set(lowers[:-1]) & _LOOSE:
        return False
    return determiner != "the" or head in TECHNICAL_HEADS | LAW_NOUNS


def is_named(words: Sequence[Word], term: Term) -> bool:
    """Tell whether a term is a name written with capitals, other than an abbreviation."""
    inside = words[term.first : term.after]
    capitals = [w for w in inside if w.text[0].isupper() and not w.text.isupper()]
    return bool(capitals) and not (term.opens == 0 and capitals == [inside[0]])


def is_several(words: Sequence[Word], term: Term) -> bool:
    """Tell whether a term is a plural."""
    last = _head_of(words, term)
    small = last.lower if last.text[1:].islower() else last.text
    return term.determiner not in ("a", "an") and looks_plural(small)


def _head_of(words: Sequence[Word], term: Term) -> Word:
    """Return the noun that a term is about: its last word, or the one before "of"."""
    inner = range(term.first + 1, term.after)
    return words[next((n for n in inner if words[n].lower in PREPOSITIONS), term.after) - 1]


def _begin(words: Sequence[Word], end: int) -> int:
    """Where the nouns and adjectives begin that end at ``end``, behind any verb."""
    first = end
    while first > 0 and end - first < _MOST_WORDS + 2:
        word = words[first - 1]
        behind_article = first > 1 and words[first - 2].lower in ARTICLES
        compound = first == end and first > 2 and words[first - 3].lower in ARTICLES
        if not word.is_word or word.lower in _STOPS:
            break
        if word.lower in VERBS and not (compound or (behind_article and first < end)):
            break
        first -= 1
    doing = first > 1 and words[first - 1].lower in BE and words[first - 2].lower in _DOERS
    if doing and words[first].lower.endswith("ing"):
        first += end - first > 1  # "they are doing normal science"
    determined = first > 0 and words[first - 1].lower in DETERMINERS
    led = first > 0 and words[first - 1].lower in _LEADS
    for index in range(end - 2, first - 1, -1):
        if _acts(words, index, first, determined, led):
            return index + 1
    return first if end - first <= _MOST_WORDS else end


def _acts(words: Sequence[Word], index: int, first: int, determined: bool, led: bool) -> bool:
    """Tell whether the word at ``index`` is the verb between a subject and a term."""
    word = words[index]
    if not word.text.islower():
        return False
    if index == first:
        return led and not determined and (word.lower in TRANSITIVE or _ends_in_s(word))
    if word.lower in TRANSITIVE or _is_done(words, index):
        return True
    article = words[first - 1].lower if determined else ""
    if word.lower.endswith("s"):
        alone = _ends_in_s(word) and not looks_plural(words[index - 1].lower)
        return alone and (article not in ("a", "an") or index - first > 1)
    return word.lower.endswith("ed") and article not in ("a", "an") and "-" not in word.text


def _is_done(words: Sequence[Word], index: int) -> bool:
    """Tell whether a word is what several do, or one is let do: "glands release melatonin"."""
    if words[index].lower not in ACTIONS:
        return False
    before = words[index - 1].lower
    several = looks_plural(before) and singular(before) not in _DEEDS
    return several or any(word.lower in _LETTING for word in words[max(index - 5, 0) : index - 1])


def _ends_in_s(word: Word) -> bool:
    return singular(word.lower) != word.lower


def _with_of(words: Sequence[Word], first: int, end: int, shorts: Sequence[str]) -> int:
    """Begin with the noun before "of" where it belongs to the name: "limit of detection"."""
    head = first - 2
    begin = head
    while begin > 0 and head - begin < 3 and words[begin - 1].lower not in _STOPS:
        behind_article = begin > 1 and words[begin - 2].lower in ARTICLES
        if not words[begin - 1].is_word or (words[begin - 1].lower in VERBS and not behind_article):
            break
        begin -= 1
    named = " ".join(word.text for word in words[begin:end])
    if any(abbreviates(short, named) for short in shorts):
        return begin
    determiner = words[begin - 1].lower if begin else ""
    if words[first - 1].lower == "to" and determiner in ARTICLES and begin == head:
        short = end - first == 1 and words[head].lower not in HEADS_OF_OF
        return begin if short else first  # "an invitation to treat"
    if words[first - 1].lower != "of" or begin > head:
        return first
    whole = begin == head and words[head].lower not in _NO_HEADS
    if determiner in PREPOSITIONS and whole and begin > 1 and words[begin - 2].lower == "stands":
        return begin  # "stands for limit of detection"
    if determiner not in ARTICLES:
        return first
    if determiner != "the" and (begin < head or end - first > 1):
        return first
    head_word = words[head].lower
    speaks = head_word.removesuffix("s").removesuffix("ed") in _SPEAKING
    speaks = speaks or head_word in VERBS or head_word in ("spoke", "told", "thought", "heard")
    return first if speaks or head_word in HEADS_OF_OF or head_word in _STOPS else begin


def _quoted(words: Sequence[Word], end: int, aliases: tuple[tuple[int, int], ...]) -> Term | None:
    for first in range(end - 2, max(end - 3 - _MOST_WORDS, -1), -1):
        if words[first].text in QUOTES:
            if first + 1 >= end - 1:
                return None
            determiner = words[first - 1].lower if first else ""
            determiner = determiner if determiner in ARTICLES else ""
            opens = first - bool(determiner)
            term = Term(first + 1, end - 1, opens, determiner, aliases, quoted=True)
            return term if could_be_learned(words, term) else None
        if not words[first].is_word:
            break
    return None


def _without_alias(
    words: Sequence[Word], end: int
) -> tuple[int, tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Return where the term ends before "(ABC)", ", or ABC(,)", and the other name."""
    sign = words[end - 1].text if end else ""
    opener = {")": "(", ",": ","}.get(sign, "")
    if opener:
        begin = next(
            (
                n
                for n in range(end - 2, max(end - 2 - _LONGEST_ASIDE, 0), -1)
                if words[n].text == opener
            ),
            -1,
        )
    else:
        begin = next(
            (
                n
                for n in range(end - 2, max(end - 5, 0), -1)
                if words[n].text == "," and words[n + 1].lower == "or"
            ),
            -1,
        )
    if begin < 1:
        return (end, (), ()) if sign not in (")", ",") else (-1, (), ())
    inner = words[begin + 1 : end - bool(opener)]
    at = 0
    while at < len(inner) and (inner[at].lower in ALIAS_WORDS or inner[at].text in QUOTES):
        at += 1
    name = [word for word in inner[at:] if word.text not in QUOTES]
    if not name or len(name) > 4 or not all(word.is_word for word in name):
        return -1, (), ()
    if opener != "(" and inner[0].lower not in ALIAS_OPENERS:
        return -1, (), ()
    if opener == "(" and not at and not name[0].text[-1].isupper():
        return -1, (), ()
    return begin, ((name[0].start, name[-1].end),), (name[0].text,)
