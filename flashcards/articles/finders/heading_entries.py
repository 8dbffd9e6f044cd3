"""Finds terms that are headings of a glossary, with their meaning under them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.entries import first_paragraphs, made_entry
from flashcards.articles.finders.figures import explains, only_figures
from flashcards.articles.finders.glosses import holds_entries
from flashcards.articles.finders.heading_kinds import names_kind
from flashcards.articles.finders.labels import label_of
from flashcards.articles.finders.prose.sentences import definitions_in
from flashcards.articles.finders.prose.vocabulary import names_glossary
from flashcards.articles.finders.structure import Article, Ranges, Section, says_nothing
from flashcards.articles.finders.tables import entries_of_table
from flashcards.articles.finders.wording import LONGEST_TERM, asks, bare, key, split_label
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_ROLE = re.compile(
    r"^(?:(?:short |formal |simple )?definitions?|meanings?|descriptions?|explanations?|details?|"
    r"examples?|usage|uses?|use cases?|notes?|remarks?|references?|sources?|see also|discussion|"
    r"background|etymology|origins?|synonyms?|overview|summary|context|why it matters|in short|"
    r"tips?|back|answer|related(?: terms)?|links?|further reading|pronunciation|details and uses)$",
    re.IGNORECASE,
)
"""Headings that say what part of an entry stands under them, so that they name no entry."""
_ABOUT = re.compile(
    r"(?:how|what|when|where|why|who) (?:to|is|are|do|does|you|we|the|this)\b", re.I
)
"""Headings that tell of something; in a glossary they name no entry."""
_OFTEN = 3
_FEWEST_ENTRIES = 2


def entry_of_heading(article: Article, number: int, taken: Ranges) -> Iterator[Candidate]:
    """Yield the entry that a heading under a glossary is, or beside others that name a kind.

    Elsewhere prose that defines its heading finds it.
    """
    section = article.sections[number]
    heading = section.heading
    if heading is None or heading.start in taken:
        return
    if not section.glossary and not names_kind(article, section):
        return
    if section.level > 1 and _is_role(article, section):
        return
    title = section.title
    if len(bare(title)) < 2 or len(title) > LONGEST_TERM or asks(title) or section.aside:
        return
    if _ABOUT.match(title):
        return
    if not section.path and not article.document.title:
        return
    if names_glossary(section.title):
        return
    blocks = [b for b in section.blocks if b.kind is not _K.OTHER]
    nested = section.after > number + 1
    if nested and not blocks:
        inner = article.sections[number + 1]
        if not _is_role(article, inner):
            return
        blocks, nested = [b for b in inner.blocks if b.kind is not _K.OTHER], False
    prose = [b for b in blocks if b.kind in (_K.PARAGRAPH, _K.QUOTE)] or _senses(article, blocks)
    if not prose or says_nothing(article.text, blocks):
        return
    if section.glossary and _group_entries(article, section):
        return
    nested = nested and not _is_role(article, article.sections[number + 1])
    alone = article.siblings[section.level, section.path] < _FEWEST_ENTRIES
    alone = alone and not (section.path and len(section.path[-1]) == 1)
    if (nested or alone) and not _defines(article, section, prose[0]):
        return
    term, others = split_label(title)
    back = first_paragraphs(article, blocks)
    if back and not only_figures(back):
        start, end = heading.start, blocks[-1].end
        yield made_entry(
            article,
            section,
            CandidateKind.TERM,
            term,
            "",
            back,
            0.9 if section.glossary else 0.6,
            start,
            end,
            others,
            path=section.path,
        )


def _senses(article: Article, blocks: Sequence[Block]) -> list[Block]:
    """The list that is all that stands under a heading, if each item is a meaning of it."""
    if len(blocks) != 1 or blocks[0].kind is not _K.LIST:
        return []
    items = blocks[0].children
    if any(item.children or label_of(article, item, item.start, item.end) for item in items):
        return []
    return [blocks[0]] if all(explains(article.words_of(item)) for item in items) else []


def _group_entries(article: Article, section: Section) -> bool:
    """Tell whether entries stand under a heading, or under most of those beside it."""
    if holds_entries(article, section):
        return True
    if not article.grouping:
        for each in article.sections:
            if each.glossary and not each.aside:
                beside = article.grouping.setdefault((each.level, each.path), [])
                beside.append(_holds_several(article, each))
    beside = article.grouping[section.level, section.path]
    return sum(beside) * 2 >= len(beside)


def _holds_several(article: Article, section: Section) -> bool:
    for block in section.blocks:
        if block.kind is _K.DEFINITIONS and len(block.children) >= _OFTEN * 2:
            return True
        if block.kind is _K.TABLE:
            return len(list(islice(entries_of_table(article, section, block), _OFTEN))) == _OFTEN
    return holds_entries(article, section)


def _is_role(article: Article, section: Section) -> bool:
    """Tell whether a heading is one of those that every entry has: "Definition", "Example"."""
    title = section.title.strip(" :")
    return bool(_ROLE.match(title)) or article.headings[section.level, title] >= _OFTEN


def _defines(article: Article, section: Section, block: Block) -> bool:
    wanted = key(split_label(section.title)[0])
    return any(key(made.term) == wanted for made in definitions_in(article, section, block))
