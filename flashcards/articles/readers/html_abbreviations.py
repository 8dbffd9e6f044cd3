"""Writes out, behind its first use, what a page says of an abbreviation only on hovering."""

from collections.abc import Sequence

from flashcards.articles.readers.html_tokens import Token

_NAMES = frozenset({"abbr", "acronym"})
_MOST = 100
"""Abbreviations that are written out; each is looked for in the page."""
_LONGEST = 80


def spelt_out(page: Sequence[Token]) -> Sequence[Token]:
    """Return the page with "(its title)" behind the first ``<abbr title>`` of each kind.

    A page that has the words of the title anywhere is left to say so itself. Linear.
    """
    found = [at for at, token in enumerate(page) if token.name in _NAMES and "title" in token.words]
    if not found:
        return page
    text = " ".join("".join(token.words for token in page if token.name == "").split()).casefold()
    added: dict[int, Token] = {}
    seen: set[str] = set()
    for at in found:
        title = " ".join(page[at].attributes.get("title", "").split())
        short = page[at + 1].words.strip() if at + 1 < len(page) else ""
        if short in seen or len(seen) >= _MOST or not _spells_out(short, title):
            continue
        seen.add(short)
        if title.casefold() not in text:
            added[_end(page, at)] = Token("", words=f" ({title})")
    written: list[Token] = []
    for at, token in enumerate(page):
        written.append(token)
        if at in added:
            written.append(added[at])
    return written


def _spells_out(short: str, title: str) -> bool:
    """Tell whether a title is what an abbreviation stands for, by its letters."""
    letters = [sign.casefold() for sign in short if sign.isalnum()]
    capitals = sum(sign.isupper() for sign in short)
    if not 2 <= len(letters) <= 10 or capitals < 2 or not short.isalnum():
        return False
    if len(title) > _LONGEST or len(title.split()) < 2 or any(sign in title for sign in "(),;:"):
        return False
    rest = iter(title.casefold())
    return title[0].casefold() == letters[0] and all(letter in rest for letter in letters)


def _end(page: Sequence[Token], at: int) -> int:
    """The tag that ends the abbreviation, or what is marked and consists of it alone."""
    end = at
    while end + 1 < len(page) and end - at < 4 and not (page[end].closes and end > at):
        end += 1
    while end + 1 < len(page) and page[end + 1].closes and page[end + 1].name in ("dfn", "b", "a"):
        end += 1
    return end
