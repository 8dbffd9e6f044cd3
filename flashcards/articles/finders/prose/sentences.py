"""Finds the terms that running text defines: "X is a ...", "... is called X".

How a sentence becomes a card: it is cut into clauses (``splitting``); the patterns of the language
(``english``) are tried on each (``reading``); what stands beside a pattern's cue must be a noun
phrase that may be a term (``noun_phrases``), and what it means must say what kind of thing it is
(``kinds``). The card quotes one stretch of the article (``cards``); how sure it is follows from the
pattern, and from how the article uses the term (``uses``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flashcards.articles.candidates import Candidate
from flashcards.articles.finders.prose.brackets import read_brackets
from flashcards.articles.finders.prose.cards import card_of
from flashcards.articles.finders.prose.definition import Definition
from flashcards.articles.finders.prose.headings import read_below_heading
from flashcards.articles.finders.prose.language import Language, Meaning
from flashcards.articles.finders.prose.languages import code_of, tables_for, tables_in
from flashcards.articles.finders.prose.litter import has_litter
from flashcards.articles.finders.prose.reading import Clause, definitions_of
from flashcards.articles.finders.prose.splitting import LONGEST_SENTENCE, Sentence, clauses
from flashcards.articles.finders.prose.uses import Uses
from flashcards.articles.finders.structure import Article, Ranges, Section
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION, _K.CELL})
_QUOTES = "\"'”’»)"
_SHORTEST = 15
_SENTENCES_OF_ANY = 5_500
_FEWEST_PER_SENTENCE = 200
"""A long text with fewer characters to each sentence is a list of words; its beginning is read."""
_LEAST, _MOST_SURE = 0.1, 0.9
_MOST = 20_000
"""Definitions that are read in the sentences of one article; nobody looks through more."""


@dataclass(slots=True)
class _Reader:
    """Reads the sentences of one article, each once: what is said again defines nothing new."""

    article: Article
    language: Language
    seen: set[str] = field(default_factory=set)

    def definitions(
        self, block: Block, uses: Uses | None = None, below: Section | None = None
    ) -> Iterator[Definition]:
        """Yield what the sentences of a block define.

        With ``uses`` also in brackets; with ``below``, the section whose first block it is, also
        what its heading names.
        """
        sentences = self.article.sentences(block)
        for number, sentence in enumerate(sentences):
            if not self._is_read(sentence) or has_litter(self.article, block, sentence):
                continue
            before = sentences[number - 1] if number else None
            parts: list[Clause] = []
            for part in clauses(self.article.text, sentence):
                parts.append(Clause(self.article.text, part.start, part.end, before, block.spans))
                before = Sentence(sentence.start, part.end)
            made = list(definitions_of(self.language, parts))
            if not made and uses is not None and self.language.code == "en":
                headed = None if number else below
                made = self._in_passing(sentence, block, uses, headed)
            yield from made

    def _in_passing(
        self, sentence: Sentence, block: Block, uses: Uses, below: Section | None
    ) -> list[Definition]:
        """Return what a sentence says of a term that no pattern finds."""
        whole = Clause(self.article.text, sentence.start, sentence.end, None, block.spans)
        headed = read_below_heading(self.language, below, whole) if below else None
        return [headed] if headed else list(read_brackets(self.language, whole, uses))

    def _is_read(self, sentence: Sentence) -> bool:
        said = self.article.text[sentence.start : sentence.end]
        if (
            not _SHORTEST < len(said) <= LONGEST_SENTENCE
            or said.rstrip(_QUOTES)[-1:] in "?:"
            or "\n" in said
        ):
            return False
        most = _SENTENCES_OF_ANY + len(self.article.text) // _FEWEST_PER_SENTENCE
        if said in self.seen or len(self.seen) >= most:
            return False
        self.seen.add(said)
        return True


def find_in_sentences(article: Article, taken: Ranges) -> Iterator[Candidate]:
    """Find the terms defined in prose outside the stretches that are spoken for.

    Confidence runs from 0.1 to 0.9; nothing is found where the language has no tables.
    """
    if article.is_story:
        return
    seen: set[str] = set()
    readers: dict[str, tuple[_Reader, Uses]] = {}
    found = 0
    for section in article.sections:
        if section.aside:
            continue
        code = code_of(article, section)
        for block in article.inside(section):
            if block.kind not in _PROSE or block.children or block.start in taken:
                continue
            language = tables_in(article, block, code)
            if language is None:
                continue
            if language.code not in readers:
                readers[language.code] = _Reader(article, language, seen), Uses(article, language)
            reader, uses = readers[language.code]
            below = section if section.blocks[0].start == block.start else None
            for made in reader.definitions(block, uses, below):
                term = article.text[made.term.start : made.term.end]
                if made.person and not uses.is_subject(term):
                    continue  # nobody learns who wrote an article, or was asked for it
                if language.capital_nouns and _only_begins(article, made):
                    continue
                sure = made.confidence + uses.weight(term, made.marked)
                sure = round(max(_LEAST, min(sure, _MOST_SURE)), 2)
                matters = made.pattern.meaning is not Meaning.SENTENCE
                matters = matters and uses.matters(term, made.marked, sure)
                path = section.full_path
                yield card_of(article, language, made, block.spans, path, sure, matters)
                found += 1
            if found >= _MOST:
                return


def _only_begins(article: Article, made: Definition) -> bool:
    """Tell whether a capital may come of the sentence's beginning, where all nouns have one."""
    term = made.term
    name = article.text[term.start : term.end]
    bare = not (made.marked or term.determiner or " " in name)
    return bare and term.start == made.start and name not in article.names


def definitions_in(article: Article, section: Section, block: Block) -> list[Candidate]:
    """Return the terms that one paragraph defines, however the article uses them."""
    language = tables_for(article, section)
    if language is None:
        return []
    path, spans = section.full_path, block.spans
    return [
        card_of(article, language, made, spans, path, made.confidence, chosen=False)
        for made in _Reader(article, language).definitions(block)
    ]
