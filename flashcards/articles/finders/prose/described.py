"""Finds names behind a description of the thing: "A person who ... is a free rider, and ..."."""

from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.finders.prose.endings import NO_TERM, definition
from flashcards.articles.finders.prose.naming import Definition, read_term
from flashcards.articles.finders.prose.splitting import Sentence, Word
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    ARTICLES,
    BE,
    CLASSIFYING,
    COMMON_ADJECTIVES,
    DETERMINERS,
    EVALUATIONS,
    LOOSE_ADJECTIVES,
    MODALS,
    NOUNS_IN_EST,
    NUMBERS,
    OWN,
    PARTICIPLES,
    PLAIN_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TECHNICAL_HEADS,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_OPEN = frozenset(
    ["anyone", "anybody", "anything", "someone", "somebody", "something", "everything", "any"]
) | {"whatever", "whoever", "those", "what"}
_ANY_ONE = _OPEN | {"a", "an", "each", "every"}
"""Words that open a description of any such thing rather than of one thing."""
_WHICH = frozenset({"who", "that", "which", "whose", "whom", "where", "when"})
_ROUND_ABOUT = frozenset({"of", "with", "between", "at", "in", "from", "for", "without", "around"})
_DESCRIBING = CLASSIFYING | TECHNICAL_HEADS | PLAIN_NOUNS
"""Nouns by which one describes what has no name yet."""
_NOUN_ENDINGS = (*ABSTRACT_ENDINGS[:-1], "cy", "ry", "graphy", "logy", "ics", "ness", "dom", "hood")
_MOST_WORDS = 3
_LONGEST_DESCRIPTION = 40
_YOU = frozenset({"you", "we", "one"})
_GET = frozenset({"have", "has", "get", "gets", "obtain", "reach", "find", "at", "becomes"})
_POINTERS = frozenset({"this", "that", "these", "such", "those"})
_NOT_HERE = frozenset({"there", "here", "it", "they", "he", "she", "we", "you", "i", "one"})
_ANY_OR_THE = _ANY_ONE | {"the"}
_NEVER_NAMES = LOOSE_ADJECTIVES | PRONOUNS | MODALS
_NEVER_FIRST = VERBS | COMMON_ADJECTIVES | PREPOSITIONS | PARTICIPLES
_DETERMINES = ARTICLES | OWN
_BEFORE_VERBS = ARTICLES | BE | MODALS
_FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | PRONOUNS | BE | MODALS


