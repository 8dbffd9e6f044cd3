"""Finds sentences that set two things against each other: whereas, unlike, differs from, versus."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.actors import read_actor
from flashcards.articles.finders.prose.splitting import (
    LONGEST_SENTENCE,
    Sentence,
    Word,
    words_in,
)
from flashcards.articles.finders.prose.subjects import Name, names_a_term, read_subject
from flashcards.articles.finders.prose.vocabulary import (
    ABSTRACT_ENDINGS,
    ARTICLES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)
from flashcards.articles.finders.rendering import blocks_as_markdown, inline
from flashcards.articles.finders.structure import Article, Section, says_nothing
from flashcards.articles.finders.wording import bare, key, looks_plural
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_TURN = re.compile(
    r"(?:,|;|\s[–—])\s(?:whereas|while|whilst|but|in contrast to|by contrast,)\s|;\s", re.IGNORECASE
)
_CUE = re.compile(
    r"\b(?:whereas|while|whilst|unlike|differs?|contrast|difference|on the other hand|versus|both|"
    r"cannot|can not|can['’]t|unable|not|different|distinct)\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:cannot|can not|can['’]t|(?:is|are) unable to|"
    r"(?:is|are|['’]re|['’]s) (?:not|n['’]t) (?:able|equipped|designed) to)\b"
)
_NOUN_AND_VERB = re.compile(r" (\w+s) \w+(?= )")
_MEANWHILE = re.compile(r"\b(?:it|them)\b")
_ITS_PRONOUN = re.compile(r",\s(?:it|they)\s?$")
_BOTH = re.compile(
    r"\b[Bb]oth ((?:[\w’'-]{1,30} ){0,3}[\w’'-]{1,30}) "
    r"and ((?:[\w’'-]{1,30} ){0,2}[\w’'-]{1,30}) (?:\w{1,20}ly )?"
    r"(?=(?:are|were|have|use|share|rely|can|need|contain|consist|require|belong)\b)"
)
_OPENS = re.compile(r"(?:[A-Z]\w{1,12}, )?(?:[A-Za-z]{2,8} )?")
"""What may stand before "both" when the sentence is about both: "So, while both ..."."""
_LEADS_IN = re.compile(
    r"(?:So|Thus|Hence|However|Moreover|Therefore|Overall|Essentially|Basically|Simply put|"
    r"In (?:short|summary|essence|other words|conclusion)|To (?:put it|sum|summari[sz]e)"
    r"(?: \w+){0,2}), (?=\S)"
)
"""Openers that tie a sentence to the ones before it and add nothing to it."""
_UNLIKE = re.compile(r"^(?:Unlike|In contrast to|In contrast with|As opposed to|Compared with)\s")
_DIFFERS = re.compile(
    r"\b(?:differs?|is different|are different|is distinct|are distinct)\s+from\s"
)
_BETWEEN = re.compile(
    r"\bdifferences?\s+between\s+([^,.;:?]{2,80}?)\s+and\s+([^,.;:?]{2,80}?)\s+"
    r"(?:is|are|lies)\b"
)
_AGAINST = re.compile(
    r"^(?P<one>[^:?!]{2,60}?)\s+(?:vs\.?|versus|compared (?:to|with))\s+(?P<other>[^:?!]{2,60})$",
    re.IGNORECASE,
)
_SHORTEST = 20
_OF_PLACES = ("an", "ish", "ese", "ch")
_LONGER_THAN_NAMES = 6
_ADJECTIVE_ENDINGS = ("al", "ic", "ive", "ous", "ed", "ary", "ful", "able", "ible", "less")
_PROSE = frozenset({_K.PARAGRAPH, _K.ITEM, _K.DEFINITION})


@dataclass(frozen=True, slots=True)
class _Pair:
    one: tuple[int, int]
    other: tuple[int, int]
    plural: bool


def find_contrasts(article: Article) -> Iterator[Candidate]:
    """Find comparisons. Confidence: 0.45 under a heading "X versus Y", 0.4 in a sentence."""
    for section in article.sections:
        if section.aside or article.is_story:
            continue
        yield from _of_heading(article, section)
        for block in article.inside(section):
            if block.kind in _PROSE and not block.children and block.end - block.start > _SHORTEST:
                yield from _in_block(article, section, block)


def _of_heading(article: Article, section: Section) -> Iterator[Candidate]:
    found = _AGAINST.match(section.title) if section.heading else None
    blocks = [block for block in section.blocks if block.kind is not _K.OTHER]
    if found is None or section.heading is None or says_nothing(article.text, blocks):
        return
    if all(block.kind is _K.TABLE for block in blocks):
        return  # its rows are cards of their own
    one, other = bare(found["one"]), bare(found["other"])
    back = blocks_as_markdown(article.text, blocks[:3])
    if back:
        yield _made(
            article,
            section,
            one,
            other,
            looks_plural(one) or (looks_plural(one.lower()) and looks_plural(other.lower())),
            back,
            0.45,
            section.heading.start,
            blocks[min(2, len(blocks) - 1)].end,
        )


def _in_block(article: Article, section: Section, block: Block) -> Iterator[Candidate]:
    text = article.text
    if not _CUE.search(text, block.start, block.end):
        return
    sentences = article.sentences(block)
    for number, sentence in enumerate(sentences):
        if sentence.end - sentence.start > LONGEST_SENTENCE:
            continue
        if text[sentence.end - 1] in "?:":
            continue
        if not _CUE.search(text, sentence.start, sentence.end):
            continue
        yield from _shared(article, section, block, sentence)
        yield from _unable(article, section, block, sentence)
        if _AGAINST.match(section.title):
            continue  # the heading asks how they differ
        before = sentences[number - 1] if number else None
        pair, start = _pair(article, sentence, before)
        if pair is None:
            continue
        pair = _with_noun(text, pair)
        one, other = bare(text[slice(*pair.one)]), bare(text[slice(*pair.other)])
        if not one or not other or key(one) == key(other):
            continue
        back = _told(article, block, start, sentence.end)
        one, other = _alike(article, _small(article, one), _small(article, other))
        yield _made(
            article,
            section,
            one,
            other,
            pair.plural or looks_plural(one),
            back,
            0.4,
            start,
            sentence.end,
        )


def _shared(
    article: Article, section: Section, block: Block, sentence: Sentence
) -> Iterator[Candidate]:
    """ "Both X and Y rely on Z." """
    found = _BOTH.search(article.text, sentence.start, sentence.end)
    if found is None or not _OPENS.fullmatch(article.text[sentence.start : found.start()]):
        return
    one, other = _small(article, bare(found[1])), _small(article, bare(found[2]))
    words = {word.lower() for word in (*one.split(), *other.split())}
    if not one or not other or words & (PRONOUNS | PREPOSITIONS | CONJUNCTIONS | VERBS):
        return
    if words & DETERMINERS - {"a", "an", "the"}:
        return
    yield Candidate(
        CandidateKind.CONTRAST,
        f"{one} and {other}",
        f"What do {one} and {other} have in common?",
        _told(article, block, sentence.start, sentence.end),
        0.4,
        section.full_path,
        sentence.start,
        sentence.end,
        article.text[sentence.start : sentence.end],
    )


def _unable(
    article: Article, section: Section, block: Block, sentence: Sentence
) -> Iterator[Candidate]:
    """ "X cannot ...", "While X is ..., it is not able to ..."."""
    found = _UNABLE.search(article.text, sentence.start, sentence.end)
    if found is None:
        return
    words = words_in(article.text, sentence.start, sentence.end)
    name = read_subject(words) or read_actor(words)
    if name is None or names_a_term(name, article.lower_words.__contains__, marked=False) < 0.85:
        return
    between = article.text[name.end : found.start()]
    direct = not between.strip() or _ITS_PRONOUN.search(between)
    if not direct:
        return
    thing = _small(article, bare(article.text[slice(*_with_article(name))]))
    yield Candidate(
        CandidateKind.CONTRAST,
        thing,
        f"What can {thing} not do?",
        _told(article, block, sentence.start, sentence.end),
        0.4,
        section.full_path,
        sentence.start,
        sentence.end,
        article.text[sentence.start : sentence.end],
    )


def _pair(
    article: Article, sentence: Sentence, before: Sentence | None
) -> tuple[_Pair | None, int]:
    text, start = article.text, sentence.start
    between = _BETWEEN.search(text, start, sentence.end)
    if between:
        return _Pair(between.span(1), between.span(2), looks_plural(between[1])), start
    unlike = _UNLIKE.match(text[start : start + 24])
    if unlike:
        comma = text.find(", ", start, sentence.end)
        one = _subject(article, start + unlike.end(), comma) if comma > 0 else None
        other = _subject(article, comma + 2, sentence.end) if comma > 0 else None
        return _joined(one, other), start
    differs = _DIFFERS.search(text, start, sentence.end)
    if differs:
        one = _subject(article, start, differs.start())
        other = _subject(article, differs.end(), sentence.end)
        return _joined(one, other), start
    if text.startswith(("Whereas ", "While "), start):
        comma = text.find(", ", start, sentence.end)
        one = _subject(article, text.find(" ", start) + 1, sentence.end)
        other = _subject(article, comma + 2, sentence.end) if comma > 0 else None
        return _joined(one, other), start
    turn = _TURN.search(text, start, sentence.end)
    if turn and _CUE.search(turn[0]):
        if "whil" in turn[0] and _MEANWHILE.search(text, turn.end(), sentence.end):
            return None, start  # "the point stays, while the tide turns around it"
        one = _subject(article, start, turn.start())
        other = _subject(article, turn.end(), sentence.end)
        if other and not other.determiner and "contrast" in turn[0].lower():
            return _against_before(article, sentence, before)  # "X, by contrast, likes ..."
        return _joined(one, other), start
    return _against_before(article, sentence, before)


def _against_before(
    article: Article, sentence: Sentence, before: Sentence | None
) -> tuple[_Pair | None, int]:
    """ "X does this. Y, by contrast, does that." """
    if before is None:
        return None, sentence.start
    other = _subject(article, sentence.start, sentence.end)
    if other is None or not other.contrasted:
        return None, sentence.start
    return _joined(_subject(article, before.start, before.end), other), before.start


def _subject(article: Article, start: int, end: int) -> Name | None:
    words = words_in(article.text, start, end)
    if not words:
        return None
    for name in (read_actor(words), read_subject(words)):
        if name is None or not _acts(words, name):
            continue
        if names_a_term(name, article.lower_words.__contains__, marked=False) >= 0.5:
            return name
    return None


def _acts(words: list[Word], name: Name) -> bool:
    """Tell whether a verb stands behind a name, or the clause ends there."""
    if name.after >= len(words):
        return True
    following = words[name.after]
    return following.is_word and following.lower not in CONJUNCTIONS | PREPOSITIONS


def _joined(one: Name | None, other: Name | None) -> _Pair | None:
    if one is None or other is None:
        return None
    return _Pair(_with_article(one), _with_article(other), looks_plural(one.words[-1].text))


def _with_noun(text: str, pair: _Pair) -> _Pair:
    """Take the noun along that both names stand before: "input filters process, output filters
    process". Of two equal words behind both, the first is the noun, the second the verb."""
    behind = [_NOUN_AND_VERB.match(text, end) for _, end in (pair.one, pair.other)]
    one, other = behind
    first = text[pair.one[0] : pair.one[1]].split(" ", 1)[0].lower()
    if one is None or other is None or one[0] != other[0]:
        return pair
    if first in DETERMINERS or one[1] in VERBS:
        return pair
    return _Pair((pair.one[0], one.end(1)), (pair.other[0], other.end(1)), looks_plural(one[1]))


