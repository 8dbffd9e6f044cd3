"""Finds what a page calls questions and answers, or terms and definitions, by class or property.

Only pairs count: an element that asks, or is named as a term, right before the one that answers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.articles.readers.html_elements import MARKS, VOID
from flashcards.articles.readers.html_tokens import Token

_SIGNS = ("uestion", "term", "itemprop", "aria-", "toggle", '"q"', "faq", "Term", "word", "ollaps")
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_QUESTIONS = frozenset({"question", "questions", "q", "faq", "faqs", "accordion", "collapsible"})
_TERMS = frozenset({"term", "terms", "word", "glossaryterm", "headword", "keyword", "concept"})
_MEANINGS = frozenset(
    {"definition", "definitions", "meaning", "description", "desc", "def", "explanation", "gloss"}
)
_NATIVE = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary", "th", "dd", "label", "html", "body"}
)
"""Elements that mean it by themselves, or hold everything."""
_WRAPPERS = frozenset({"div", "section", "article", "header", "span", "i", "em", "svg", "path"})
_ANSWERS = frozenset({"div", "section", "p", "article", "ul", "ol", "span", "aside", "blockquote"})
_MOST_TOKENS = 40
"""Tags and words that an element that asks may consist of, or that may lie behind it."""
_LONGEST_QUESTION = 300
_LONGEST_TERM = 60


@dataclass(frozen=True, slots=True)
class _Named:
    """An element with its words, and the token after its end."""

    words: str
    end: int


def pair_roles(page: Sequence[Token]) -> dict[int, str]:
    """Return ``term`` and ``definition`` by the index of the tag that begins each. Linear."""
    found: dict[int, str] = {}
    for at, token in enumerate(page):
        if not token.words or token.closes or not token.name or token.name in _NATIVE:
            continue
        if token.name in VOID or not any(sign in token.words for sign in _SIGNS) or at in found:
            continue
        kind = _kind(token)
        named = _named(page, at) if kind and not _is_native(page, at) else None
        if named is None or not named.words:
            continue
        if kind == "question" and not _asks(named.words):
            continue
        if kind == "term" and len(named.words) > _LONGEST_TERM:
            continue
        answer = _answer(page, named.end, kind)
        if answer >= 0:
            found[at], found[answer] = "term", "definition"
    return found


def _kind(token: Token) -> str:
    attributes = token.attributes
    words = _class_words(attributes.get("class", ""))
    folds = "aria-expanded" in attributes or "aria-controls" in attributes
    folds = folds or "data-toggle" in attributes or "data-bs-toggle" in attributes
    if folds or words & _QUESTIONS or attributes.get("itemprop") == "name":
        return "question"
    return "term" if words & _TERMS and token.name not in MARKS else ""


def _class_words(named: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_CAMEL.sub(" ", named[:1000]).lower()))


def _is_native(page: Sequence[Token], at: int) -> bool:
    """Tell whether the element lies right inside a heading or the like."""
    for before in reversed(page[max(at - 4, 0) : at]):
        if before.closes:
            return False
        if before.name in _NATIVE:
            return before.name not in ("html", "body", "dd")
    return False


def _named(page: Sequence[Token], at: int) -> _Named | None:
    """The words of a short element; None if it is long."""
    name, depth = page[at].name, 0
    words: list[str] = []
    for number in range(at, min(at + _MOST_TOKENS, len(page))):
        token = page[number]
        if token.name == "":
            words.append(token.words)
        elif token.name == name:
            depth += -1 if token.closes else 1
            if depth == 0:
                said = " ".join("".join(words).split())
                return _Named(said, number + 1) if len(said) <= _LONGEST_QUESTION else None
    return None


def _asks(words: str) -> bool:
    """Signs behind a question mark may show that it folds: "+", "▾"."""
    at = max(words.rfind("?"), words.rfind("？"))
    return at > 0 and len(words) - at <= 3 and not any(c.isalnum() for c in words[at:])


def _answer(page: Sequence[Token], at: int, kind: str) -> int:
    """Where the element begins that follows with nothing but ends and wrappers between; else -1."""
    for number in range(at, min(at + _MOST_TOKENS, len(page))):
        token = page[number]
        if token.name == "":
            if any(sign.isalnum() for sign in token.words):
                return -1
        elif token.closes or token.name in VOID:
            continue
        elif token.name not in _ANSWERS:
            if token.name not in _WRAPPERS:
                return -1
        elif (kind == "question" or _means(token)) and (
            token.name not in _WRAPPERS or _has_words(page, number)
        ):
            return number
    return -1


def _means(token: Token) -> bool:
    return bool(_class_words(token.attributes.get("class", "")) & _MEANINGS)


def _has_words(page: Sequence[Token], at: int) -> bool:
    """Tell whether an element holds words, rather than being a drawn sign."""
    for number in range(at + 1, min(at + _MOST_TOKENS, len(page))):
        token = page[number]
        if token.name == "" and any(sign.isalnum() for sign in token.words):
            return True
        if token.closes and token.name == page[at].name:
            return False
    return False
