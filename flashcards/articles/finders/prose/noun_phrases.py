"""Reads the name of a term beside the cue of a pattern, and says whether it may be one."""

import re
from collections.abc import Sequence

from flashcards.articles.finders.prose.definition import Term
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.splitting import Word
from flashcards.articles.tree import Span, spans_between

_MOST_MARKED = 6
_LONGEST = 60
_QUOTED = re.compile(
    r"[\"“”‘`«»„*_]{1,3}(?P<name>[^\"“”’`«»„*_.;:!?\n]{2,60})[,.]?[\"“”’`«»*_]{1,3}"
)
_SIGNS = re.compile(r"[$\\={}<>|@#%/\[\]^~]|::|https?:")
_OF_ANY = re.compile(r"\s(?:(?:for|of|to|in)\s)?(?:an?|any)\s\w+(?:\s\w+)?")
"""What a quoted word is of: "to “modify” a work"."""
_SYMBOL = re.compile(r"[^\W\d_]_.{1,3}")
"""A letter with an index: "K_5"."""
_ENDS = re.compile(r"\s*(?:$|[.,;:!?)\]—–]|\()")
_FIRST = re.compile(r"\w+['’](?=\w)|\w+(?=\s)")


def read_before(
    language: Language, text: str, start: int, cue: int, spans: Sequence[Span]
) -> Term | None:
    """Return the term that is all that stands between ``start`` and the cue behind it."""
    announced = language.naming.match(text, start, cue)
    at = announced.end() if announced else start
    quoted = _QUOTED.match(text, at, cue)
    opens = at
    determiner = ""
    if not quoted:
        determiner, at = _determiner(language, text, at, cue)
        quoted = _QUOTED.match(text, at, cue)
    if quoted:
        begin, end, rest, whole = *quoted.span("name"), quoted.end(), 0
    else:
        begin, end = at, _end_of_name(text, at, cue)
        rest, whole = end, 0
        owner = language.owner.search(text, begin, end)
        if owner and determiner in language.definite:
            whole = 0 if language.pointing.search(text, owner.end(), end) else end
            end = owner.start()
    if quoted and (of := _OF_ANY.fullmatch(text, rest, cue)):
        rest = of.end()
    aliases = _aliases(language, text, rest, cue)
    if aliases is None:
        return None
    marked = bool(quoted) or is_marked(spans, begin, end)
    if not could_be_term(language, text, begin, end, determiner, marked or bool(announced)):
        return None
    announces = bool(quoted) or bool(announced)
    return Term(begin, end, min(opens, begin), determiner, whole, aliases, announces)


def read_after(
    language: Language, text: str, cue: int, end: int, spans: Sequence[Span]
) -> Term | None:
    """Return the term that stands right behind a cue that ends at ``cue``."""
    announced = language.naming.match(text, cue, end)
    at = announced.end() if announced else cue
    opens = at
    quoted = _QUOTED.match(text, at, end)
    determiner = ""
    if not quoted:
        determiner, at = _determiner(language, text, at, end)
        quoted = _QUOTED.match(text, at, end)
    span = next((s for s in spans_between(spans, at, end) if s.start == at), None)
    if quoted:
        begin, stop = quoted.span("name")
    elif span and span.mark != "link" and span.end <= end:
        begin, stop = span.start, span.end
    else:
        begin, stop = at, _stop(language, text, at, end)
    marked = bool(quoted) or is_marked(spans, begin, stop)
    sure = marked or bool(announced)
    if not sure and language.longer.match(text, stop, min(end + 1, stop + 2 * _LONGEST)):
        return None
    if not could_be_term(language, text, begin, stop, determiner, sure, named=True):
        return None
    announces = bool(quoted) or bool(announced)
    return Term(begin, stop, min(opens, begin), determiner, announced=announces)


def _determiner(language: Language, text: str, at: int, end: int) -> tuple[str, int]:
    """Return the article at ``at``, if one is there, and where the name behind it begins."""
    found = _FIRST.match(text, at, end)
    word = found[0].lower().replace("'", "’") if found else ""
    if found is None or word not in language.indefinite | language.definite:
        return "", at
    return word, found.end() + (not word.endswith("’"))


def ends_there(text: str, term: Term, end: int) -> bool:
    """Tell whether a sign or the end of the clause stands behind a term."""
    behind = closed(text, term)
    return bool(_ENDS.match(text, behind, end)) or behind >= end


def closed(text: str, term: Term) -> int:
    """Where a term ends with the quotation mark behind it."""
    return term.end + (text[term.end : term.end + 1] in tuple('"”’»*_`'))


