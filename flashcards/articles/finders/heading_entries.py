"""Finds terms that are headings of a glossary, with their meaning under them."""

import re
from collections.abc import Iterator

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.entries import first_paragraphs, made_entry
from flashcards.articles.finders.figures import only_figures
from flashcards.articles.finders.glosses import holds_entries
from flashcards.articles.finders.sentences import definitions_in
from flashcards.articles.finders.structure import Article, Ranges, Section, says_nothing
from flashcards.articles.finders.vocabulary import names_glossary
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
    """Yield the entry that a heading under a glossary is.

    Elsewhere prose that defines its heading finds it.
    """
    section = article.sections[number]
    heading = section.heading
    if heading is None or not section.glossary or heading.start in taken:
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
    prose = [b for b in blocks if b.kind in (_K.PARAGRAPH, _K.QUOTE)]
    if not prose or says_nothing(article.text, blocks) or holds_entries(article, section):
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
            0.9,
            start,
            end,
            others,
            path=section.path,
        )


def _is_role(article: Article, section: Section) -> bool:
    """Tell whether a heading is one of those that every entry has: "Definition", "Example"."""
    title = section.title.strip(" :")
    return bool(_ROLE.match(title)) or article.headings[section.level, title] >= _OFTEN


def _defines(article: Article, section: Section, block: Block) -> bool:
    wanted = key(split_label(section.title)[0])
    return any(key(made.term) == wanted for made in definitions_in(article, section, block))
