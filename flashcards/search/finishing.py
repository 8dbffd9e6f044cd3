"""Tells what a search still lacks once it counts as written to its end."""

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.search import anki
from flashcards.search.parser import parse, pass_over
from flashcards.search.terms import quote_place, read_term, refuse


def missing(query: str) -> UserError | None:
    """Return what is wrong with a search, or missing in it; None where nothing is.

    Missing is what ``parse`` forgives while one types, by closing it or leaving it out.
    """
    try:
        parse(query)
    except UserError as error:
        return error
    if anki.begin_of(query) is not None:
        return None
    opened: list[int] = []
    joined: int | None = None
    negated, place = pass_over(query, 0)
    while place < len(query):
        if query[place] == "(":
            opened.append(place)
            place += 1
        elif query[place] == ")":
            if joined is not None:
                return _nothing_follows(query, joined)
            opened.pop()
            place += 1
        else:
            node, end = read_term(query, place)
            quote = quote_place(query, place, end)
            if quote is not None:
                return refuse(message("The quotation mark is not closed"), quote)
            word = query[place:end]
            if node is None and word[-1] in ":=<>≤≥≠":
                return refuse(message("Nothing stands behind {word}", word=word), place)
            joined = place if word.lower() == "or" and not negated else None
            place = end
        negated, place = pass_over(query, place)
    if joined is not None:
        return _nothing_follows(query, joined)
    return refuse(message("The bracket is not closed"), opened[-1]) if opened else None


def _nothing_follows(query: str, place: int) -> UserError:
    return refuse(message("Nothing follows {word}", word=query[place : place + 2]), place)
