"""Reads the subject of an English sentence, word by word, and says whether it names a thing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.vocabulary import (
    ADVERBS_BEHIND,
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    EVENT_NOUNS,
    HEDGES,
    LAW_NOUNS,
    LOOSE_ADJECTIVES,
    MODALS,
    NOUNS_IN_EST,
    NOUNS_IN_LY,
    OPENING_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    TECHNICAL_HEADS,
    VAGUE_NOUNS,
    VERBS,
    singular,
)

LONGEST_NAME = 7
"""Words in the name of a term."""
_LONGEST_ASIDE = 16
_LONGEST_INTRO = 9
QUOTES = frozenset("\"“”‘’'`*«»„")
_NAMERS = frozenset({"called", "known", "termed", "named", "dubbed", "abbreviated", "short"})
_ALIAS_OPENERS = frozenset({"or", "also", "sometimes", "often", "formerly", "commonly", "more"})
_ALIAS_ASIDES = _NAMERS | _ALIAS_OPENERS | {"as", "simply", "for", "the", "a", "an", "just", "i.e"}
_INTROS = frozenset({"in", "at", "under", "for", "by", "within", "on", "from", "to"})
_CONTRASTS = (
    ("by", "contrast"),
    ("in", "contrast"),
    ("on", "the", "other", "hand"),
    ("by", "comparison"),
    ("on", "the", "contrary"),
    ("conversely",),
    ("meanwhile",),
    ("however",),
    ("quite", "simply"),
    ("in", "short"),
    ("then",),
    ("in", "turn"),
    ("finally",),
    ("for", "example"),
    ("of", "course"),
)
_SPEAKERS = frozenset(
    ["we", "i", "you", "recall", "remember", "note", "suppose", "one", "let", "it"]
)
_SAYING = frozenset(
    [
        "say",
        "said",
        "saw",
        "seen",
        "know",
        "known",
        "noted",
        "learned",
        "learnt",
        "mentioned",
        "recall",
    ]
) | {"remember", "note", "established", "agreed", "knowing", "noting", "remembering", "noted"}
_EQUALS = BE | {"equals", "corresponds", "denotes", "means"}
_ALSO_TERMS = frozenset(["change", "end", "point", "step", "case", "choice", "bit", "hit", "move"])
"""Nouns that judge behind "is a" and yet may be terms of an art."""
_EMPTY = frozenset({"thing", "way", "kind", "sort", "place", "time", "day", "year", "person"})
_CONTRASTS_BY_WORD = {
    first: [phrase for phrase in _CONTRASTS if phrase[0] == first]
    for first in {phrase[0] for phrase in _CONTRASTS}
}
NAMED_OF = frozenset(
    ["problem", "fallacy", "remedy", "right", "duty", "power", "doctrine", "defence", "offence"]
) | {"tort", "burden", "standard", "test", "privilege", "presumption", "breach", "law"}
"""Nouns that begin names with "of": "the problem of induction", "the remedy of tracing"."""
_NAMED_BY = frozenset({"term", "word", "phrase", "expression", "name", "acronym", "abbreviation"})
DEFINING = {
    "refers": 0.8,
    "refer": 0.8,
    "means": 0.75,
    "mean": 0.7,
    "denotes": 0.8,
    "denote": 0.8,
    "designates": 0.75,
    "signifies": 0.7,
    "stands": 0.8,
    "stand": 0.8,
    "covers": 0.5,
    "describes": 0.65,
    "describe": 0.6,
    "occurs": 0.55,
    "arises": 0.55,
    "happens": 0.5,
    "consists": 0.55,
    "consist": 0.5,
    "comprises": 0.55,
    "comprise": 0.5,
    "deals": 0.55,
    "states": 0.6,
    "holds": 0.5,
    "says": 0.55,
    "tells": 0.5,
    "specifies": 0.5,
    "determines": 0.5,
    "measures": 0.55,
    "indicates": 0.5,
}
"""Verbs that define their subject, with how sure that makes a rule."""
_ASIDE_OPENERS = _NAMERS | _ALIAS_OPENERS
_ADVERBS_LAST = ADVERBS_BEHIND | OPENING_ADVERBS
_ONLY_JUDGING = EVALUATIONS - _ALSO_TERMS
_HEADS_OF_TERMS = TECHNICAL_HEADS | LAW_NOUNS


@dataclass(frozen=True, slots=True)
class Name:
    """What a sentence speaks of: the words of a term, and where to read on."""

    words: tuple[Word, ...]
    determiner: str
    after: int
    """Index of the first word behind the name and its asides."""
    aliases: tuple[tuple[int, int], ...] = ()
    """Where other names stand in the article."""
    quoted: bool = False
    announced: bool = False
    """Whether it was announced as a word: "the term X"."""
    contrasted: bool = False
    """Whether the sentence sets it against something: "X, by contrast,"."""

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return self.words[-1].end


def read_subject(words: Sequence[Word], at: int = 0) -> Name | None:
    """Read the noun phrase at the beginning of a clause; None if there is none to define."""
    at = skip_opening(words, at)
    determiner, announced = "", False
    if at < len(words) and words[at].lower in DETERMINERS:
        determiner, at = words[at].lower, at + 1
        if determiner not in ARTICLES:
            return None
    if at + 1 < len(words) and determiner == "the" and words[at].lower in _NAMED_BY:
        announced, at = True, at + 1
        if words[at].lower in ARTICLES:
            at += 1
    return _read_name(words, at, determiner, announced)


def skip_opening(words: Sequence[Word], at: int) -> int:
    """Return the index of the subject, past "In law," and "Finally,"."""
    first = words[at].lower if at < len(words) else ""
    if first in _SPEAKERS:
        for index in range(at + 1, min(at + 8, len(words) - 3)):
            if words[index].lower == "that" and _SAYING & {w.lower for w in words[at:index]}:
                return index + 1
    if first in _INTROS:
        for index in range(at + 1, min(at + _LONGEST_INTRO, len(words) - 1)):
            if words[index].text == ",":
                return index + 1
            if words[index].lower in VERBS:
                return _behind_short_intro(words, at)
    for phrase in _CONTRASTS_BY_WORD.get(first, ()):
        size = len(phrase)
        if tuple(word.lower for word in words[at : at + size]) == phrase:
            comma = at + size < len(words) and words[at + size].text == ","
            return at + size + 1 if comma else at
    if at + 1 < len(words) and words[at + 1].text == "," and first in OPENING_ADVERBS:
        return at + 2
    if first in ("whereas", "while", "whilst", "but", "and"):
        return at + 1
    if first == "one" and at + 2 < len(words) and words[at + 2].lower in _EQUALS:
        return at + 1  # "one parsec corresponds to ..."
    return _behind_short_intro(words, at)


def _behind_short_intro(words: Sequence[Word], at: int) -> int:
    """Skip "In the strict sense" and "In chess", where no comma stands before the subject."""
    if at >= len(words) or words[at].lower != "in":
        return at
    for index in range(at + 1, min(at + 5, len(words) - 2)):
        if words[index].lower == "sense":
            return index + 1
        if words[index].lower in ("a", "an") and index == at + 2:
            return index
        if not words[index].is_word:
            break
    return at


def _read_name(words: Sequence[Word], at: int, determiner: str, announced: bool) -> Name | None:
    taken: list[Word] = []
    quoted = False
    while at < len(words) and len(taken) <= LONGEST_NAME:
        word = words[at]
        if word.text in QUOTES:
            quoted = quoted or not taken
            at += 1
            continue
        if not word.is_word or word.lower in BE or (taken and word.lower in DEFINING):
            break
        if not quoted and not _fits_name(word, taken, bool(determiner)):
            return None
        if word.lower in HEDGES and taken and word.lower not in PREPOSITIONS:
            break
        taken.append(word)
        at += 1
    if not taken or len(taken) > LONGEST_NAME or taken[-1].lower in PREPOSITIONS:
        return None
    if quoted and not any(word.text in QUOTES for word in words[at - 1 : at + 1]):
        return None  # the quotation goes on: somebody speaks
    taken = _without_owner(taken, determiner)
    return with_asides(words, at, Name(tuple(taken), determiner, at, (), quoted, announced))


def _without_owner(taken: list[Word], determiner: str) -> list[Word]:
    """Cut "the half-life of an isotope" to what is defined, the half-life."""
    for index in range(1, len(taken) - 2):
        of_any = taken[index].lower == "of" and taken[index + 1].lower in ("a", "an")
        if of_any and determiner == "the":
            return taken[:index]
    return taken


def _fits_name(word: Word, taken: list[Word], determined: bool) -> bool:
    lower = word.lower
    if lower in PREPOSITIONS:
        return bool(taken)
    lower = lower.replace("’", "'")
    if lower.endswith("n't") or lower.partition("'")[0] in PRONOUNS:
        return False
    if lower in PRONOUNS or lower in CONJUNCTIONS or lower in MODALS or lower in DETERMINERS:
        # An article may stand inside a name: "cost of the good", "Henry the Lion".
        if len(taken) == 1 and not determined and lower == "the" and _is_gerund(taken[0]):
            return True  # "Begging the question"
        return bool(taken) and lower in ARTICLES and _takes_article(taken[-1])
    if determined and not taken:
        return True  # "the mean": behind an article stands no verb
    return not (lower in VERBS and (taken or word.text.islower()))


def _is_gerund(word: Word) -> bool:
    return word.lower.endswith("ing") and len(word.lower) > 5


def _takes_article(last: Word) -> bool:
    named = last.text[0].isupper() and not last.lower.endswith("ing")
    return last.lower in PREPOSITIONS or named


def with_asides(words: Sequence[Word], at: int, name: Name) -> Name:
    """Return a name with what is behind it: "(abbreviation)", ", also called Y,", ", however,"."""
    aliases: list[tuple[int, int]] = []
    contrasted = False
    for _ in range(2):
        if at >= len(words):
            break
        sign = words[at].text
        close = ")" if sign == "(" else "," if sign == "," else ""
        end = _closing(words, at, close) if close else -1
        if end < 0:
            break
        inner = words[at + 1 : end]
        lowers = tuple(word.lower for word in inner)
        if lowers in _CONTRASTS:
            contrasted = True
        elif sign == "(" or (lowers and lowers[0] in _ASIDE_OPENERS):
            aliases += _alias(inner, in_brackets=sign == "(")
        at = end + 1
    return Name(
        name.words,
        name.determiner,
        at,
        tuple(aliases),
        name.quoted,
        name.announced,
        contrasted,
    )


def _closing(words: Sequence[Word], at: int, close: str) -> int:
    longest = _LONGEST_ASIDE if close == "," else 2 * _LONGEST_ASIDE
    for index in range(at + 1, min(at + longest, len(words))):
        if words[index].text == close:
            return index
    return -1


def _alias(inner: Sequence[Word], in_brackets: bool) -> list[tuple[int, int]]:
    """Find the other names in an aside such as "also known as X or Y"."""
    at = 0
    while at < len(inner) and (
        inner[at].lower in _ALIAS_ASIDES
        or inner[at].text in QUOTES
        or inner[at].text == ":"
        or inner[at].lower in ("singular", "plural", "abbr")
    ):
        at += 1
    if not in_brackets and at == 0:
        return []
    end = at
    while end < len(inner) and inner[end].is_word and inner[end].lower not in CONJUNCTIONS:
        if inner[end].lower in PREPOSITIONS and inner[end].lower != "of":
            break
        end += 1
    if end == at or end - at > 5 or inner[at].text.isdigit() or inner[at].lower in VERBS:
        return []
    return [(inner[at].start, inner[end - 1].end)]


def names_a_term(name: Name, known_small: Callable[[str], bool], marked: bool) -> float:
    """Say how likely a subject names a thing to learn: 0 for "The result", 1 for a clear name.

    ``known_small`` tells whether the article writes a word small elsewhere.
    """
    if marked or name.quoted or name.announced:
        return 1.0
    first, last = name.words[0], name.words[-1]
    lowers = [word.lower for word in name.words]
    head = head_of(name.words)
    inner_capital = any(word.text[0].isupper() for word in name.words[1:])
    is_name = inner_capital or (first.text[0].isupper() and not known_small(first.lower))
    if first.lower in LOOSE_ADJECTIVES or first.lower in OPENING_ADVERBS:
        return 0.0
    if name.determiner == "the" and is_superlative(first.text):
        return 0.0  # "the tallest of them"
    if not name.determiner and first.lower.endswith("ier") and len(lowers) == 1:
        return 0.0  # "Untidier is the ..."
    if first.text.isdigit() or any(_is_adverb(word.lower) for word in (first, last)):
        return 0.0
    if last.text.islower() and last.lower in _ADVERBS_LAST:
        return 0.0
    if name.determiner == "the":
        return _with_the(name, head, is_name and bool(name.determiner))
    vague = not inner_capital and singular(head) in VAGUE_NOUNS
    if vague and (len(lowers) == 1 or singular(head) in EVALUATIONS):
        generic = name.determiner in ("a", "an") and singular(head) not in _EMPTY
        judged = singular(head) in _ONLY_JUDGING
        return 0.5 if generic and (len(lowers) > 1 or not judged) else 0.0
    if vague and len(lowers) == 2:
        return 0.0 if lowers[0] in ("low", "high", "large", "small", "long", "short") else 0.5
    if "of" in lowers and not inner_capital and not name.determiner:
        return 0.4
    return 0.9 if len(lowers) <= 4 else 0.6


def is_superlative(word: str) -> bool:
    """Tell whether a word written small is an adjective such as "oldest"."""
    return word.islower() and word.endswith("est") and word not in NOUNS_IN_EST


def _is_adverb(lower: str) -> bool:
    return lower.endswith("ly") and lower not in NOUNS_IN_LY


def _with_the(name: Name, head: str, is_name: bool) -> float:
    capital = any(word.text[0].isupper() for word in name.words)
    lowers = [word.lower for word in name.words]
    if head in ("kind", "sort", "type", "version", "variety", "one", "ones"):
        return 0.0  # "the Italian kind"
    vague = not capital and singular(head) in VAGUE_NOUNS
    if head in NAMED_OF and "of" in lowers:
        return 0.7
    if vague and (len(lowers) == 1 or singular(head) not in _HEADS_OF_TERMS):
        return 0.0
    if any(word in PREPOSITIONS for word in lowers) and not capital:
        return 0.7 if head in LAW_NOUNS | NAMED_OF else 0.0
    if capital or len(lowers) >= 2:
        return 0.85
    return 0.55 if is_name or singular(head) not in VAGUE_NOUNS else 0.0


def head_of(words: Sequence[Word]) -> str:
    """Return the noun a name is about: its last word, or the last one before "of"."""
    for number, word in enumerate(words):
        if number and word.lower in PREPOSITIONS:
            return words[number - 1].lower
    return words[-1].lower


def is_event(name: Name) -> bool:
    """Tell whether a name is that of an event: "Treaty of X", "Battle of Y"."""
    return any(w.lower in EVENT_NOUNS and w.text[0].isupper() for w in name.words) and (
        len(name.words) > 1
    )
