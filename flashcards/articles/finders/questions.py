"""Finds questions with their answers: headings, numbers, Q:/A:, fold-outs, structured data."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.answers import (
    asks_somebody,
    lacks_subject,
    opening,
    points_back,
    shortened,
)
from flashcards.articles.finders.figures import is_pending
from flashcards.articles.finders.prose.vocabulary import names_faq
from flashcards.articles.finders.question_marks import (
    ANSWER_INSIDE,
    ANSWERED,
    ASKED,
    ASKED_BY_LETTER,
    unmarked,
    without_answer_mark,
)
from flashcards.articles.finders.rendering import blocks_as_markdown, escaped, inline
from flashcards.articles.finders.structure import Article, Section, says_nothing
from flashcards.articles.finders.wording import (
    asks,
    bare,
    looks_plural,
    split_label,
    what_is,
)
from flashcards.articles.tree import Block, BlockKind

_K = BlockKind
_NUMBERED = re.compile(r"^\s*\(?[0-9]{1,3}[.):]\s+\S")
_ANSWER_HEADING = re.compile(
    r"^(?:short |the |model |my )?(?:answer|solution|antwort|réponse|respuesta|risposta)s?\b", re.I
)
_REVEALS = re.compile(
    r"^(?:(?:click|tap|show|see|view|reveal|toggle|expand|open|hint|spoiler)\b|"
    r"(?:the )?(?:answer|solution|antwort|réponse|respuesta)s?\b)",
    re.IGNORECASE,
)
_YOUR_QUESTION = re.compile(
    r"\b(?:(?:have|got|any|more|other|further|still) (?:\w+ )?questions|your question|"
    r"another question|need (?:more|further) help)\b(?! (?:about|on|of|regarding))",
    re.IGNORECASE,
)
_QUESTION_FIRST = re.compile(
    r"[^\W\d_](?:[^\s.!?？:;]+\s+){2,30}[^\s.!?？:;]+\s?[?？](?=\s+[^\W\d_])"
)
_QUESTION_MARK = re.compile("[?？]")
_LONGEST_QUESTION = 400
_LONGEST_ANSWER = 6000
_MOST_NESTED = 3000
_MANY = 20
_TWO = 2
_LONGEST_ALONE = 200
_SPEAKER = re.compile(r"[^\W\d_][\w. ]{0,24}:\s")
_STOP = re.compile(r"[.!]\s")
_MARKED = 0.95
"""How sure a question is that is marked "Q:" or declared."""
_SET_APART = 0.8
"""Questions surer than this were set apart from their answers by their author."""

_Rows = Counter[tuple[bool, int, bool]]
"""How many headings of one level, under a FAQ or not, do and do not end as questions."""


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a question in running text begins and what follows it in its own block."""

    start: int
    end: int
    rest: tuple[int, int] | None
    inner: tuple[Block, ...]
    confidence: float
    numbered: bool = False
    by_letter: bool = False
    """Whether only a letter says so, which an answer has to confirm."""


def find_questions(article: Article) -> Iterator[Candidate]:
    """Find the questions an article answers itself.

    Confidence: 0.95 declared or marked "Q:", 0.9 question headings, 0.85 numbered questions and
    fold-outs, 0.75 without the form of a question; 0.45 if its answer is long or it points back.
    """
    yield from _declared(article)
    rows: _Rows = Counter(
        (section.faq, section.level, asks(section.title)) for section in article.sections
    )
    for number, section in enumerate(article.sections):
        if section.aside:
            continue
        yield from _of_heading(article, number, rows)
        yield from _in_section(article, section)
        yield from _fold_outs(article, section)


