"""Finds terms explained in passing: "chlorophyll, a pigment that ...", "X, that is, ..."."""

from collections.abc import Callable, Sequence

from flashcards.articles.finders.prose.names_behind import called_aside, is_past, named_behind
from flashcards.articles.finders.prose.naming import Definition
from flashcards.articles.finders.prose.nouns import (
    IN_NAMES,
    NOT_IN_NAMES,
    is_good_name,
    name_before,
)
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.finders.prose.subjects import QUOTES
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    ARTICLES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    FINITE,
    HEDGES,
    JUDGING_OR_NAMING,
    MODALS,
    NO_LABELS,
    OPENING_ADVERBS,
    PALE_VERBS,
    PERSON_ENDINGS,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    SUBORDINATORS,
    SUMMING_NOUNS,
    SUPERLATIVES,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural

_LONGEST_GENUS = 7
_COINED = frozenset({"proposed", "coined", "taken", "borrowed", "from", "introduced", "given"})
_UNDER = frozenset({"by", "in", "under", "through", "with", "for"})
_PARTICIPIAL = {
    "consisting": frozenset({"of", "in"}),
    "comprising": ARTICLES,
    "made": frozenset({"of", "from", "by", "up"}),
    "composed": frozenset({"of"}),
    "formed": frozenset({"by", "of", "from", "when"}),
    "caused": frozenset({"by"}),
    "produced": frozenset({"by", "when"}),
    "defined": frozenset({"as", "by"}),
    "used": frozenset({"to", "for"}),
    "designed": frozenset({"to", "for"}),
    "meaning": frozenset({"the", "a", "that"}),
    "based": frozenset({"on"}),
}
_AUXILIARIES = frozenset({"has", "have", "had", "does", "do", "did", "can", "may", "will", "must"})
_JOINS = frozenset({"and", "or", "but", "that", "which", "who", "where", "when"})
_RELATIVES = frozenset({"which", "who", "whose", "where"})
_BEFORE_OBJECTS = PREPOSITIONS | CONJUNCTIONS | VERBS | BE | MODALS
_NO_GENUS = NOT_IN_NAMES | OPENING_ADVERBS
_ONLY_JUDGING = EVALUATIONS - JUDGING_OR_NAMING
_NARROWS = PREPOSITIONS | {"when", "as"}
_PALE_OR_BE = PALE_VERBS | BE
_DEFINITE = DETERMINERS - {"a", "an"}
_OTHER_VERBS = VERBS - BE
_BE_OR_AUXILIARY = BE | _AUXILIARIES


def read_appositions(
    words: Sequence[Word], start: int, end: int, is_new: Callable[[Word], bool]
) -> list[Definition]:
    """Find terms with an explanation set off by commas. Linear in the number of words.

    ``is_new`` tells whether the article has not used a word before.
    """
    found: list[Definition] = []
    closing = _closing_commas(words)
    for index, word in enumerate(words):
        if word.text not in (",", "(", "–", "—", ":") or not 0 < index < len(words) - 3:
            continue
        if word.text == ":" and not _may_explain(words, index):
            continue
        if index in closing and words[index + 1].lower not in ("that", "i.e"):
            continue
        explained = _explained(words, index)
        made = (
            _that_is(words, index)
            or named_behind(words, index)
            or explained
            or _which_means(words, index, is_new)
            or called_aside(words, index)
        )
        if made is None:
            continue
        first, after, confidence, person = made
        manner, skipped = ("is", 0) if made is explained else _manner(words, index)
        term = words[first:after]
        before = words[first - 1].lower if first else ""
        if before in QUOTES and first > 1:
            before = words[first - 2].lower
        named_so = first in (2, 3) and words[1].lower in BE
        points = words[0].lower in ("this", "these", "that") and (first == index + 2 or named_so)
        found.append(
            Definition(
                (term[0].start, term[-1].end),
                (start, end),
                confidence,
                points,
                person=person,
                determiner=before if before in ARTICLES else "",
                gloss=_gloss(words, index, skipped) if manner and not points else None,
                gloss_begins=manner or "is",
                past=person and is_past(words),
                plural=before not in ("a", "an") and looks_plural(term[-1].lower),
            )
        )
    return found


def _manner(words: Sequence[Word], comma: int) -> tuple[str, int]:
    """How an explanation behind a comma becomes a sentence, and how many words it then loses."""
    following = [word.lower for word in words[comma + 1 : comma + 5]]
    if following[:2] == ["in", "which"]:
        return "in", 2
    if following[:1] == ["which"]:
        return ("does", 1) if words[comma].text == "," else ("", 0)
    signs = [n for n, lower in enumerate(following) if lower in (",", ".")]
    if following[:1] == ["i.e"] or following[:3] == ["that", "is", ","]:
        skipped = (signs[-1] if signs else 0) + 1
        article = words[min(comma + 1 + skipped, len(words) - 1)].lower in ("a", "an", "the", "any")
        return ("is", skipped) if article and words[comma].text == "," else ("", 0)
    return "", 0


