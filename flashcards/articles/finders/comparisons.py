"""Finds tables that set things side by side, and those that tell what happened when."""

import re
from collections.abc import Iterator, Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.asking import happened, is_date
from flashcards.articles.finders.leads import subject
from flashcards.articles.finders.rendering import escaped, inline
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.finders.wording import bare
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_RESPECT = re.compile(
    r"(?:|aspects?|features?|criteri(?:on|a)|propert(?:y|ies)|characteristics?|categor(?:y|ies)|"
    r"points?|basis(?: of \w+)?|factors?|attributes?|differences?)",
    re.IGNORECASE,
)
"""What stands over the column of respects, if anything does."""
_COMPARES = re.compile(r"\b(?:vs\.?|versus|compar\w+|differ\w*)(?!\w)", re.IGNORECASE)
_ABOUT_ROWS = re.compile(
    r"(?:data )?types?|descriptions?|defaults?|required|optional|meanings?|examples?|notes?|"
    r"values?|since|versions?|names?|status|links?|sources?|comments?|dates?|prices?|totals?",
    re.IGNORECASE,
)
"""Heads of columns that say more of what the row is called, and are no things to compare."""
_MOST_THINGS = 4
_MOST_ROWS = 20
_DATE_AND_EVENT = 2
_SHORTEST_EVENT = 3
_LONGEST_NAME = 5
_LONGEST_RESPECT = 6
_LONGEST_VALUE = 30
"""Words."""


def find_comparisons(article: Article) -> Iterator[Candidate]:
    """Make a card of each row of a table that compares or dates. Confidence: 0.5, 0.45 dates."""
    if not article.english:
        return
    for section in article.sections:
        if section.aside:
            continue
        for block in article.inside(section):
            if block.kind is _K.TABLE and 2 < len(block.children) <= _MOST_ROWS:
                yield from _of_table(article, section, block)
                yield from _of_dates(article, section, block)


def _of_table(article: Article, section: Section, table: Block) -> Iterator[Candidate]:
    head, *rows = (row.children for row in table.children)
    things = [bare(article.words_of(cell)) for cell in head[1:]]
    if not 2 <= len(things) <= _MOST_THINGS or len(set(things)) < len(things):
        return
    if not all(_is_name(thing, _LONGEST_NAME) for thing in things):
        return
    if any(_ABOUT_ROWS.fullmatch(thing) for thing in things):
        return
    over = article.words_of(head[0])
    titles = " ".join((article.document.title, *section.full_path))
    if not (_RESPECT.fullmatch(over) or _COMPARES.search(titles)):
        return
    if any(cell.level != 1 for cell in head) or any(len(row) != len(head) for row in rows):
        return
    for row in rows:
        yield from _of_row(article, section, things, row)


def _of_dates(article: Article, section: Section, table: Block) -> Iterator[Candidate]:
    head, *rows = (row.children for row in table.children)
    if any(len(row) != _DATE_AND_EVENT for row in (head, *rows)):
        return
    if not all(is_date(article.words_of(row[0])) for row in rows):
        return
    for date, event in rows:
        told = inline(article.text, event.start, event.end, event.spans)
        if len(told.split()) < _SHORTEST_EVENT:
            continue
        when = article.words_of(date)
        yield Candidate(
            CandidateKind.LIST,
            when,
            f"{happened(f'*{when}*')}\n\n> {escaped(subject(section.full_path))}",
            told,
            0.45,
            section.full_path,
            date.start,
            event.end,
            article.text[date.start : event.end],
        )


def _of_row(
    article: Article, section: Section, things: Sequence[str], row: Sequence[Block]
) -> Iterator[Candidate]:
    text = article.text
    respect = bare(article.words_of(row[0]))
    values = [" ".join(inline(text, c.start, c.end, c.spans).split()) for c in row[1:]]
    if not _is_name(respect, _LONGEST_RESPECT) or not all(values) or len(set(values)) < 2:
        return
    if any(len(value.split()) > _LONGEST_VALUE for value in values):
        return
    named = f"{', '.join(things[:-1])} and {things[-1]}"
    start, end = row[1].start, row[-1].end
    yield Candidate(
        CandidateKind.CONTRAST,
        f"{respect}: {' versus '.join(things)}",
        f"How do {escaped(named)} differ in *{escaped(respect)}*?",
        "\n".join(
            f"- {escaped(thing)}: {value}" for thing, value in zip(things, values, strict=True)
        ),
        0.5,
        section.full_path,
        start,
        end,
        text[start:end],
    )


def _is_name(words: str, longest: int) -> bool:
    return 0 < len(words.split()) <= longest and any(letter.isalpha() for letter in words)
