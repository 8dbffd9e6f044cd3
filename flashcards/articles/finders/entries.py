"""Makes the card of a term that an author set apart, from whatever form it was set in."""

import re
from collections.abc import Sequence

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.answers import meaning
from flashcards.articles.finders.rendering import blocks_as_markdown
from flashcards.articles.finders.structure import Article, Section, says_nothing
from flashcards.articles.finders.wording import looks_plural, what_is
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_SEE = re.compile(
    r"^\s*[*_]{0,3}(?:see|siehe|voir|véase|vedi|vgl\.|cf\.|zie|ver|zob\.|viz|→|->)(?:\s+also)?(?!\w)\s?:?",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"(?:(?:some|more) )?(?:examples?|beispiele?|exemples?|ejemplos?)\b", re.I)
_PART = re.compile(
    r"(?:part|step|phase|stage|case|figure|table|example|assumption|exercise|question|section|"
    r"note) #?\w{1,3}",
    re.IGNORECASE,
)
_UNCLEAR = 0.45
_POINTER_BEFORE = re.compile(r"^[*_]{0,2}See also[*_]{0,2}\s[^.\n]{1,120}\.\s+(?=[A-Z])")
_POINTER_BEHIND = re.compile(
    r"(?<=[.!?)])\s+[*_]{0,2}(?:See|Compare)(?: also)?[*_]{0,2}\s"
    r"(?:(?:Chapters?|Sections?|Figures?|Fig\.|Tables?|Appendix|pages?)\b[^.\n]{0,40}"
    r"|[^.\n]{1,40})\.?$"
)
_SHORT_POINTER = 8
_LONG_ENOUGH = 500
_LONGEST_BACK = 1600


def without_pointers(back: str) -> str:
    """Return an explanation without the sentences at its edges that send the reader elsewhere."""
    return _POINTER_BEHIND.sub("", _POINTER_BEFORE.sub("", back, count=1)) or back


def is_pointer(back: str) -> bool:
    """Tell whether an explanation only says where to look: "see X"."""
    return bool(_SEE.match(back)) and len(back.split()) <= _SHORT_POINTER


def first_paragraphs(article: Article, blocks: Sequence[Block]) -> str:
    """Return as Markdown as many blocks as explain something, without what only points on."""
    text = article.text
    chosen: list[Block] = []
    size = 0
    for number, block in enumerate(blocks):
        if block.kind in (_K.OTHER, _K.HEADING):
            continue
        if says_nothing(text, (block,)) or (_SEE.match(text, block.start) and chosen):
            continue
        open_end = bool(chosen) and text[chosen[-1].start : chosen[-1].end].rstrip().endswith(":")
        enough = size >= _LONG_ENOUGH and not open_end
        if chosen and (enough or size + block.end - block.start > _LONGEST_BACK):
            break
        if block.kind is _K.CODE and not open_end and number > 0:
            continue
        chosen.append(block)
        size += block.end - block.start if block.kind is not _K.CODE else 0
    prose = [block for block in chosen if block.kind is not _K.CODE]
    return blocks_as_markdown(text, chosen if prose else ())


def _asked(article: Article, term: str) -> str:
    """Ask in English for a term of an English article; elsewhere the term is the question."""
    if not article.english:
        return term
    plural = looks_plural(term)
    if not plural and term.istitle() and looks_plural(term.lower()):
        plural = term.lower() in article.lower_words
    return what_is(term, plural)


def _matters_little(section: Section, term: str) -> bool:
    """Tell whether a term is a sign, or one thing of several examples."""
    if len(term) == 1 or _PART.fullmatch(term):
        return True
    return not section.glossary and any(map(_EXAMPLES.match, section.full_path))


def made_entry(
    article: Article,
    section: Section,
    kind: CandidateKind,
    term: str,
    front: str,
    back: str,
    confidence: float,
    start: int,
    end: int,
    aliases: Sequence[str],
    path: tuple[str, ...] | None = None,
) -> Candidate:
    """Return the candidate of a term or question; without a front the term is asked for."""
    if kind is CandidateKind.TERM:
        back = meaning(without_pointers(back))
        if _matters_little(section, term):
            confidence = min(confidence, _UNCLEAR)
    others = tuple(dict.fromkeys(name for name in aliases if name and name != term))
    return Candidate(
        kind,
        term,
        front or _asked(article, term),
        back,
        confidence,
        section.full_path if path is None else path,
        start,
        end,
        article.text[start:end],
        aliases=others,
    )
