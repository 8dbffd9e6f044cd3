"""Cuts an article into its sections and says what each of them is: glossary, questions, prose."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from flashcards.articles.detecting import ENGLISH, language_of
from flashcards.articles.finders.prose.splitting import Sentence, split_sentences
from flashcards.articles.finders.prose.vocabulary import (
    names_aside,
    names_faq,
    names_glossary,
    names_organisation,
    singular,
)
from flashcards.articles.tree import Block, BlockKind, Document

_K = BlockKind
_LOWER = re.compile(r"\b[a-z][a-z'’-]{1,30}\b")
_URL = re.compile(r"(?:https?|ftp)://[^\s<>()]{1,500}|www\.[^\s<>()]{1,500}")
_WORD = re.compile(r"\w+")
_PERSONS = re.compile(r"\b(?:[Hh]e|[Ss]he|I|me|my|[Hh]is|[Hh]er|him|you)\b")
_SPOKEN = re.compile(
    r"[\"”’'»]\s(?:[Hh]e|[Ss]he|I|the \w{1,30}|[A-Z]\w{1,30})?\s?"
    r"(?:said|asked|replied|answered|cried|whispered|shouted|muttered|murmured|laughed|called)\b"
)
_INNER_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{1,40}")
_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*")
_INTRODUCES = re.compile(r"(?:how to|about)\b", re.IGNORECASE)
"""Headings over a few words on how to read what follows, often without a heading of its own."""
_LISTS = re.compile(r"(?:table of )?contents|index", re.IGNORECASE)
"""Headings over lists of all sections, so that no section belongs under them."""
_LONGEST_INTRODUCTION = 5
_DEEPEST_HEADING = 6
_SAMPLE = 20_000
_FEWEST_LETTERS = 3
_ENOUGH_TO_SEE = 200


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_POINTERS = _words(
    "see also read more at here the and or in for details detail info information visit check "
    "out cf refer to on page section above below a an of docs documentation is are this that "
    "link links please you can find"
)
_BESIDE_ADDRESSES = _POINTERS | _words(
    "list table following website site pages instructions article post thread wiki guide "
    "entry chapter appendix answer there it our your full complete"
)
"""Words that say nothing beside an address; a link's own words may tell what is to be read."""


_SENDING = _BESIDE_ADDRESSES | _words(
    "download watch open click tap view get order book buy join register sign up form file "
    "pdf doc zip video map mail now online us"
)
"""Words of links that lead to something and do not tell what it is."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading of any level."""

    heading: Block | None
    level: int
    title: str
    path: tuple[str, ...]
    """Headings above this one, outermost first."""
    blocks: tuple[Block, ...]
    after: int
    """Index of the first section that is not nested in this one."""
    glossary: bool
    faq: bool
    aside: bool

    @property
    def full_path(self) -> tuple[str, ...]:
        """The headings above its blocks."""
        return (*self.path, self.title) if self.heading else self.path

    @property
    def end(self) -> int:
        """Where its own blocks end; -1 if it has none."""
        return self.blocks[-1].end if self.blocks else -1


@dataclass(frozen=True, slots=True)
class Label:
    """A label and where what it announces begins."""

    start: int
    end: int
    body: int
    marked: bool
    dotted: bool = False
    """Whether a full stop ends it, which outside a glossary is a heading run into its text."""