def _description_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "A person who ... is a free rider, and ...", "The small circle at its centre is the X."."""
    lowers = [word.lower for word in words]
    if lowers[0] not in _ANY_OR_THE and not _several(lowers):
        return None
    for verb in range(min(len(lowers) - 2, _LONGEST_DESCRIPTION), 1, -1):
        if lowers[verb] not in ("is", "are"):
            continue
        found = _name_behind(words, verb)
        if found is None:
            continue
        trust = _described(lowers[:verb], lowers[verb + 1], words[found[0] : found[1]])
        if trust:
            points = bool({"them", "these", "such", "this"} & set(lowers[1:verb]))
            made = definition(words, *found, clause, 0.5, before=points)
            return replace(made, weakly=points, if_used=trust == "used", if_new=trust == "new")
    return None


def _several(lowers: Sequence[str]) -> bool:
    """Tell whether "Changes made there are ..." speaks of several such things."""
    made = lowers[1] in PARTICIPLES or lowers[1].endswith("ed")
    return looks_plural(lowers[0]) and made and "are" in lowers[3:8]


def _name_behind(words: Sequence[Word], verb: int) -> tuple[int, int] | None:
    """Where the name stands that follows a verb and ends its clause."""
    own = words[verb + 1].lower in OWN
    found = read_term(words, verb + 1 + own)
    if found is None or found[1] - found[0] > _MOST_WORDS:
        return None
    if found[0] - verb > 3 or words[found[1] - 1].text in "([":
        return None
    behind = words[found[1]].text if found[1] < len(words) else "."
    if behind not in ".,;:(–—" and behind.lower() not in ("and", "because", "if"):
        return None
    return found if _is_name(words, *found) else None


def _is_name(words: Sequence[Word], at: int, end: int) -> bool:
    lowers = [word.lower for word in words[at:end]]
    last = singular(lowers[-1])
    known = len(lowers) > 1 and last not in EVALUATIONS - {"end", "point", "case"}
    if (last in NO_TERM and not known) or set(lowers) & _NEVER_NAMES:
        return False
    if any(lower.endswith("est") and lower not in NOUNS_IN_EST for lower in lowers):
        return False
    if lowers[0] in NUMBERS or ("of" in lowers and words[at - 1].lower in ("a", "an")):
        return False
    if lowers[0] in _NEVER_FIRST:
        return False
    if lowers[0].endswith(("ly", "er", "ed")):
        return False
    determined = bool(at) and words[at - 1].lower in _DETERMINES
    if not determined and len(lowers) == 1 and not looks_plural(lowers[-1]):
        return lowers[0].endswith(_NOUN_ENDINGS)
    return not lowers[-1].endswith(("ous", "ful", "able", "ible", "less", "ive", "ly"))


def _described(subject: Sequence[str], behind: str, term: Sequence[Word]) -> str:
    """Whether a subject describes what has a name: "" for no, else what else has to hold."""
    inside = list(subject[1:])
    if subject[0] not in _ANY_OR_THE:
        return "new" if behind not in ARTICLES | OWN and looks_plural(term[-1].lower) else ""
    if subject[-1] in _NOT_HERE and (len(subject) < 3 or subject[-2] in (",", "and", "but", "so")):
        return ""
    if "," in inside:
        first = inside.index(",")
        if inside[-1] != "," and not set(inside[:first]) & _WHICH:
            return ""
        inside = inside[:first] if inside[-1] == "," else inside
    if _is_degree(inside) and subject[0] == "the":
        return "yes" if behind == "the" else ""
    related = bool(_WHICH & set(inside[1:6]))
    narrowed = related or bool(_ROUND_ABOUT & set(inside[1:5])) or _has_participle(inside)
    if len(inside) < 3 or not (narrowed or subject[0] in _OPEN):
        return ""
    if _two_verbs(inside) and subject[0] not in _OPEN:
        return ""
    indefinite = behind in ("a", "an") or behind not in _DETERMINES
    if subject[0] in ("a", "an") and inside[0] in _DESCRIBING and indefinite and not related:
        return "new"
    if subject[0] in _ANY_ONE:
        if not (related or subject[0] in _OPEN or _has_participle(inside)):
            return ""
        return "yes" if indefinite or subject[0] in _OPEN else ""
    if behind == "the" and related:
        return "new"
    noun = next(
        (word for word in inside if word in _DESCRIBING or singular(word) in _DESCRIBING), ""
    )
    if not noun or noun not in inside[:3]:
        return ""
    if behind in ("a", "an"):
        return "used"
    return "yes" if behind in OWN | {"the"} else "new"


def _is_degree(inside: Sequence[str]) -> bool:
    """Tell whether "the smallest and highest" names no noun."""
    rest = [word for word in inside if word not in ("and", "or", "of", "all", "them", "these")]
    return 1 <= len(rest) <= 2 and all(word.endswith("est") for word in rest)


def _has_participle(inside: Sequence[str]) -> bool:
    """Tell whether a participle behind the noun narrows it: "bells hung for ringing"."""
    for before, word, after in zip(inside, inside[1:], [*inside[2:], ""], strict=False):
        if word in PARTICIPLES or (word.endswith(("ed", "ing")) and len(word) > 4):
            follows = not after or after in PREPOSITIONS | DETERMINERS or after.endswith("ly")
            if follows and before not in _BEFORE_VERBS:
                return True
    return False


def _two_verbs(inside: Sequence[str]) -> bool:
    """Tell whether another clause with "is" stands in the description unannounced."""
    verbs = [n for n, word in enumerate(inside) if word in BE]
    return bool(verbs) and not _WHICH & set(inside[: verbs[0]])


def _you_get(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Add what others bear and you arrive at the X.", "If ..., we have a X."."""
    lowers = [word.lower for word in words]
    if lowers[0] not in ("if", "when", "where") and not _commands(words[0]):
        return None
    for index in range(5, len(lowers) - 3):
        becomes = lowers[index] == "it" and lowers[index + 1] == "becomes"
        if not (lowers[index] in _YOU or becomes):
            continue
        parted = lowers[index - 1] in ("and", ",", "then")
        gets = lowers[0] in ("if", "when") and lowers[index + 1] in ("get", "have")
        if not (parted or gets):
            continue
        verb = index + 1 + (lowers[index + 1] in ("arrive", "end", "will", "then"))
        if lowers[verb] not in _GET or verb + 1 >= len(words):
            continue
        if lowers[verb + 1] not in ("a", "an", "the"):
            continue
        found = read_term(words, verb + 1)
        ends = found and (found[1] >= len(words) or words[found[1]].text in ".,;(")
        if found and ends and found[1] - found[0] <= _MOST_WORDS and _is_name(words, *found):
            return definition(words, *found, clause, 0.5, before=False)
    return None


