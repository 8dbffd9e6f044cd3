"""Finds sentences that state what an article teaches and define nothing: causes, numbers, rules.

How a sentence becomes a card: it must stand by itself (``standing``) and have words that are its
news (``gaps``); it is worth more where its subject is what the article is about and where it opens
a paragraph or is a point of a recap (``recaps``). The best of them are kept, as many as the article
can bear; what the article says twice is kept once.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.choosing import LIKELY
from flashcards.articles.finders.answers import answered_part
from flashcards.articles.finders.prose.gaps import Gap, Said, best_gap
from flashcards.articles.finders.prose.language import Language
from flashcards.articles.finders.prose.languages import code_of, stating_for, tables_in
from flashcards.articles.finders.prose.recaps import Elsewhere, names_recap, recap_items
from flashcards.articles.finders.prose.splitting import Sentence, clauses
from flashcards.articles.finders.prose.standing import MOST_WORDS, Standing, read_standing
from flashcards.articles.finders.prose.stating import Stating
from flashcards.articles.finders.prose.uses import Uses
from flashcards.articles.finders.rendering import as_sentence, inline
from flashcards.articles.finders.structure import Article, Ranges, Section
from flashcards.articles.finders.wording import key
from flashcards.articles.tree import Block, BlockKind, Span

_K = BlockKind
_WORDS_FOR_ONE = 120
"""Words of prose for which an article may have one statement."""
_WORDS_FOR_CHOSEN = 400
"""Words of prose for which one more is chosen."""
_SHORT_NOTE = 1_500
"""Characters; in a shorter text that defines and asks nothing there is nothing to learn."""
_ALL_OF_THEM, _MOST_SENTENCES = 2_000, 6_000
"""Sentences that are read; behind the first number only those that open a paragraph."""
_BASE, _LEAST, _UNCHOSEN = 0.28, 0.3, 0.45
_FIRST, _OPENS_SECTION, _RECAP = 0.04, 0.03, 0.1
_OF_TITLE, _OF_HEADING, _OFTEN = 0.08, 0.05, 0.04
_OFTEN_USED = 5
_MOST_SURE = 0.7
_NEWS, _SURE_ENOUGH = 0.1, 0.55
"""What a gap must weigh, and how sure its card must be, for the card to be chosen."""
_LONG_PASSAGE = 700
"""Characters; a longer one is not asked for sentence by sentence."""
_SHORTEST_PARAGRAPH = 60
_FEWEST_LETTERS = 4
_WORD = re.compile(r"\w\w+")


@dataclass(frozen=True, slots=True)
class _Stated:
    candidate: Candidate
    block: int
    recap: bool
    """Whether it stands where the article says again what matters."""


def find_statements(article: Article, found: Iterable[Candidate]) -> list[Candidate]:
    """Return statements in sentences that no other finder asks for, in order.

    Confidence is 0.3 to 0.45 for what is offered, from 0.55 on for what is chosen.
    """
    if article.is_story:
        return []
    found = list(found)
    if not found and len(article.text) < _SHORT_NOTE:
        return []
    asked = Ranges(answered_part(c) for c in found if _asks_for_it(c))
    terms = {key(name) for c in found for name in (c.term, *c.aliases)}
    stated: list[_Stated] = []
    uses: dict[str, Uses] = {}
    words = read = 0
    for section in article.sections:
        if read > _MOST_SENTENCES:
            break
        if section.aside or section.faq:
            continue
        code = code_of(article, section)
        recapped = frozenset(recap_items(article, section))
        blocks = sorted({*_prose(article, section), *recapped}, key=lambda b: b.start)
        for place, block in enumerate(blocks):
            if read > _MOST_SENTENCES:
                break
            language = tables_in(article, block, code)
            stating = stating_for(language) if language else None
            if language is None or stating is None:
                continue
            words += article.text.count(" ", block.start, block.end)
            sentences = article.sentences(block)
            if read > _ALL_OF_THEM:
                sentences = sentences[:1]
            read += len(sentences)
            counted = uses.setdefault(language.code, Uses(article, language))
            recap = block in recapped or names_recap(section.title)
            reader = _Reader(article, section, language, stating, block, counted, recap)
            stated += reader.statements(sentences, asked, opens=not place)
    stated = [each for each in stated if key(each.candidate.term) not in terms]
    return _best(_said_once(stated, found), words // _WORDS_FOR_ONE, 1 + words // _WORDS_FOR_CHOSEN)


def _asks_for_it(candidate: Candidate) -> bool:
    """Tell whether a card already asks for what its passage says, rather than for a whole part."""
    start, end = answered_part(candidate)
    if end - start > _LONG_PASSAGE:
        return False
    return candidate.confidence >= LIKELY or candidate.kind is not CandidateKind.TERM


def _prose(article: Article, section: Section) -> Iterator[Block]:
    """Yield the paragraphs of a section that are the author's own words."""
    quoted = -1
    for block in article.inside(section):
        if block.kind in (_K.QUOTE, _K.OTHER, _K.CODE, _K.LIST, _K.TABLE):
            quoted = max(quoted, block.end)
        elif (
            block.kind is _K.PARAGRAPH
            and block.start >= quoted
            and block.end - block.start >= _SHORTEST_PARAGRAPH
        ):
            yield block


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the sentences of one paragraph."""

    article: Article
    section: Section
    language: Language
    stating: Stating
    block: Block
    uses: Uses
    recap: bool

    def statements(
        self, sentences: Sequence[Sentence], asked: Ranges, opens: bool
    ) -> Iterator[_Stated]:
        """Yield what may be asked of each sentence."""
        for number, sentence in enumerate(sentences):
            if sentence.start in asked or sentence.end - 1 in asked:
                continue
            place = 0.0 if number else _FIRST + (_OPENS_SECTION if opens else 0)
            for part in self._parts(sentence):
                standing = read_standing(self.language, self.stating, self.article.text, part)
                made = standing and self._made(standing, place)
                if made:
                    yield _Stated(made, self.block.start, self.recap)
                    break

    def _parts(self, sentence: Sentence) -> Iterable[Sentence]:
        """Return a sentence, or what in a long one may stand alone."""
        if self.article.text.count(" ", sentence.start, sentence.end) < MOST_WORDS:
            return (sentence,)
        return clauses(self.article.text, sentence)

    def _made(self, standing: Standing, place: float) -> Candidate | None:
        text, title = self.article.text, _content(self.article.document.title)
        said = Said(text, standing.start, standing.end, standing.news, self.block.spans, title)
        gap = best_gap(self.language, self.stating, said)
        if gap is None:
            return None
        sure = _BASE + gap.weight + standing.weight + place + self._about(standing)
        if self.recap or self.stating.recap.search(self.section.title):
            sure += _RECAP
        told = bool(title & _content(text[standing.start : standing.end]))
        chosen = told and standing.clear and gap.weight >= _NEWS and sure >= _SURE_ENOUGH
        sure = round(min(sure, _MOST_SURE if chosen else _UNCHOSEN), 2)
        if sure < _LEAST:
            return None
        cloze = _cloze(text, standing, gap, self.block.spans)
        return Candidate(
            CandidateKind.STATEMENT,
            text[gap.start : gap.end],
            "",
            as_sentence(inline(text, standing.start, standing.end, self.block.spans)),
            sure,
            self.section.full_path,
            standing.start,
            standing.end,
            text[standing.start : standing.end],
            cloze=cloze,
            chosen=chosen,
        )

    def _about(self, standing: Standing) -> float:
        """Return what the subject adds: whether it is what the article is about."""
        subject = _content(self.article.text[standing.start : standing.verb])
        weight = _OF_TITLE if subject & _content(self.article.document.title) else 0.0
        weight += _OF_HEADING if subject & _content(self.section.title) else 0.0
        if any(self.uses.times(word) >= _OFTEN_USED for word in subject):
            weight += _OFTEN
        return weight


def _said_once(stated: Sequence[_Stated], found: Iterable[Candidate]) -> list[_Stated]:
    """Leave out what a recap says again of what a card asks; of two statements the better stays."""
    recaps = [each for each in stated if each.recap]
    if not recaps:
        return list(stated)
    own = [each for each in stated if not each.recap]
    cards = [c for c in found if c.confidence >= LIKELY]
    asked = Elsewhere(c.cloze or f"{c.front} {c.back}" for c in cards)
    said = Elsewhere(each.candidate.quote for each in own)
    worse: set[int] = set()
    kept: list[_Stated] = []
    for each in recaps:
        if asked.matches(each.candidate.quote):
            continue
        same = said.matches(each.candidate.quote)
        if any(_worth(own[n]) >= _worth(each) for n in same):
            continue
        worse.update(same)
        kept.append(each)
    kept += [each for n, each in enumerate(own) if n not in worse]
    return sorted(kept, key=lambda s: s.candidate.start)


def _worth(stated: _Stated) -> tuple[bool, int]:
    """Return how good a wording is: surely understood, then short."""
    return stated.candidate.chosen, -len(stated.candidate.quote.split())


def _content(words: str) -> frozenset[str]:
    """Return the words that carry meaning, without plural endings: long ones and "DNA"."""
    found = _WORD.findall(words)
    return frozenset(key(word) for word in found if len(word) >= _FEWEST_LETTERS or word.isupper())


def _cloze(text: str, standing: Standing, gap: Gap, spans: Sequence[Span]) -> str:
    before = inline(text, standing.start, gap.start, spans)
    hidden = inline(text, gap.start, gap.end, spans)
    after = inline(text, gap.end, standing.end, spans)
    space = " " if text[gap.start - 1].isspace() else ""
    behind = " " if text[gap.end : gap.end + 1].isspace() else ""
    return as_sentence(f"{before}{space}{{{{c1::{hidden}}}}}{behind}{after}")


def _best(stated: Sequence[_Stated], most: int, most_chosen: int) -> list[Candidate]:
    """Return the best statements, one of each paragraph unless two are strong, in order."""
    chosen = 0
    kept: list[_Stated] = []
    blocks: dict[int, int] = {}
    for each in sorted(stated, key=lambda s: (-s.candidate.confidence, s.candidate.start)):
        if len(kept) >= max(most, 1):
            break
        already = blocks.get(each.block, 0)
        if already and not (already == 1 and each.candidate.chosen):
            continue
        blocks[each.block] = already + 1
        chosen += each.candidate.chosen
        kept.append(each if chosen <= most_chosen else _offered(each))
    return sorted((s.candidate for s in kept), key=lambda c: c.start)


def _offered(stated: _Stated) -> _Stated:
    sure = min(stated.candidate.confidence, _UNCHOSEN)
    return replace(stated, candidate=replace(stated.candidate, confidence=sure, chosen=False))