@dataclass(frozen=True)
class Article:
    """A document with its sections."""

    document: Document
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The document's plain text."""
        return self.document.text

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that the article writes small somewhere, so that they are no names."""
        return frozenset(_each(_LOWER, self.document.text))

    @cached_property
    def language(self) -> str:
        """The code of the language the article seems to be in; "" for one not known here."""
        return language_of(self.document.text, self.document.language)

    @property
    def english(self) -> bool:
        """Whether the article seems to be English; without any hint it is taken to be."""
        return self.language == ENGLISH

    @cached_property
    def is_story(self) -> bool:
        """Whether it tells of people who talk, so that its sentences define nothing."""
        sample = self.document.text[:_SAMPLE]
        words = len(_WORD.findall(sample))
        persons = len(_PERSONS.findall(sample))
        spoken = len(_SPOKEN.findall(sample))
        return persons * 30 >= words and spoken >= 3 and spoken * 200 >= words

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that the article writes with a capital within sentences."""
        return frozenset(_each(_INNER_CAPITAL, self.document.text))

    @cached_property
    def first_uses(self) -> dict[str, int]:
        """Where each word, written small, first stands in the running text."""
        uses: dict[str, int] = {}
        for section in self.sections:
            for block in section.blocks:
                for found in _TOKEN.finditer(self.document.text, block.start, block.end):
                    uses.setdefault(found[0].lower(), found.start())
        return uses

    @cached_property
    def uses(self) -> Counter[str]:
        """How often the article uses each word, small and without its plural ending."""
        uses: Counter[str] = Counter()
        for word, times in self.words.items():
            uses[singular(word)] += times
        return uses

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the text, written small."""
        return Counter(_WORD.findall(self.document.text.lower()))

    @cached_property
    def pairs(self) -> Counter[tuple[str, str]]:
        """How often each two words follow each other in the text, written small."""
        return Counter(pairwise(_WORD.findall(self.document.text.lower())))

    @cached_property
    def headings(self) -> Counter[tuple[int, str]]:
        """How often each heading stands on its level."""
        return Counter((section.level, section.title.strip(" :")) for section in self.sections)

    @cached_property
    def siblings(self) -> Counter[tuple[int, tuple[str, ...]]]:
        """How many headings stand on one level under the same headings."""
        return Counter((s.level, s.path) for s in self.sections if s.heading)

    @cached_property
    def grouping(self) -> dict[tuple[int, tuple[str, ...]], list[bool]]:
        """Which headings of a glossary group entries, by level and headings above; once known."""
        return {}

    @cached_property
    def kinds(self) -> dict[tuple[int, tuple[str, ...]], bool]:
        """Where most headings name a kind of thing, by level and headings above; once known."""
        return {}

    @cached_property
    def left_out(self) -> list[int]:
        """How many items each list has that is too long to be learnt as one, once known."""
        return []

    @cached_property
    def labels(self) -> dict[int, Label | None]:
        """The labels read so far, by where their line begins."""
        return {}

    @cached_property
    def _inside(self) -> dict[int, tuple[Block, ...]]:
        return {}

    def inside(self, section: Section) -> tuple[Block, ...]:
        """Return the blocks of a section and all that lies in them, in reading order."""
        known = self._inside.get(id(section))
        if known is None:
            known = self._inside[id(section)] = tuple(walk(section.blocks))
        return known

    @cached_property
    def _section_starts(self) -> list[int]:
        return [s.heading.start if s.heading else 0 for s in self.sections]

    def section_at(self, at: int) -> Section:
        """Return the section that holds a place of the text, its heading being part of it."""
        return self.sections[max(bisect_right(self._section_starts, at) - 1, 0)]

    @cached_property
    def _sentences(self) -> dict[tuple[int, int], list[Sentence]]:
        return {}

    def sentences(self, block: Block) -> list[Sentence]:
        """Return the sentences of a block; they are split only once."""
        known = self._sentences.get((block.start, block.end))
        if known is None:
            known = split_sentences(self.document.text, block.start, block.end)
            self._sentences[block.start, block.end] = known
        return known

    def words_of(self, block: Block) -> str:
        """Return the text of a block, without white space around it."""
        return self.document.text[block.start : block.end].strip()


class Ranges:
    """Stretches of the text that are spoken for."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, at: int) -> bool:
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


def outline(document: Document) -> Article:
    """Cut a document into sections. Linear in the number of blocks."""
    entitled = _stands_alone(document)
    by_letter = _has_letters(document)
    starts = [n for n, block in enumerate(document.blocks) if block.kind is _K.HEADING]
    bounds = [*starts, len(document.blocks)]
    sections: list[Section] = []
    if bounds[0] > 0:
        sections.append(_opening(document, document.blocks[: bounds[0]]))
    after = _nesting([_level(document.blocks[n]) for n in starts], len(sections))
    above: list[Section] = []
    for number, at in enumerate(starts):
        heading = document.blocks[at]
        while above and above[-1].level >= _level(heading):
            above.pop()
        section = _section(
            document,
            heading,
            above,
            document.blocks[at + 1 : bounds[number + 1]],
            after[number],
            entitled,
            by_letter,
        )
        sections.append(section)
        above.append(section)
    return Article(document, tuple(sections))