def _told(article: Article, block: Block, start: int, end: int) -> str:
    """Return what a passage says, without an opener that only ties it to what came before."""
    words = inline(article.text, start, end, block.spans)
    rest = _LEADS_IN.sub("", words, count=1)
    return rest if rest == words else rest[:1].upper() + rest[1:]


def _with_article(name: Name) -> tuple[int, int]:
    return name.start - (len(name.determiner) + 1 if name.determiner else 0), name.end


def _small(article: Article, name: str) -> str:
    first, _, rest = name.partition(" ")
    lower = first.lower()
    common = (
        lower in article.lower_words or lower in ARTICLES or _looks_common(lower, rest)
    ) and first not in article.names
    if common and (first[1:].replace("-", "").islower() or len(first) == 1):
        return f"{lower} {rest}".strip()
    return name


def _alike(article: Article, one: str, other: str) -> tuple[str, str]:
    """Write "Contact metamorphism" small beside "regional metamorphism"."""
    shared = one.split()[-1] == other.split()[-1] and other[0].islower() and " " in one
    first = one.split()[0]
    if not shared or first in article.names or first.endswith(_OF_PLACES) or first[1:].isupper():
        return one, other
    return one[:1].lower() + one[1:], other


def _looks_common(first: str, rest: str) -> bool:
    """Tell by its form that a word has its capital from the sentence only: "Annealing"."""
    if not rest:
        return len(first) > _LONGER_THAN_NAMES and first.endswith(ABSTRACT_ENDINGS)
    return rest.islower() and ("-" in first or first.endswith(_ADJECTIVE_ENDINGS))


def _made(
    article: Article,
    section: Section,
    one: str,
    other: str,
    plural: bool,
    back: str,
    confidence: float,
    start: int,
    end: int,
) -> Candidate:
    verb = "do" if plural else "does"
    return Candidate(
        CandidateKind.CONTRAST,
        f"{one} versus {other}",
        f"How {verb} {one} differ from {other}?",
        back,
        confidence,
        section.full_path,
        start,
        end,
        article.text[start:end],
    )
