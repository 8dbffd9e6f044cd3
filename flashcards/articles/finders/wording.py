"""Names of terms and the questions that ask for them."""

import re
from functools import lru_cache

from flashcards.articles.finders.prose.vocabulary import ARTICLES, singular
from flashcards.articles.tree import Block, Document, spans_between

LONGEST_TERM = 90
"""Characters; a longer label is a sentence."""

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"^(?P<name>[^()]{2,80}?)\s*\((?P<other>[^()]{1,60})\)$")
_ALSO = re.compile(
    r"^(?:(?:also|or|aka|a\.k\.a\.|sometimes|often|abbreviated|short|called|known|as|written|simply|"
    r"plural|singular|the|an?|in short|abbr\.?|i\.e\.|=|:|,)[ :,]*)*",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\b(?:e\.g\.|for example|see|of|in|since|from|only|optional|verb|noun)\b")
_PLURALS = (
    "ae", "bacteria", "criteria", "phenomena", "chondria", "fungi", "cacti", "nuclei", "stimuli",
    "alumni", "strata", "people", "women", "children", "teeth", "feet", "mice", "geese", "oxen",
)  # fmt: skip
"""Endings of plurals that do not end in s."""
_QUOTES = "\"'“”‘’«»„`*_"
_OPENING = ('"', "“", "„", "«", "`", "(")
"""Before a question mark: that is then the sign itself, and asks nothing."""
_SECTION_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+[.)]?\s+(?=[\"“'A-Z])")
_PRONOUNCED = re.compile(
    r"\s+(?:/[^/\n]{1,40}/|\[[^\[\]\n]{1,40}\])"
    r"(?:,?\s+[(]?(?:n|v|vb|adj|adv|noun|verb|adjective|adverb)\b\.?[)]?)?$"
)
"""How a word is pronounced, or another hint in square brackets, behind the word."""
_NUMBER = re.compile(
    r"^\s*(?:(?:Q(?:uestion|\.)?|Frage|Pregunta|F)\s?\.?\s?#?[0-9]{0,4}\s?[.:)\-–—]|"
    r"\(?[0-9]{1,4}(?:\.[0-9]{1,3}){0,3}\s?[.):\-–—](?!\d)|"
    r"\[[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}\](?=\s)|[a-z][.)](?=\s)|§\s?[0-9]+\.?)\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """Return what two spellings of one term have in common: no case, article, plural, signs."""
    words = _WORD.findall(name)
    if len(words) > 1 and words[0].casefold() in ARTICLES:
        words = words[1:]
    # In capitals the last letter belongs to the abbreviation: HTTPS is not several HTTP.
    plain = (w.casefold() if w.isupper() else singular(w.casefold()) for w in words)
    return " ".join(plain) or name.casefold().strip()


def bare(name: str) -> str:
    """Return a term without quotation marks, closing signs and doubled white space."""
    name = " ".join(name.split())
    name = _SECTION_NUMBER.sub("", name, count=1) if name[:1].isdigit() else name
    name = name.strip(" \t:;,–—").strip(_QUOTES).strip() if name else ""
    # A mark whose partner was at the edge means nothing any more: X/"Y.
    return name.replace('"', "") if name.count('"') % 2 else name


def without_number(question: str) -> str:
    """Return a question without the number or letter in front of it."""
    rest = _NUMBER.sub("", question, count=1)
    return (rest if rest.strip() else question).strip()


def split_label(label: str) -> tuple[str, tuple[str, ...]]:
    """Split "Name (other name)" and "name / other" into the term and its other names."""
    label = bare(_PRONOUNCED.sub("", label, count=1))
    found = _BRACKETED.match(label)
    if found is None:
        return label, ()
    name, other = bare(found["name"]), bare(_ALSO.sub("", found["other"], count=1))
    if not name:
        return label, ()
    if not other or _COMMENT.search(other) or len(other.split()) > 6:
        return (label, ()) if name.endswith(".") else (name, ())
    others = tuple(part for part in (bare(p) for p in re.split(r"[,;/]", other)) if part)
    return name, others


def abbreviates(short: str, words: str) -> bool:
    """Tell whether ``short`` may be made of the initials, or at least letters, of ``words``."""
    letters = [c for c in short.casefold().rstrip("s") if c.isalnum()]
    if not 2 <= len(letters) <= 10 or not any(c.isupper() for c in short):
        return False
    initials = [word[0] for word in _WORD.findall(words.casefold())]
    if not initials or letters[0] != initials[0]:
        return False
    if len(initials) < 2 and len(words) < 3 * len(short):
        return False
    rest = iter(c for c in words.casefold() if c.isalnum())
    return all(letter in rest for letter in letters)


def what_is(term: str, plural: bool = False, past: bool = False, person: bool = False) -> str:
    """Return the English question that asks for a term."""
    if person:
        return f"Who {'was' if past else 'is'} {term}?"
    verb = ("were" if past else "are") if plural else ("was" if past else "is")
    return f"What {verb} {term}?"


def what_means(word: str) -> str:
    """Return the English question for a word of which grammar does not tell how to ask for it."""
    return f"What does “{word}” mean?"


def asks(text: str) -> bool:
    """Tell whether a text ends as a question."""
    words = text.rstrip(" \t\n*_\"'”’»)")
    return words.endswith(("?", "？", "؟")) and words[-2:-1] not in _OPENING


@lru_cache(maxsize=8192)
def looks_plural(term: str) -> bool:
    """Tell whether an English term names several things, by the ending of its last word."""
    last = term.split()[-1] if term.split() else ""
    if len(last) > 2 and last[-1] == "s" and last[:-1].isupper():
        return True
    if singular(last.lower()) == last.lower():
        return last.lower().endswith(_PLURALS)
    return (
        len(last) > 3
        and last.endswith("s")
        and last.islower()
        and not last.endswith(("ss", "us", "is", "ics", "news", "os", "as"))
    )


def is_marked(document: Document, block: Block, start: int, end: int) -> bool:
    """Tell whether the author set words apart: bold, italics, code or as a term."""
    return any(
        span.start <= start + 1 and span.end >= end - 1 and span.end - span.start <= end - start + 6
        for span in spans_between(block.spans, start - 7, start + 2)
        if span.mark != "link"
    )
