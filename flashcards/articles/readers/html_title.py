"""Finds what an article on a page is called, without the name of the site it stands on."""

import json
import re
from collections.abc import Iterator, Sequence

from flashcards.articles.readers.html_tokens import Token

_BETWEEN = re.compile(r"\s+[|·•»«:–—‹›/-]{1,2}\s+|\s*\|\s*|(?<=\w):: ")
"""What stands between the parts of a title: the article's, the book's, the site's."""
_WORD = re.compile(r"\w+")
_LITTER = re.compile(r"\s*(?:\[\s*edit\s*\]|[¶#§🔗⚓])+\s*$")
_MOST_TOKENS = 40
_LONGEST = 300
_LARGEST_DATA = 500_000
_ARTICLES = re.compile(r"Article|Posting|Recipe|HowTo|Report|Chapter|Book|LearningResource")


def title_of(page: Sequence[Token]) -> str:
    """Return the title of the article on a page; empty if it has none.

    It is the page's headline as it declares it, its main heading where its title has the same
    words, or its title without the names behind it.
    """
    whole = _words_behind(page, "title")
    named = _declared(page)
    site = named.get("og:site_name", "")
    for given in (named.get("headline", ""), *_headings(page), named.get("og:title", "")):
        if _is_of_the_article(given, whole, site):
            return _without_site(given, site) if _BETWEEN.search(given) else given
    return _without_site(whole, site)


def _is_of_the_article(given: str, whole: str, site: str) -> bool:
    """Tell whether words say what the page's title says, and not only whose page it is."""
    if not given or given == site:
        return False
    ends = list(_BETWEEN.finditer(whole))
    own = whole[: ends[-1].start()] if ends else whole
    words = set(_WORD.findall(given.casefold()))
    shared = words & set(_WORD.findall(own.casefold()))
    return not whole or len(shared) * 2 >= len(words) > 0


def _without_site(title: str, site: str) -> str:
    """The first part of a title; all of it where nothing tells that the rest is the site's."""
    ends = list(_BETWEEN.finditer(title))
    if not ends:
        return title
    last = title[ends[-1].end() :]
    first = title[: ends[0].start()]
    if site and first.casefold() == site.casefold():
        return title[ends[0].end() :]
    told = site and last.casefold() in (site.casefold(), site.casefold().partition(" ")[0])
    bar = "|" in ends[-1][0]
    if told or bar or len(ends) > 1 or len(last.split()) <= 3:
        cut = next((end for end in ends if "|" in end[0]), ends[-1])
        return title[: cut.start()] or title
    return title


def _words_behind(page: Sequence[Token], name: str) -> str:
    for at, token in enumerate(page[:-1]):
        if token.name == name and not token.closes:
            return " ".join(page[at + 1].words.split()) if page[at + 1].name == "" else ""
    return ""


def _headings(page: Sequence[Token]) -> Iterator[str]:
    for at, token in enumerate(page):
        if token.name != "h1" or token.closes:
            continue
        words: list[str] = []
        for inner in page[at + 1 : at + _MOST_TOKENS]:
            if inner.name == "h1":
                break
            words.append(inner.words if inner.name == "" else " " if inner.name == "br" else "")
        yield _LITTER.sub("", " ".join("".join(words).split()))[:_LONGEST]


def _declared(page: Sequence[Token]) -> dict[str, str]:
    """What the page says of itself: ``og:title``, ``og:site_name``, ``headline``."""
    found: dict[str, str] = {}
    for at, token in enumerate(page):
        if token.name == "meta" and "og:" in token.words:
            given = token.attributes
            name = given.get("property") or given.get("name") or ""
            found.setdefault(name, " ".join(given.get("content", "").split())[:_LONGEST])
        elif token.name == "script" and not token.closes and "ld+json" in token.words.lower():
            data = page[at + 1].words if at + 1 < len(page) else ""
            headline = _headline(data) if '"headline"' in data[:_LARGEST_DATA] else ""
            if headline:
                found.setdefault("headline", headline)
    return found


def _headline(data: str) -> str:
    if len(data) > _LARGEST_DATA or data.count("[") + data.count("{") > 10_000:
        return ""
    try:
        waiting = [json.loads(data.strip(), strict=False, parse_int=str, parse_constant=str)]
    except (ValueError, RecursionError):
        return ""
    while waiting:
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting.extend(entry)
        elif isinstance(entry, dict):
            headline = entry.get("headline")
            if isinstance(headline, str) and _ARTICLES.search(str(entry.get("@type", ""))):
                return " ".join(headline.split())[:_LONGEST]
            waiting.extend(value for value in entry.values() if isinstance(value, list | dict))
    return ""