def _commands(word: Word) -> bool:
    """Tell whether a sentence may open with an order: "Add", "Divide", "Plot"."""
    lower = word.lower
    known = _FUNCTION_WORDS
    opens = word.text[0].isupper() or lower in ("let", "add", "take", "put", "join")
    return opens and lower not in known and not lower.endswith(("s", "ed", "ing"))


def _this_is_too(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "This is surface hoar, the winter's equivalent of dew, and ...", "One such X is a Y."."""
    lowers = [word.lower for word in words]
    verb = next((n for n, lower in enumerate(lowers[:6]) if lower in ("is", "are")), -1)
    aside = "," in lowers[1:4]
    if aside:
        closing = [n for n, lower in enumerate(lowers) if n > 4 and lower == ","]
        verb = closing[0] + 1 if closing and lowers[closing[0] + 1 :] else -1
        if verb < 0 or lowers[verb] not in ("is", "are"):
            return None
    one_such = lowers[:2] in (["one", "such"], ["each", "such"])
    if not 1 <= verb < len(words) - 2 or not (lowers[0] in _POINTERS or one_such):
        return None
    found = _name_behind(words, verb)
    if found is None or lowers[verb + 1] in PRONOUNS:
        return None
    behind = lowers[found[1]] if found[1] < len(words) else "."
    if behind == "." and not (one_such or aside):
        return None
    if behind == "," and lowers[found[1] + 1 : found[1] + 2] == ["but"]:
        return None
    made = definition(words, *found, clause, 0.62, before=True)
    indefinite = made.determiner in ("a", "an")
    return replace(made, weakly=one_such, if_used=indefinite and not one_such)


def _comes_next(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Next come sleep spindles: short bursts ...", "Untidier is the X, which ..."."""
    lowers = [word.lower for word in words]
    verb = next((n for n, w in enumerate(lowers[:4]) if w in ("come", "comes", "is", "are")), -1)
    if not 1 <= verb < len(words) - 4:
        return None
    comparative = lowers[verb - 1].endswith("er") and verb == 1 and lowers[verb] in ("is", "are")
    ranked = lowers[0] in ("more", "most", "less", "least", "equally", "quite") and verb == 2
    listed = lowers[0] in ("next", "then", "finally", "first", "last", "second") or (
        "there" in lowers[:verb]
    )
    if not (comparative or ranked or listed):
        return None
    at = verb + 1
    found = read_term(words, at)
    if found and lowers[found[1] : found[1] + 1] == ["of"]:
        whole = read_term(words, found[1] + 1)
        found = (found[0], whole[1]) if whole and lowers[found[1] + 1] not in ARTICLES else None
    if found is None or found[1] + 2 >= len(words) or not _is_name(words, *found):
        return None
    related = lowers[found[1] : found[1] + 2]
    opened = related[0] == ":" or related in ([",", "which"], [",", "where"], [",", "in"])
    opened = opened or (related[0] == "," and related[1] in ("a", "an"))
    return definition(words, *found, clause, 0.5, before=False) if opened else None


_JARGON = frozenset(
    ["jargon", "parlance", "trade", "terminology", "vocabulary", "language", "terms"]
)


def _in_the_jargon(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "... — transaction costs, in the jargon — ...", "this pebble, as curlers call it,"."""
    lowers = [word.lower for word in words]
    for index in range(1, len(words) - 3):
        if words[index].text != ",":
            continue
        called = lowers[index + 1] == "as" and _calls_it(lowers[index + 2 : index + 8])
        if not called and not (
            lowers[index + 1] == "in" and _JARGON & set(lowers[index + 2 : index + 5])
        ):
            continue
        first = index
        while first > 0 and index - first < _MOST_WORDS + 1 and words[first - 1].is_word:
            if lowers[first - 1] in DETERMINERS | VERBS | PREPOSITIONS:
                break
            first -= 1
        before = lowers[first - 1] if first else ""
        named = index - first <= _MOST_WORDS and first < index and _is_name(words, first, index)
        if first == index or not (named or before in _POINTERS):
            continue
        if before in _POINTERS:
            return definition(words, first, index, clause, 0.5, before=first == 1)
        aside = first == 0 and words[0].text.islower()  # behind a dash
        aside = (
            aside
            or before in ("–", "—", "(", ",")
            or (first > 1 and words[first - 2].text in ",–—(")
        )
        if aside:
            return definition(words, first, index, clause, 0.5, before=False)
    return None


def _calls_it(lowers: Sequence[str]) -> bool:
    """Tell whether "curlers call it" or "it is called" follows."""
    for number, lower in enumerate(lowers[:5]):
        if lower in ("call", "calls", "term", "called", "known"):
            passive = lower in ("called", "known") and bool(BE & set(lowers[:number]))
            active = lowers[number + 1 : number + 2] in (["it"], ["them"], ["this"])
            return passive or active
        if not lower.isalpha():
            return False
    return False


def _of_another(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "... we speak of an epidemic, and if it spreads over several continents, of a pandemic."."""
    for index in range(len(words) - 3, max(len(words) - 8, 4), -1):
        if [word.lower for word in words[index - 1 : index + 1]] == [",", "of"]:
            found = read_term(words, index + 1)
            ends = found is not None and found[1] >= len(words) - 1
            if found and ends and words[index + 1].lower in ARTICLES and _is_name(words, *found):
                return definition(words, *found, clause, 0.5, before=False)
    return None


def _the_others_are(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "...; the others are its premises.", "..., and that is tacking."."""
    lowers = [word.lower for word in words[:6]]
    verb = next((n for n, lower in enumerate(lowers) if lower in ("is", "are")), 0)
    owned = lowers[0] in OWN and verb in (2, 3) and lowers[verb + 1 : verb + 2] in (["the"], ["a"])
    if not owned and lowers[:2] not in (["the", "other"], ["the", "others"]):
        return None
    if (not owned and verb != 2) or len(words) - verb > 8:
        return None
    if owned and singular(lowers[verb - 1]) in NO_TERM:
        return None
    found = _name_behind(words, verb)
    return definition(words, *found, clause, 0.45, before=False) if found else None


def _two_make(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "Two rhyming lines are a couplet.", "Four such lines make a quatrain."."""
    lowers = [word.lower for word in words]
    for verb in range(2, min(len(lowers) - 2, 12)):
        if lowers[verb] in ("are", "is", "make", "makes", "form", "forms"):
            if lowers[verb + 1] not in ("a", "an"):
                return None
            found = _name_behind(words, verb)
            before = bool({"these", "them", "such"} & set(lowers[:verb]))
            return definition(words, *found, clause, 0.5, before=before) if found else None
        if lowers[verb] in VERBS:
            return None
    return None


def to_do_that_is(words: Sequence[Word], clause: Sentence) -> Definition | None:
    """ "To attack the person instead of what she says is to argue ad hominem."."""
    lowers = [word.lower for word in words]
    verb = max(
        (n for n in range(4, len(lowers) - 2) if lowers[n : n + 2] == ["is", "to"]), default=-1
    )
    end = len(words) - (words[-1].text == ".")
    phrase = lowers.index("is") if "is" in lowers[3:5] else 0
    plain = not set(lowers[2:phrase]) & (PRONOUNS | {"a", "an"})
    if phrase and lowers[phrase + 1] == "to" and plain:
        made = definition(words, 1, phrase, clause, 0.6, before=False)
        return replace(made, acts=True)  # "To lose the whip is to be expelled ..."
    if verb < 5 or not 1 <= end - verb - 2 <= _MOST_WORDS or end - verb >= verb:
        return None
    term = words[verb + 2 : end]
    if not all(word.is_word for word in term) or {w.lower for w in term} & PRONOUNS:
        return None
    return replace(definition(words, verb + 2, end, clause, 0.6, before=False), acts=True)


_ANY: frozenset[str] = frozenset()
DESCRIBED = (
    (_this_is_too, _POINTERS | {"one", "each"}, BE),
    (_you_get, _ANY, _YOU | {"it"}),
    (_comes_next, _ANY, frozenset({"come", "comes", "is", "are"})),
    (_the_others_are, OWN | {"the"}, BE),
    (_two_make, NUMBERS, _ANY),
    (_of_another, frozenset({"if", "when", "where"}), frozenset({"of"})),
    (_in_the_jargon, _ANY, frozenset({"as", "in"})),
    (_description_is, _ANY, frozenset({"is", "are"})),
)
"""The rules of this kind, surest first, with the words they open by and hold, none for any."""