def _declared(article: Article) -> Iterator[Candidate]:
    text = article.text
    for asked in article.document.questions:
        question = " ".join(text[asked.start : asked.end].split())
        answer = text[asked.answer_start : asked.answer_end].strip()
        if question and answer:
            start, end = min(asked.start, asked.answer_start), max(asked.end, asked.answer_end)
            if end - start > _LONGEST_ANSWER + len(question) + len(answer):
                start, end = asked.answer_start, asked.answer_end
            made = _faq(article, question, escaped(answer), 0.95, (), start, end)
            if asked.names and not asks(question):
                term, others = split_label(question)
                front = what_is(term, looks_plural(term)) if article.english else term
                made = replace(
                    made, kind=CandidateKind.TERM, term=term, front=front, aliases=others
                )
            yield made


def _of_heading(article: Article, number: int, rows: _Rows) -> Iterator[Candidate]:
    section = article.sections[number]
    if section.heading is None or len(section.title) > _LONGEST_QUESTION:
        return
    question = unmarked(section.title)
    is_question = asks(question)
    if not is_question and not _asks_by_place(article, number, rows):
        return
    answer = _answer_of_heading(article, number)
    if not answer or _only_points(article, answer) or _offers_help(question):
        return
    hidden = next((n for n, block in enumerate(answer) if _reveals(article, block)), -1)
    if hidden >= 0 and is_question:
        yield from _revealed(article, section, question, answer[:hidden], answer[hidden])
        return
    back = shortened(without_answer_mark(blocks_as_markdown(article.text, answer)))
    if back and not is_pending(back):
        confidence = 0.9 if is_question else 0.75
        start, end = section.heading.start, answer[-1].end
        yield _faq(article, question, back, confidence, section.path, start, end)


def _offers_help(question: str) -> bool:
    """Tell whether a heading such as "Still have questions?" only leads to whom to ask."""
    return len(question.split()) <= 7 and bool(_YOUR_QUESTION.search(question))


def _reveals(article: Article, block: Block) -> bool:
    """Tell whether a block is a fold-out named "Answer", "Show solution" or the like."""
    if block.kind is not _K.DETAILS or not block.children:
        return False
    summary = article.words_of(block.children[0])
    return bool(_REVEALS.match(summary)) and not asks(summary)


def _revealed(
    article: Article,
    section: Section,
    question: str,
    given: Sequence[Block],
    details: Block,
) -> Iterator[Candidate]:
    """A question with what belongs to it, code perhaps, and its answer folded away."""
    inner = _content(details.children[1:])
    back = shortened(without_answer_mark(blocks_as_markdown(article.text, inner)))
    if not back or section.heading is None:
        return
    made = _faq(article, question, back, 0.9, section.path, section.heading.start, details.end)
    if given:
        front = f"{made.front}\n\n{blocks_as_markdown(article.text, given)}"
        made = replace(made, front=front)
    yield made


def _asks_by_place(article: Article, number: int, rows: _Rows) -> bool:
    """Tell whether a heading without a question mark is one of the entries of a FAQ."""
    section = article.sections[number]
    if not section.faq or section.after > number + 1 or len(section.title.split()) < 3:
        return False
    parent_is_faq = bool(section.path) or bool(article.document.title)
    if not parent_is_faq or _ANSWER_HEADING.match(section.title):
        return False
    asked = rows[True, section.level, True]
    others = rows[True, section.level, False]
    return asked >= others and asked >= 2


def _answer_of_heading(article: Article, number: int) -> tuple[Block, ...]:
    section = article.sections[number]
    nested = article.sections[number + 1 : section.after]
    for offset, inner in enumerate(nested):
        if _ANSWER_HEADING.match(inner.title):
            at = number + 1 + offset
            return _with_nested(article, at, article.sections[at].after)
    own = _unquoted(_before_questions(article, _content(section.blocks)))
    if not nested:
        return own
    if not section.path and len(nested) >= 3 and not any(s.path == () for s in nested):
        return ()  # the title of the whole article
    if any(asks(inner.title) for inner in nested):
        return own if own and not says_nothing(article.text, own) else ()
    whole = _with_nested(article, number, section.after)
    if whole and whole[-1].end - whole[0].start <= _MOST_NESTED:
        return whole
    return own