def is_marked(spans: Sequence[Span], start: int, end: int, code: bool = True) -> bool:
    """Tell whether the author set just these words apart: bold, italics, as a term, or as code."""
    others = {"link"} if code else {"link", "code"}
    return any(
        span.start <= start + 1 and span.end >= end - 1 and span.end - span.start <= end - start + 6
        for span in spans_between(spans, start - 4, end + 2)
        if span.mark not in others
    )


def could_be_term(
    language: Language,
    text: str,
    start: int,
    end: int,
    determiner: str,
    marked: bool,
    named: bool = False,
) -> bool:
    """Tell whether words are a noun phrase that may name something to learn.

    ``named`` tells that they stand behind "is called" or the like, where no verb can stand.
    """
    name = text[start:end]
    if not 2 <= len(name.strip()) <= _LONGEST or _SIGNS.search(name):
        return False
    words = language.words(text, start, end)
    if not 1 <= len(words) <= (max(language.longest, _MOST_MARKED) if marked else language.longest):
        return False
    if not all(word.is_word or word.text in "-’'&" for word in words):
        return False
    lowers = [word.lower for word in words]
    first, last = words[0], words[-1]
    if not any(letter.isalpha() for letter in name) or (
        first.text[0].isdigit() and not _is_code(words, determiner)
    ):
        return False
    if lowers[0] in language.pronouns or (len(words) == 1 and _SYMBOL.fullmatch(name)):
        return False
    verbs = [lower in language.verbs for lower in lowers]
    if not marked and (any(verbs[1:]) or (verbs[0] and not (determiner or named))):
        return False
    inner = language.within if marked else language.of
    for number in range(1, len(words) - 1):
        lower = lowers[number]
        if lower in language.never - inner and not _is_of_the(language, words, number):
            return False
    if lowers[0] in language.never | language.within and not (marked and len(words) > 1):
        return False
    if (
        lowers[-1].endswith(("'s", "’s"))
        or lowers[-1] in language.never | language.not_last | language.within
    ):
        return False
    small = last.text.islower() or (language.capital_nouns and not determiner and not named)
    if small and not language.is_noun(last.text) and not (marked and determiner):
        return False
    if lowers[0] in language.not_first and not (marked and len(words) > 1):
        return False
    heads = lowers[:1] if language.noun_first else lowers
    if named and not marked and not language.judging.isdisjoint(heads):
        return False
    generic = determiner in language.indefinite and not named
    return len(words) > 1 or lowers[0] not in language.not_alone or marked or generic


def _is_code(words: Sequence[Word], determiner: str) -> bool:
    """Tell whether a number names what the words behind it are: "the 428 status code"."""
    return determiner == "the" and len(words) > 1 and len(words[0].text) > 2


def _is_of_the(language: Language, words: Sequence[Word], number: int) -> bool:
    """Tell whether a word is the article in "tragedy of the commons"."""
    before = words[number - 1].lower if number else ""
    return before in language.of and words[number].lower in language.definite


def _end_of_name(text: str, at: int, cue: int) -> int:
    """Where a name ends before an aside: "heat (Q)", "heat, also called Q,"."""
    signs = [place for sign in "(," if (place := text.find(sign, at, cue)) >= 0]
    end = min(signs, default=cue)
    return at + len(text[at:end].rstrip())


def _is_noun(word: Word) -> bool:
    return word.text[0].isupper()


def _aliases(
    language: Language, text: str, at: int, cue: int
) -> tuple[tuple[int, int], ...] | None:
    """Return the other names that stand between a term and its cue; None for other words."""
    found: list[tuple[int, int]] = []
    while text[at:cue].strip():
        other = language.alias.match(text, at, cue)
        aside = None if other else language.aside.match(text, at, cue)
        if other:
            place = other.span("name") if other["name"] else other.span("other")
            if could_be_term(language, text, *place, "", marked=True):
                found.append(place)
            at = other.end()
        elif aside:
            at = aside.end()
        else:
            return None
    return tuple(found)


def _stop(language: Language, text: str, at: int, end: int) -> int:
    """Where a name ends that begins at ``at``: before a sign or a word that is in no name."""
    words: list[Word] = language.words(text, at, min(end, at + 2 * _LONGEST))
    stop = at
    for number, word in enumerate(words):
        if not word.is_word and word.text not in "-’'&":
            break
        if number and (word.lower in language.of or _is_of_the(language, words, number)):
            continue
        if number and word.lower in language.never | language.within:
            break
        if (
            language.capital_nouns
            and number
            and word.text.islower()
            and _is_noun(words[number - 1])
        ):
            break  # "eine Lawine handelt"
        stop = word.end
    return at + len(text[at:stop].rstrip())
