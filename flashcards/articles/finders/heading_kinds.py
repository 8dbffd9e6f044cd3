"""Knows headings that each name a kind of thing, with a phrase that says what it is under them."""

import re
from collections import defaultdict
from itertools import zip_longest

from flashcards.articles.finders.glosses import is_gloss
from flashcards.articles.finders.prose.vocabulary import DETERMINERS, PRONOUNS, RESTRICTORS, VERBS
from flashcards.articles.finders.structure import Article, Section, says_nothing
from flashcards.articles.finders.wording import asks, key
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_FEWEST = 3
_OPENING = (0, ())
"""Where what has no heading stands."""
_MOST_WORDS = 4
_SENTENCE = re.compile(r"[^.!?;]{1,400}")
_WORD = re.compile(r"[\w'’-]+")
_NAME = re.compile(r"[^\W\d_][\w'’ -]*")
_DETERMINERS = frozenset(["a", "an", "any", "one", "two", "three", "four", "several", "the"])
_AFTER_VERB = DETERMINERS | PRONOUNS
_NO_KINDS = re.compile(
    r"(?:[\w'’-]+ ){0,3}(?:features|benefits|advantages|menus?|rooms|offers|products|services|news|"
    r"events|people|staff|team|talks|speakers|sessions|programmes?|prices|plans|releases|projects|"
    r"examples|gallery|books|films|albums|recipes|trips|tours|courses|exercises|chapters|dishes)",
    re.IGNORECASE,
)
"""Headings over what is offered, made or done, whose names nobody asks for."""


def names_kind(article: Article, section: Section) -> bool:
    """Tell whether a heading is one of several that each name a kind of thing, and so does it.

    The first phrase under most of them has no verb: "A joint whose tails lock". Linear over all
    headings of an article.
    """
    if not article.english or not _may_name(section):
        return False
    if not article.kinds:
        beside = defaultdict[tuple[int, tuple[str, ...]], list[bool]](list)
        for each in article.sections:
            first = _prose(article, each)
            if each.heading and first and not each.aside:
                named = _may_name(each) and _is_phrase(article, first)
                beside[each.level, each.path].append(named)
        article.kinds[_OPENING] = False
        for at, told in beside.items():
            article.kinds[at] = sum(told) * 10 >= max(len(told), _FEWEST) * 6
    if not article.kinds.get((section.level, section.path)):
        return False
    block = _prose(article, section)
    return block is not None and (_is_phrase(article, block) or _tells_of(article, section, block))


def _may_name(section: Section) -> bool:
    title = section.title
    above = section.path[-1] if section.path else ""
    short = len(title.split()) <= _MOST_WORDS and bool(_NAME.fullmatch(title))
    return short and not asks(title) and not section.faq and not _NO_KINDS.fullmatch(above)


def _prose(article: Article, section: Section) -> Block | None:
    first = next((block for block in section.blocks if block.kind is not _K.OTHER), None)
    if first is None or first.kind is not _K.PARAGRAPH or says_nothing(article.text, (first,)):
        return None
    return first


def _is_phrase(article: Article, block: Block) -> bool:
    """Tell whether a paragraph begins with a phrase about one thing, without a verb of its own."""
    found = _SENTENCE.match(article.text, block.start, block.end)
    if found is None or not is_gloss(article, found[0]):
        return False
    words = [word.lower() for word in _WORD.findall(found[0])]
    if words[0] not in _DETERMINERS:
        return False
    specified = next((n for n, word in enumerate(words) if n > 1 and word in RESTRICTORS), 0)
    if words[0] == "the" and not 0 < specified <= _MOST_WORDS:
        return False
    own = words[2 : specified or len(words)]
    return not any(
        word in VERBS or (word.endswith("s") and follows in _AFTER_VERB)
        for word, follows in zip_longest(own, own[1:])
    )


def _tells_of(article: Article, section: Section, block: Block) -> bool:
    if article.text[block.end - 1] in ":：":
        return False
    told = key(article.text[block.start : min(block.end, block.start + 400)]).split()
    return set(key(section.title).split()) <= {*told, "and", "or", "of"}
