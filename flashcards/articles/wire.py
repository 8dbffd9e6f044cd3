"""An article and what is worth a card in it, as lines of JSON between two processes.

No line is long, so that reading one never keeps the window from its turn.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.tree import Block, BlockKind, Document, Question, Span
from flashcards.articles.worth import Worth
from flashcards.model.errors import UserError
from flashcards.model.messages import Message

_CHARACTERS, _BLOCKS, _CANDIDATES = 100_000, 1_000, 200
"""Of one line."""


def lines(worth: Worth) -> Iterator[tuple[Any, ...]]:
    """Yield what ``Gathered`` puts together again."""
    document = worth.document
    yield "title", document.title
    yield "language", document.language
    for at in range(0, len(document.text), _CHARACTERS):
        yield "text", document.text[at : at + _CHARACTERS]
    blocks = _flat(document.blocks)
    while some := list(islice(blocks, _BLOCKS)):
        yield "blocks", some
    questions = [
        (q.start, q.end, q.answer_start, q.answer_end, q.names) for q in document.questions
    ]
    for at in range(0, len(questions), _BLOCKS):
        yield "questions", questions[at : at + _BLOCKS]
    for at in range(0, len(worth.candidates), _CANDIDATES):
        some_found = worth.candidates[at : at + _CANDIDATES]
        yield "candidates", [_candidate(each) for each in some_found]
        some_weak = worth.weaknesses[at : at + _CANDIDATES]
        yield "weaknesses", [[_said(each) for each in one] for one in some_weak]
    yield "problems", [_said(each) for each in document.problems]


def refusal(error: UserError) -> tuple[str, Any]:
    """Return why an article is refused, for ``refused_by``."""
    return "refused", [_said(error.what), None if error.hint is None else _said(error.hint)]


def refused_by(value: Any) -> UserError:
    """Return the error that ``refusal`` took apart."""
    what, hint = value
    return UserError(_heard(what), None if hint is None else _heard(hint))


def _said(what: Any) -> Any:
    """Return a message, a text or a number as JSON has it."""
    if not isinstance(what, Message):
        return what
    arguments = [(name, _said(value)) for name, value in what.arguments]
    return {"id": what.id, "arguments": arguments, "many": what.many, "count": what.count}


def _heard(what: Any) -> Any:
    if not isinstance(what, dict):
        return what
    arguments = tuple((str(name), _heard(value)) for name, value in what["arguments"])
    return Message(what["id"], arguments, what["many"], what["count"])


def _flat(blocks: Sequence[Block]) -> Iterator[tuple[Any, ...]]:
    """Yield blocks without their children, which follow them, and how many these are."""
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        spans = [(span.start, span.end, span.mark) for span in block.spans]
        size = len(block.children)
        yield block.kind, block.start, block.end, block.level, block.ordered, size, spans
        waiting.extend(reversed(block.children))


def _candidate(found: Candidate) -> tuple[Any, ...]:
    texts = found.kind, found.term, found.front, found.back, found.cloze
    place = found.confidence, found.start, found.end, found.heading, found.aliases
    return *texts, *place, found.picture, found.chosen


class Gathered:
    """Puts together what ``lines`` took apart; raises ValueError and the like for anything else."""

    def __init__(self) -> None:
        self._title = self._language = ""
        self._texts: list[str] = []
        self._blocks: list[tuple[Block, int]] = []
        self._questions: list[Question] = []
        self._candidates: list[Sequence[Any]] = []
        self._weaknesses: list[tuple[Message, ...]] = []
        self._problems: tuple[Message, ...] = ()

    def take(self, what: str, value: Any) -> None:
        """Take in one line."""
        match what:
            case "title":
                self._title = value
            case "language":
                self._language = value
            case "text":
                self._texts.append(value)
            case "blocks":
                self._blocks += [_block(*each) for each in value]
            case "questions":
                self._questions += [Question(*each) for each in value]
            case "candidates":
                self._candidates += value
            case "weaknesses":
                self._weaknesses += [tuple(map(_heard, each)) for each in value]
            case "problems":
                self._problems = tuple(map(_heard, value))
            case _:
                raise ValueError(what)

    def worth(self) -> Worth:
        """Return what was sent."""
        text = "".join(self._texts)
        blocks = _nested(self._blocks)
        questions = tuple(self._questions)
        document = Document(self._title, text, blocks, questions, self._problems, self._language)
        found = tuple(_found(text, *each) for each in self._candidates)
        if len(found) != len(self._weaknesses):
            raise ValueError("something is missing")
        return Worth(document, found, tuple(self._weaknesses))


def _block(
    kind: str, start: int, end: int, level: int, ordered: bool, size: int, spans: Sequence[Any]
) -> tuple[Block, int]:
    marked = tuple(Span(first, last, mark) for first, last, mark in spans)
    return Block(BlockKind(kind), start, end, level, ordered, (), marked), size


def _nested(flat: Sequence[tuple[Block, int]]) -> tuple[Block, ...]:
    ready: list[Block] = []
    for block, size in reversed(flat):
        if size:
            inside = tuple(reversed(ready[-size:]))
            if len(inside) != size:
                raise ValueError("something is missing")
            del ready[-size:]
            block = Block(
                block.kind, block.start, block.end, block.level, block.ordered, inside, block.spans
            )
        ready.append(block)
    return tuple(reversed(ready))


def _found(
    text: str,
    kind: str,
    term: str,
    front: str,
    back: str,
    cloze: str,
    confidence: float,
    start: int,
    end: int,
    heading: Sequence[str],
    aliases: Sequence[str],
    picture: str,
    chosen: bool,
) -> Candidate:
    quote = text[start:end]
    return Candidate(
        CandidateKind(kind), term, front, back, confidence, tuple(heading), start, end, quote,
        cloze, tuple(aliases), picture, chosen,
    )  # fmt: skip
