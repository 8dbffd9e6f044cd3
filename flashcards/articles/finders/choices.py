"""Finds multiple choice: a question, its options, and which of them the author says is right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.question_marks import unmarked
from flashcards.articles.finders.rendering import blocks_as_markdown, escaped, inline
from flashcards.articles.finders.structure import Article, Ranges
from flashcards.articles.finders.wording import asks
from flashcards.articles.tree import TICKED, UNTICKED, Block, BlockKind

_K = BlockKind
_OPTION = re.compile(
    r"(?:[-•]\s)?(?:\[(?P<box>[ xX*✓✔])\]\s{0,3})?(?P<star>\*(?=\(?[A-Ha-h][.)]))?"
    r"(?:\(?(?P<letter>[A-Ha-h])[.)]\s+)?(?=\S)"
)
_LETTERED = re.compile(
    r"(?<!\S)(?:[-•]\s)?(?:\[[ xX*✓✔]\]\s)?\*?\(?(?P<letter>[A-Ha-h])[.)]\s(?=\S)"
)
_LINE_END = re.compile(r"\n")
_NUMBER = re.compile(r"\D{0,10}?(\d{1,3})[.:)]?(?=\s)")
_MARK = re.compile(r"^[A-Za-z]{0,2}\s?\d{1,3}\s?[.:)]\s+")
_ANSWER_WORDS = (
    r"(?:the )?(?:correct )?(?:answers?|ans|solutions?|key|antwort(?:en)?|lösung(?:en)?|réponses?|"
    r"respuestas?|solución|soluciones|corrigés?|rispost[ae]|soluzion[ei]|respostas?)(?: key)?"
)
_ANSWER = re.compile(
    rf"\W*{_ANSWER_WORDS}\b(?: is)?[\s:：*_.(-]{{1,6}}(?P<letters>[A-Ha-h](?:\W{{1,3}}[A-Ha-h])*)"
    r"(?=[\s.,:;)*_–—-]|$)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(rf"\s(?={_ANSWER.pattern})", re.IGNORECASE)
_ANSWERS = re.compile(rf"{_ANSWER_WORDS}(?: to .{{1,60}})?\s?:?", re.IGNORECASE)
_KEY = re.compile(r"(\d{1,3})\s?[.):–-]?\s?\(?([A-Ha-h])(?![\w’'])")
_LETTER = re.compile(r"\(?([A-Ha-h])(?![\w’'])")
_REMARK = re.compile(
    r"\s\((?:wrong|incorrect|right|correct|false|true|falsch|richtig|faux|incorrecta?|correcta?)\b"
    r"[^()]*\)$",
    re.IGNORECASE,
)
"""What somebody noted behind an option: "(wrong answer)"."""
_NEGATED = re.compile(
    r"\b(?:not|except|least|nicht|kein\w*|no (?:es|son|est[áa]n?)|n['’]est pas|"
    r"ne sont pas)\b[^?]*\??$",
    re.IGNORECASE,
)
"""What is only answered by its options: "Which is not ...?"."""
_FIGURES = re.compile(r"[\W\d]+")
_UNLIKELY = 0.45
_BLANK = "__"
_FEWEST = 2
_DEEPEST = 12
_MOST_BEFORE = 800
"""Characters between the heading of a question and its options: code, or what is the case."""
_SEVERAL = 3
"""Questions with lettered options but no key from which an article is a quiz without one."""


@dataclass(slots=True)
class _Line:
    """One line of an article, as far as questions and options need it."""

    block: Block
    start: int
    end: int
    number: int = 0
    """Of the item of a numbered list: which one it is."""
    inside: int = -1
    """Where the list begins that it is an item of."""
    words: str = ""
    letter: str = ""
    ticked: bool | None = None
    """Whether its box, or a star, marks it as right; None where it has neither."""


@dataclass(slots=True)
class _Asked:
    """A question with its options."""

    before: list[_Line]
    options: list[_Line]
    number: int
    right: set[int] = field(default_factory=set)
    end: int = 0


def find_choices(article: Article) -> tuple[list[Candidate], Ranges]:
    """Return multiple choice that has a key, confidence 0.85, and where any multiple choice stands.

    The front holds the question and its options as a list, the back what is right. What has
    options but no key is not offered; wrong options state what is not so. Linear in the text.
    """
    groups = _groups(article)
    keyless = [g for g in groups if not _is_keyed(g)]
    quiz = len(keyless) >= _SEVERAL or len(keyless) < len(groups)
    found = [made for g in groups if _is_keyed(g) and (made := _made(article, g))]
    spoken_for = [g for g in groups if quiz or _is_keyed(g) or g.options[0].ticked is not None]
    return found, Ranges((g.before[0].start, g.end) for g in spoken_for)


def _is_keyed(asked: _Asked) -> bool:
    return 0 < len(asked.right) < len(asked.options)


def _groups(article: Article) -> list[_Asked]:
    """Read the article line by line: questions, options, answers, lists of answers."""
    groups: list[_Asked] = []
    before: list[_Line] = []
    options: list[_Line] = []
    since = 0  # the first question whose key may yet come
    keys = False
    for line in _lines(article, article.document.blocks):
        words = article.text[line.start : min(line.end, line.start + _MOST_BEFORE)]
        if _continues(options, line):
            options.append(line)
            keys = False
            continue
        answer = _ANSWER.match(words)
        if answer and not options:
            before, options = _unmarked_options(before)
        if options:
            made = _closed(article, before, options, len(groups) - since + 1)
            if made:
                groups.append(made)
            before, options = [], []
        if _begins(line):
            options = [line]
            continue
        if answer and groups and not groups[-1].right and not keys:
            groups[-1].right = {_place(letter) for letter in _LETTER.findall(answer["letters"])}
            groups[-1].end = line.end
        elif line.block.kind is not _K.ITEM and _ANSWERS.fullmatch(words.strip()):
            keys = True
        elif (keys or _ANSWERS.match(words)) and _resolve(groups[since:], line, words):
            continue
        elif line.block.kind is _K.HEADING:
            if keys:
                since = len(groups)
            before, keys = [line], False
        else:
            before = [*before, line][-12:]
    made = _closed(article, before, options, len(groups) - since + 1) if options else None
    return groups + ([made] if made else [])


def _lines(
    article: Article, blocks: Sequence[Block], inside: int = -1, depth: int = 0
) -> Iterator[_Line]:
    for block in blocks if depth < _DEEPEST else ():
        if block.kind is _K.LIST:
            for number, item in enumerate(block.children, 1):
                first = (item.children or (item,))[0]
                line = _Line(item, item.start, item.end, number * block.ordered, block.start)
                marks = {span.mark for span in first.spans if span.start == first.start}
                if marks & {TICKED, UNTICKED}:
                    yield _read(article, replace(line, ticked=TICKED in marks))
                    continue
                line.block, line.end = first, first.end
                yield _read(article, line)
                yield from _lines(article, item.children[1:], block.start, depth + 1)
        elif block.kind in (_K.PARAGRAPH, _K.HEADING, _K.CODE):
            yield from _split(article, block)
        elif block.children:
            yield from _lines(article, block.children, inside, depth + 1)
        elif block.kind is not _K.OTHER:
            yield _Line(block, block.start, block.end)


def _split(article: Article, block: Block) -> Iterator[_Line]:
    """Cut a paragraph where its lines, its lettered options and its answer begin."""
    text, last = article.text, "a"
    cuts = {block.start, block.end}
    cuts.update(found.end() for found in _LINE_END.finditer(text, block.start, block.end))
    for found in _LETTERED.finditer(text, block.start, block.end):
        letter = found["letter"].lower()
        if letter == "a" or (last and letter == chr(ord(last) + 1)):
            cuts.add(found.start())
            last = letter
    cuts.update(found.start() + 1 for found in _ANSWERED.finditer(text, block.start, block.end))
    places = sorted(cuts)
    made = []
    for start, end in pairwise(places):
        words = text[start:end]
        if words.strip():
            begin = start + len(words) - len(words.lstrip())
            made.append(_read(article, _Line(block, begin, start + len(words.rstrip()))))
    if len(made) == 1 or sum(_begins(each) or bool(each.letter) for each in made) >= _FEWEST:
        yield from made
    else:
        yield _Line(block, block.start, block.end)


def _read(article: Article, line: _Line) -> _Line:
    """Read the letter, star or box in front of a line."""
    found = _OPTION.match(article.text, line.start, line.end)
    if found is None:
        return line
    line.letter = (found["letter"] or "").lower()
    box = found["box"]
    if box or found["star"]:
        line.ticked = bool(found["star"]) or box not in (None, " ")
    if line.block.children:
        line.words = blocks_as_markdown(article.text, line.block.children).replace("\n", "\n  ")
    else:
        line.words = inline(article.text, found.end(), line.end, line.block.spans)
    return line


def _begins(line: _Line) -> bool:
    """Tell whether a line can be the first option of a question."""
    return line.letter == "a" or (line.ticked is not None and not line.letter)


def _continues(options: Sequence[_Line], line: _Line) -> bool:
    if not options:
        return False
    if options[-1].letter:
        return line.letter == chr(ord(options[-1].letter) + 1)
    return line.ticked is not None and not line.letter


def _unmarked_options(before: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """Take the items of the list right before "Answer: B" for options."""
    at = len(before)
    while at > 1 and before[at - 1].inside >= 0 and before[at - 1].inside == before[-1].inside:
        at -= 1
    return (before[:at], before[at:]) if len(before) - at >= _FEWEST else (before, [])


def _closed(
    article: Article, before: list[_Line], options: list[_Line], number: int
) -> _Asked | None:
    if not before:
        return None
    heading = before[0].block.kind is _K.HEADING and _is_question(article, before[0])
    near = heading and before[-1].end - before[0].end <= _MOST_BEFORE
    before = before if near else before[-1:]
    asked = before[0] if near else before[-1]
    boxed = options[0].ticked is not None
    if len(options) < _FEWEST and not boxed:
        return None
    told = _NUMBER.match(article.text, asked.start, asked.end)
    if not (_is_question(article, asked) or told or asked.number):
        return None
    made = _Asked(before, options, int(told[1]) if told else number)
    made.right = {n for n, option in enumerate(options) if option.ticked}
    made.end = options[-1].end
    return made


def _is_question(article: Article, line: _Line) -> bool:
    words = article.text[line.start : line.end]
    return asks(words) or _BLANK in words or bool(_MARK.match(words)) or words.endswith((":", "…"))


def _place(letter: str) -> int:
    return ord(letter.lower()) - ord("a")


def _resolve(groups: Sequence[_Asked], line: _Line, words: str) -> bool:
    """Note what a line of a list of answers says; False if it says nothing of the kind."""
    alone = _LETTER.match(words)
    pairs = {int(n): _place(letter) for n, letter in _KEY.findall(words)}
    if line.number and alone:
        pairs = {line.number: _place(alone[1])}
    open_ones = {g.number: g for g in groups if not g.right}
    for number, place in pairs.items():
        if number in open_ones and place < len(open_ones[number].options):
            open_ones[number].right = {place}
    return bool(pairs)


def _computes(question: str, right: Sequence[str]) -> bool:
    """Tell whether a figure is asked for that is worked out from those of the question."""
    return any(map(str.isdigit, question)) and all(_FIGURES.fullmatch(answer) for answer in right)


def _made(article: Article, asked: _Asked) -> Candidate | None:
    options = [_REMARK.sub("", option.words.strip()) for option in asked.options]
    if any(len(option) <= 1 for option in options) or len(set(options)) < len(options):
        return None
    first, *others = asked.before
    question = _MARK.sub("", unmarked(article.text[first.start : first.end]), count=1)
    term = " ".join(question.split())
    parts = [escaped(term)]
    parts += [blocks_as_markdown(article.text, (line.block,)) for line in others]
    parts.append("\n".join(f"- {option}" for option in options))
    right = [options[place] for place in sorted(asked.right) if place < len(options)]
    section = article.section_at(first.start)
    return Candidate(
        CandidateKind.CHOICE,
        term,
        "\n\n".join(parts),
        right[0] if len(right) == 1 else "\n".join(f"- {option}" for option in right),
        _UNLIKELY if _NEGATED.search(term[-_MOST_BEFORE:]) or _computes(term, right) else 0.85,
        section.path if section.heading is first.block else section.full_path,
        first.start,
        asked.end,
        article.text[first.start : asked.end],
    )