def _gloss(words: Sequence[Word], comma: int, skipped: int) -> tuple[int, int] | None:
    """Where the explanation behind a comma stands, if it ends before the sentence does."""
    _, limit = _genus(words, comma + 2)
    for index in range(max(limit, comma + 3, comma + 2 + skipped), len(words)):
        if words[index].text in ",;:–—" and index + 1 < len(words):
            near = [word.lower for word in words[index + 2 : index + 8]]
            listed = bool({"and", "or"} & set(near))
            if (
                words[index + 1].lower not in ("and", "or")
                and listed
                and not set(near) & (BE | VERBS)
            ):
                return None  # "a way of cutting, drying and salting": the comma parts a list
            return words[comma + 1 + skipped].start, words[index - 1].end
    last = words[-2] if words[-1].text == "." else words[-1]
    return words[comma + 1 + skipped].start, last.end


def _closing_commas(words: Sequence[Word]) -> set[int]:
    """Commas that end a clause: "When it rains, the ...", "..., which is wide, the ..."."""
    closing: set[int] = set()
    is_open = bool(words) and words[0].lower in SUBORDINATORS and not _main_clause_begun(words)
    if is_open and words[0].lower in PREPOSITIONS:
        # "Until 1850 bees were kept in skeps, ...": the comma belongs to the main clause.
        comma = next((n for n, word in enumerate(words) if word.text == ","), 0)
        is_open = not any(word.lower in BE for word in words[3:comma])
    for index, word in enumerate(words):
        if word.text != ",":
            continue
        if is_open and not (index + 1 < len(words) and words[index + 1].lower in _RELATIVES):
            closing.add(index)
            is_open = False
        elif index + 1 < len(words) and words[index + 1].lower in _RELATIVES:
            is_open = True
    return closing


def _main_clause_begun(words: Sequence[Word]) -> bool:
    """Tell whether the main clause begins before a comma: "When they meet they form X, a ..."."""
    verb = False
    for index, word in enumerate(words[:18]):
        if word.text == ",":
            return False
        if verb and word.lower in BE and not _JOINS & {w.lower for w in words[1:index]}:
            return True  # "While he does so the creditors are held off by ..."
        verb = verb or (word.lower in _BE_OR_AUXILIARY and index > 1)
        if index > 3 and word.lower in ("it", "they", "we", "he", "she", "you"):
            before = words[index - 1].lower
            if before not in _BEFORE_OBJECTS:
                return True
    return False