def _before_questions(article: Article, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out fold-outs that are questions of their own."""
    return tuple(
        block
        for block in blocks
        if block.kind is not _K.DETAILS
        or not block.children
        or not asks(article.words_of(block.children[0]))
    )


def _with_nested(article: Article, first: int, after: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for index in range(first, after):
        section = article.sections[index]
        if section.aside:
            continue
        content = _content(section.blocks)
        if index > first and section.heading and content:
            blocks.append(section.heading)
        blocks += content
    return tuple(blocks)


def _content(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind is not _K.OTHER)


def _unquoted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take indented answers for what they are, where a reader took all of them for quotations."""
    if not all(block.kind is _K.QUOTE and block.children for block in blocks):
        return tuple(blocks)
    return tuple(inner for block in blocks for inner in block.children)


def _in_section(article: Article, section: Section) -> Iterator[Candidate]:
    """Questions that are paragraphs or items, each answered by what follows it."""
    blocks = _content(section.blocks)
    starts = [(n, s) for n, b in enumerate(blocks) if (s := _start(article, section, b))]
    starts = [
        (n, s)
        for n, s in starts
        if not s.by_letter
        or (n + 1 < len(blocks) and ANSWERED.match(article.words_of(blocks[n + 1])))
    ]
    starts = _believable(article, section, starts) or _alternating(article, blocks)
    yield from _each_answered(article, section, blocks, starts)
    for block in blocks:
        if block.kind is _K.LIST:
            yield from _in_list(article, section, block)


def _in_turn(article: Article, section: Section, items: Sequence[Block]) -> Iterator[Candidate]:
    """Items of a list of which some are marked as questions and others as their answers."""
    starts = [(n, s) for n, item in enumerate(items) if (s := _start(article, section, item))]
    yield from _each_answered(article, section, items, starts)


def _each_answered(
    article: Article, section: Section, blocks: Sequence[Block], starts: list[tuple[int, _Start]]
) -> Iterator[Candidate]:
    for place, (number, start) in enumerate(starts):
        after = starts[place + 1][0] if place + 1 < len(starts) else len(blocks)
        yield from _answered(article, section, start, blocks[number + 1 : after])


def _alternating(article: Article, blocks: Sequence[Block]) -> list[tuple[int, _Start]]:
    """Paragraphs that are one question each, all of them answered: questions without a mark."""
    asked = [n for n, block in enumerate(blocks) if _is_question(article, block)]
    if len(asked) < _TWO or asked[0] > len(asked) or len(asked) * 5 < len(blocks):
        return []
    ends = [*asked[1:], len(blocks)]
    answered = [n for n, end in zip(asked, ends, strict=True) if end - n > 1]
    few = len(answered) <= _TWO and (asked[0] > 0 or len(blocks) > _TWO * _TWO + 1)
    if few or len(answered) < _TWO or len(answered) * 10 < len(asked) * 7:
        return []
    return [(n, _Start(blocks[n].start, blocks[n].end, None, (), 0.75)) for n in asked]


def _is_question(article: Article, block: Block) -> bool:
    if block.kind is not _K.PARAGRAPH or block.end - block.start > _LONGEST_ALONE:
        return False
    words = article.words_of(block)
    if _SPEAKER.match(words):
        return False
    single = words.count("?") + words.count("？") == 1 and not _STOP.search(words)
    return asks(words) and single and (words[0].isalnum() or words[0] == "¿") and len(words) > _TWO


def _believable(
    article: Article, section: Section, starts: list[tuple[int, _Start]]
) -> list[tuple[int, _Start]]:
    """Leave out numbered paragraphs that are no questions, unless most of their kind are."""
    asked = sum(asks(article.text[s.start : s.end]) for _, s in starts)
    if section.faq or asked * 2 > len(starts):
        return starts
    return [(n, s) for n, s in starts if asks(article.text[s.start : s.end])]


def _answered(
    article: Article, section: Section, start: _Start, following: Sequence[Block]
) -> Iterator[Candidate]:
    text = article.text
    question = unmarked(text[start.start : start.end])
    parts = [inline(text, *start.rest, ())] if start.rest else []
    answer = (*start.inner, *following)
    if (answer and not _only_points(article, answer)) or (
        start.rest is None and not _is_answer(article, answer) and _has_urls(text, answer)
    ):
        parts.append(blocks_as_markdown(text, answer))
    back = shortened("\n\n".join(without_answer_mark(part) for part in parts if part))
    short = question.isascii() and len(question.split()) < _TWO
    if not back or is_pending(back) or short:
        return
    end = answer[-1].end if answer else start.rest[1] if start.rest else start.end
    yield _faq(article, question, back, start.confidence, section.full_path, start.start, end)


def _only_points(article: Article, blocks: Sequence[Block]) -> bool:
    """Tell whether an answer, its "A:" aside, only links elsewhere or asks back."""
    first = blocks[0]
    mark = ANSWERED.match(article.text[first.start : first.end])
    if mark and not first.children:
        blocks = [replace(first, start=first.start + mark.end()), *blocks[1:]]
    return says_nothing(article.text, blocks)


def _is_answer(article: Article, blocks: Sequence[Block]) -> bool:
    return bool(blocks) and bool(ANSWERED.match(article.words_of(blocks[0])))


def _has_urls(text: str, blocks: Sequence[Block]) -> bool:
    """A list of places to look is an answer to a numbered question that stands right above it."""
    return bool(blocks) and not asks(text[blocks[-1].start : blocks[-1].end])


def _start(article: Article, section: Section, block: Block) -> _Start | None:
    if block.kind is _K.QUOTE and len(block.children) == 1:
        return _quoted(article, section, block.children[0])
    if block.kind is not _K.PARAGRAPH or block.start == block.end:
        return None
    text = article.text
    words = text[block.start : min(block.end, block.start + _LONGEST_QUESTION + 1)]
    by_letter = ASKED_BY_LETTER.match(words)
    marked = ASKED.match(words) or by_letter
    inside = ANSWER_INSIDE.search(words)
    if marked and inside:
        tail = (block.start + inside.start() + 1, block.end)
        return _Start(block.start, block.start + inside.start() + 1, tail, (), 0.95)
    lead = block.spans[0] if block.spans and block.spans[0].start == block.start else None
    if lead and lead.mark == "strong" and asks(text[lead.start : lead.end]):
        rest = (lead.end, block.end) if text[lead.end : block.end].strip() else None
        return _Start(lead.start, lead.end, rest, (), 0.85)
    if block.end - block.start > _LONGEST_QUESTION:
        return None
    numbered = bool(_NUMBERED.match(words))
    if marked:
        return _Start(block.start, block.end, None, (), 0.95, by_letter=bool(by_letter))
    if lead and lead.mark == "emphasis" and lead.end >= block.end and asks(words):
        return _Start(block.start, block.end, None, (), 0.8, numbered or not section.faq)
    if asks(words) and (numbered or section.faq):
        return _Start(block.start, block.end, None, (), 0.85, numbered)
    if numbered and section.faq:
        return _Start(block.start, block.end, None, (), 0.75, numbered)
    return None


def _quoted(article: Article, section: Section, block: Block) -> _Start | None:
    """A question quoted above its answer, marked as one or as one of many."""
    words = article.words_of(block)
    if block.kind is not _K.PARAGRAPH or len(words) > _LONGEST_QUESTION or not asks(words):
        return None
    quoted = (b for b in section.blocks if b.kind is _K.QUOTE)
    several = sum(asks(article.text[b.end - 1 : b.end]) for b in islice(quoted, _MANY)) > _TWO
    if ASKED.match(words) or section.faq or several:
        return _Start(block.start, block.end, None, (), 0.8)
    return None


def _in_list(article: Article, section: Section, block: Block) -> Iterator[Candidate]:
    """Numbered questions as items that hold their answers, or marked ones answered in turn."""
    items = [replace(b, kind=_K.PARAGRAPH) for b in block.children if not b.children]
    if sum(bool(ASKED.match(article.words_of(item))) for item in items) >= _TWO:
        yield from _in_turn(article, section, items)
        return
    asked = 0
    found: list[Candidate] = []
    for item in block.children:
        made = list(_of_item(article, section, item))
        asked += bool(made) and asks(made[0].term)
        found += made
    run_in = [c for c in found if c.confidence < _SET_APART]
    if len(run_in) * 10 < len(block.children) * 6 or len(run_in) < 2:
        found = [c for c in found if c.confidence >= _SET_APART]
        asked -= len(run_in)
    if found and (asked * 2 >= len(found) and (section.faq or asked == len(found))):
        yield from found


def _of_item(article: Article, section: Section, item: Block) -> Iterator[Candidate]:
    text = article.text
    if item.children:
        head, inner = item.children[0], _content(item.children[1:])
        if head.kind is _K.PARAGRAPH and head.end - head.start <= _LONGEST_QUESTION:
            lead = _start(article, section, head)
            if lead and lead.rest:
                start = _Start(lead.start, lead.end, lead.rest, inner, 0.85)
            else:
                start = _Start(head.start, head.end, None, inner, 0.85)
            if inner or start.rest:
                yield from _answered(article, section, start, ())
        return
    lead_span = item.spans[0] if item.spans and item.spans[0].start == item.start else None
    if lead_span and lead_span.mark == "strong" and asks(text[lead_span.start : lead_span.end]):
        tail = (lead_span.end, item.end)
        if text[slice(*tail)].strip():
            asked = _Start(lead_span.start, lead_span.end, tail, (), 0.85)
            yield from _answered(article, section, asked, ())
        return
    words = text[item.start : min(item.end, item.start + _LONGEST_QUESTION)]
    end = _QUESTION_FIRST.match(words)
    if end and not asks(article.words_of(item)) and not _QUESTION_MARK.search(words, end.end()):
        tail = (item.start + end.end(), item.end)
        asked = _Start(item.start, item.start + end.end(), tail, (), 0.75)
        yield from _answered(article, section, asked, ())


def _fold_outs(article: Article, section: Section) -> Iterator[Candidate]:
    before: Block | None = None
    for block in article.inside(section):
        if block.kind is _K.DETAILS and block.children:
            yield from _fold_out(article, section, block, before)
        if block.kind is _K.PARAGRAPH:
            before = block


def _fold_out(
    article: Article, section: Section, block: Block, before: Block | None
) -> Iterator[Candidate]:
    summary, inner = block.children[0], _content(block.children[1:])
    if summary.kind is not _K.SUMMARY or not inner or says_nothing(article.text, inner):
        return
    question, start = article.words_of(summary), summary.start
    if _REVEALS.match(question) and not asks(question):
        if before is None or not asks(article.words_of(before)):
            return
        question, start = article.words_of(before), before.start
    elif not asks(question) and not section.faq:
        return
    back = shortened(without_answer_mark(blocks_as_markdown(article.text, inner)))
    question = unmarked(question)
    if back and len(question) <= _LONGEST_QUESTION:
        end = inner[-1].end
        yield _faq(article, question, back, 0.85, section.full_path, start, end)


def _faq(
    article: Article,
    question: str,
    back: str,
    confidence: float,
    path: tuple[str, ...],
    start: int,
    end: int,
) -> Candidate:
    term = " ".join(question.split())
    front, vague = escaped(term), points_back(term)
    over = (*reversed(path), article.document.title)
    own = ("", term, article.document.title)
    above = next((t for t in reversed(path) if t not in own and not names_faq(t)), "")
    if (vague or lacks_subject(term)) and above:
        front += f"\n\n> {escaped(above)}"
    faq = confidence >= _MARKED or any(map(names_faq, over))
    back, answers = opening(term, back, faq)
    if vague or not answers or asks_somebody(term, faq):
        confidence = min(confidence, 0.45)
    return Candidate(
        CandidateKind.FAQ,
        term if asks(term) else bare(term) or term,
        front,
        back,
        confidence,
        path,
        start,
        end,
        article.text[start:end],
    )