def _each(wanted: re.Pattern[str], text: str) -> Iterator[str]:
    """Yield what is found one by one: meanwhile a window can draw, however long the text is."""
    return (found[0] for found in wanted.finditer(text))


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Go through blocks and all that lies in them, in reading order, at any depth."""
    stack = [iter(blocks)]
    while stack:
        for block in stack[-1]:
            yield block
            if block.children:
                stack.append(iter(block.children))
                break
        else:
            stack.pop()


def says_nothing(text: str, blocks: Iterable[Block]) -> bool:
    """Tell whether blocks only link elsewhere or only ask: no answer, no definition."""
    links_only = questions_only = True
    asked = False
    for block in walk(blocks):
        if block.kind is _K.CODE:
            return False
        if block.kind is _K.OTHER or block.children:
            continue
        words = text[block.start : block.end]
        if questions_only and words.strip():
            asked = asked or _asks(words)
            questions_only = _asks(words) or words.rstrip().endswith((":", "："))
        if links_only and not _only_links(text, block):
            links_only = False
        if not links_only and not questions_only:
            return False
    return links_only or asked


def only_sends(article: Article, block: Block, at: int) -> bool:
    """Tell whether a block from ``at`` on is one link that says what to do: "download here"."""
    link = next((s for s in block.spans if s.start >= at and s.mark == "link"), None)
    if link is None or article.text[at : link.start].strip():
        return False
    if article.text[link.end : block.end].strip(" .!"):
        return False
    words = _WORD.findall(article.text[link.start : link.end].casefold())
    return bool(words) and all(word in _SENDING for word in words)


def _asks(words: str) -> bool:
    return words.rstrip(" \t\n*_\"'”’)").endswith(("?", "？", "؟"))


def _only_links(text: str, block: Block) -> bool:
    addressed = False
    if not any(span.mark == "link" for span in block.spans):
        opening = text[block.start : min(block.end, block.start + _ENOUGH_TO_SEE)]
        addressed = "://" in opening or "www." in opening
        if not addressed:
            first = _WORD.search(opening)
            points = first is None or first[0].casefold() in _POINTERS
            if not points or len(opening.split()) > 6:
                return False
    words, at, parts = text, block.start, []
    for span in block.spans:
        if span.mark == "link" and span.start >= at:
            parts.append(words[at : span.start])
            at = span.end
    parts.append(words[at : block.end])
    rest = " ".join(parts)
    if "://" in rest or "www." in rest:
        rest = _URL.sub(" ", rest)
    empty = _BESIDE_ADDRESSES if addressed else _POINTERS
    return all(found[0].casefold() in empty for found in _WORD.finditer(rest))


def _nesting(levels: list[int], offset: int) -> list[int]:
    """For each heading the index of the next one on its level or above."""
    after = [len(levels) + offset] * len(levels)
    open_ones: list[int] = []
    for number, level in enumerate(levels):
        while open_ones and levels[open_ones[-1]] >= level:
            after[open_ones.pop()] = number + offset
        open_ones.append(number)
    return after


def _stands_alone(document: Document) -> bool:
    """Tell whether the title is no heading that stands on one level with others."""
    headings = [block for block in document.blocks if block.kind is _K.HEADING]
    own = [b for b in headings if document.text[b.start : b.end].strip() == document.title]
    return not own or sum(_level(block) == _level(own[0]) for block in headings) == 1


def _takes_part(parent: Section, title: str) -> bool:
    """Tell whether a section belongs to the article though it stands under what does not."""
    listed = bool(_LISTS.fullmatch(parent.title.strip(" :")))
    return listed or (_asks(title) and names_organisation(parent.title))


def _has_letters(document: Document) -> bool:
    """Tell whether an article is ordered by headings that are a letter, as a dictionary is."""
    headings = (block for block in document.blocks if block.kind is _K.HEADING)
    letters = [b for b in headings if _is_letter(document.text[b.start : b.end].strip())]
    return len(letters) >= _FEWEST_LETTERS


def _is_letter(title: str) -> bool:
    return len(title) == 1 and title.isupper()


def _level(heading: Block) -> int:
    return min(max(heading.level, 1), _DEEPEST_HEADING)


def _opening(document: Document, blocks: tuple[Block, ...]) -> Section:
    title = document.title
    return Section(None, 0, "", (), blocks, 1, names_glossary(title), names_faq(title), aside=False)


def _section(
    document: Document,
    heading: Block,
    above: list[Section],
    blocks: tuple[Block, ...],
    after: int,
    entitled: bool,
    by_letter: bool,
) -> Section:
    title = " ".join(document.text[heading.start : heading.end].split())
    parent = above[-1] if above else None
    glossary, faq = names_glossary(title), names_faq(title)
    introduces = len(blocks) <= _LONGEST_INTRODUCTION or not _INTRODUCES.match(title)
    return Section(
        heading,
        _level(heading),
        title,
        parent.full_path if parent else (),
        blocks,
        after,
        glossary=glossary
        or (by_letter and _is_letter(title))
        or (parent.glossary if parent else entitled and names_glossary(document.title)),
        faq=faq
        or (not glossary and (parent.faq if parent else entitled and names_faq(document.title))),
        aside=(names_aside(title) and introduces)
        or (names_organisation(title) and not (faq or (parent and parent.faq)))
        or bool(parent and parent.aside and not _takes_part(parent, title)),
    )