def _explained(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "X, a Y that ..." and "Xs, small Ys that ..."."""
    name = name_before(words, comma)
    if name is None or not is_good_name(words, *name):
        return None
    at = comma + 1
    if (
        words[at].lower == "in"
        and words[at + 2 :]
        and words[at + 1].lower not in _RELATIVES
        and words[at + 2].lower in ARTICLES
    ):
        at += 2
    article = words[at].lower
    if article == "one" and words[at + 1].lower in ("with", "that", "in", "whose", "which", "who"):
        owned = name[0] and words[name[0] - 1].lower in PREPOSITIONS
        return None if owned else (*name, 0.55, False)
    if _is_participial(words, at, name):
        return (*name, 0.5, False)
    if article in ("a", "an", "the", "any"):
        return _with_genus(words, name, at + 1, article, comma)
    if words[at].is_word and article not in _NO_GENUS:
        return _with_plural_genus(words, name, at)
    return None


def _is_participial(words: Sequence[Word], at: int, name: tuple[int, int]) -> bool:
    """Tell whether "The mitre gate, consisting of ..., is" or "Xs, made of ..., are" goes on so."""
    lowers = [word.lower for word in words[at : at + 5]]
    if name == (0, 1) and words[0].lower.endswith("ing") and lowers[0].endswith("ing"):
        return any(word.text == "," for word in words[at + 2 :])  # "Filibustering, talking for ..."
    behind = _PARTICIPIAL.get(lowers[0])
    if behind is None or name[0] > 1 or not behind & set(lowers[1:3]):
        return False
    return any(word.text in ",)–—" for word in words[at + 2 :])


def _with_genus(
    words: Sequence[Word], name: tuple[int, int], at: int, article: str, comma: int
) -> tuple[int, int, float, bool] | None:
    noun, limit = _genus(words, at)
    named = name[1] - name[0] > 1 and all(
        w.text[0].isupper() or w.text == "." or w.lower in IN_NAMES for w in words[slice(*name)]
    )
    owned = any(word.lower.endswith(("'s", "’s")) for word in words[at : at + 2])
    if limit < 0 and ((named and article in ("a", "an")) or owned):
        noun, limit = _closed_genus(words, at)
    narrowed = limit >= 0 and words[limit].lower in ("to", "for", "that", "of")
    judged = _ONLY_JUDGING if narrowed else EVALUATIONS
    if limit < 0 or not noun or singular(noun) in (judged | SUMMING_NOUNS) - {"source"}:
        return None
    if words[limit].lower in ("called", "known", "named", "termed") or _is_named(words, limit):
        return None
    if any(word.text == ":" for word in words[:comma]):
        return None
    if noun in ("name", "word", "term") and words[limit].lower in _COINED:
        return None  # where the word comes from
    if {word.lower for word in words[at : at + 3]} & SUPERLATIVES and article == "the":
        capital = words[name[0]].text[0].isupper()
        if not capital:
            return None
    if _in_enumeration(words, comma, limit):
        return None
    kind = singular(noun)
    human = kind in PERSON_NOUNS or kind.endswith(PERSON_ENDINGS)
    person = human and words[name[0]].text[0].isupper()
    return (*name, 0.5 if article == "the" else 0.6, person)


def _is_named(words: Sequence[Word], limit: int) -> bool:
    """Tell whether the explanation goes on to name itself: "... under the heading of X"."""
    near = [word.lower for word in words[limit : limit + 7]]
    return (bool({"heading", "name", "called", "known"} & set(near)) and "of" in near[1:]) or (
        "known" in near[:3]
    )


def _with_plural_genus(
    words: Sequence[Word], name: tuple[int, int], at: int
) -> tuple[int, int, float, bool] | None:
    noun, limit = _genus(words, at)
    plural = words[name[1] - 1].lower.endswith(("s", "ae", "i"))
    if limit < 0 or singular(noun) == noun or not plural:
        return None
    for index in range(at + 1, limit):
        if words[index].lower in ("and", "or") and words[index - 1].lower.endswith("s"):
            return None  # "cells, tissues and signals": a list
    narrows = [word.lower for word in words[limit : limit + 5]]
    if not {"that", "which", "who", "whose", "where", "used", "by", "made", "of"} & set(narrows):
        return None
    return (*name, 0.5, False)


def _genus(words: Sequence[Word], at: int) -> tuple[str, int]:
    """The noun behind an article and where it is narrowed down; -1 if it is not."""
    last = ""
    for index in range(at, min(at + _LONGEST_GENUS, len(words))):
        word = words[index]
        several = words[at - 1].lower in ("a", "an") or words[at - 1].text == ","
        if word.text == "," and index + 1 < len(words) and index - at < 2 and several:
            continue  # "a broad, high-sided ship"
        if not word.is_word:
            return last, -1
        lower = word.lower
        if index > at and (
            lower in RESTRICTORS or lower in PREPOSITIONS or (lower.endswith("ed") and last)
        ):
            following = words[index + 1].lower if index + 1 < len(words) else ""
            narrows = lower in RESTRICTORS or following in _NARROWS
            if lower.endswith("ed") and not narrows:
                if "-" in lower or words[index - 1].text in ("and", "or", ","):
                    last = lower
                    continue
                return last, -1  # "the merchants lived apart": a sentence, not a noun
            return last, index
        if lower in ("and", "or") and index + 1 < len(words):
            if words[index + 1].lower in DETERMINERS:
                return last, -1
            continue
        if lower in BE or lower in PRONOUNS or (index > at and lower in FINITE):
            return last, -1
        last = lower
    return last, -1


def _closed_genus(words: Sequence[Word], at: int) -> tuple[str, int]:
    """The noun of "Ada Lovelace, an English mathematician, ...", which a comma ends."""
    for index in range(at + 1, min(at + _LONGEST_GENUS, len(words))):
        if words[index].text in ",.;)–—":
            return words[index - 1].lower, index
        if not words[index].is_word or words[index].lower in NOT_IN_NAMES:
            break
    return "", -1


def _in_enumeration(words: Sequence[Word], comma: int, limit: int) -> bool:
    """Tell whether commas part the members of a list: "a horse, a cart and a dog"."""
    for index in range(limit, min(limit + 14, len(words) - 1)):
        if words[index].text == "," and words[index + 1].lower in ("and", "or"):
            return (
                index + 2 < len(words)
                and words[index + 2].lower in ARTICLES
                and (not any(w.lower in VERBS for w in words[index + 2 : index + 8]))
            )
        if words[index].text in ";.":
            return False
    return False


def _that_is(words: Sequence[Word], comma: int) -> tuple[int, int, float, bool] | None:
    """ "X, that is, ...", "X (i.e. ...)", "X, meaning that ..."."""
    following = tuple(word.lower for word in words[comma + 1 : comma + 4])
    if not (
        (following[:2] == ("that", "is") and (following[2:] in ((",",), ("to",))))
        or following[:1] == ("i.e",)
        or following[:3] == ("in", "other", "words")
        or (following[:1] == ("so",) and following[2:] == ("that",))
        or following[:2] == ("which", "means")
        or following[:1] == ("meaning",)
    ):
        return None
    name = name_before(words, comma)
    if name is None or not is_good_name(words, *name):
        return None
    return (*name, 0.6, False)


def _may_explain(words: Sequence[Word], colon: int) -> bool:
    """Tell whether a colon leads from a name to what it is: "is a method: a rule which tells"."""
    several_names = any(word.lower == "or" for word in words[colon + 1 : colon + 8])
    listed = any(word.text in ",;:" for word in words[colon + 1 : colon + 4])
    if is_past(words[:colon]) or (listed and not several_names):
        return False
    name = name_before(words, colon)
    if name is None or words[name[1] - 1].lower in NO_LABELS:
        return False
    before = words[name[0] - 1].lower if name[0] else ""
    plural = looks_plural(words[colon - 1].lower) and before not in DETERMINERS
    noun, limit = _genus(words, colon + 1 + (words[colon + 1].lower in ARTICLES))
    several = singular(noun) != noun
    if any(word.lower in BE for word in words[limit : limit + 5]):
        narrows = {word.lower for word in words[limit : limit + 3]} & {"that", "which", "who"}
        if not narrows:
            return False  # a clause of its own: "slabs of curd are stacked"
    return limit > 0 and plural == several and (plural or before in ("a", "an"))


def _is_confused(words: Sequence[Word], first: int) -> bool:
    """Tell whether "not to be confused with (the)" stands before a name."""
    lowers = [word.lower for word in words[max(first - 3, 0) : first]]
    return lowers[1:] == ["confused", "with"] or lowers[:2] == ["confused", "with"]


def _which_means(
    words: Sequence[Word], comma: int, is_new: Callable[[Word], bool]
) -> tuple[int, int, float, bool] | None:
    """ "an invitation to treat, which is merely a ...", "X, which compels ..." """
    following = [word.lower for word in words[comma + 1 : comma + 6]]
    if following[2:3] == ["of"] and following[1] not in ("consists", "consist"):
        return None  # "which students of ... call": the verb has another subject
    if following[1:2] == ["which"] and following[0] in _UNDER:
        name = name_before(words, comma)
        opener = words[name[0] - 1].lower if name and name[0] else ""
        if name and opener not in DETERMINERS - ARTICLES and is_good_name(words, *name):
            several = name[1] - name[0] > 1 and words[name[0] - 1].lower != "this"
            new = is_new(words[name[0]]) and opener in (PREPOSITIONS - {"of"}) | VERBS
            if words[name[0] - 1].lower in ("a", "an") or several or new:
                return (*name, 0.5, False)
    if following[:1] != ["which"] or len(following) < 4:
        return None
    not_it = name_before(words, comma)
    if not_it and not_it[0] > 2 and _is_confused(words, not_it[0]):
        return (*not_it, 0.5, False)
    if following[2] in ("call", "name", "term", "know", "use", "say", "refer"):
        return None  # "which printers call rivers"
    verb = following[1] if following[1:3] != ["looks", "like"] else "resembles"
    rest = [word for word in following[2:] if word not in HEDGES]
    if verb in ("is", "are") and rest and rest[0] in ARTICLES:
        confidence = 0.5
    elif verb in ("refers", "means", "denotes", "consists", "consist", "comprises"):
        confidence = 0.55
    elif verb.endswith("s") and verb not in _PALE_OR_BE and not verb.endswith("ss"):
        confidence = 0.4
    else:
        return None
    name = name_before(words, comma)
    if name is None or not is_good_name(words, *name):
        return None
    determiner = words[name[0] - 1].lower if name[0] else ""
    if confidence < 0.5 and determiner in _DEFINITE:
        return None
    if confidence < 0.5 and name[1] - name[0] < 2:
        abstract = words[name[0]].lower.endswith(ABSTRACT_ENDINGS)
        if not abstract and (determiner in ARTICLES or not is_new(words[name[0]])):
            return None
    if confidence < 0.5 and name[0] and words[name[0] - 1].lower in _OTHER_VERBS:
        return None  # perhaps a noun that looks like a verb: "lead oxide"
    noun = following[-1]
    return None if singular(noun) in EVALUATIONS else (*name, confidence, False)
