"""Reads tables of terms and their meanings, and of questions and their answers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.articles.candidates import CandidateKind
from flashcards.articles.finders.entries import is_pointer
from flashcards.articles.finders.figures import explains, is_moment, only_figures
from flashcards.articles.finders.rendering import blocks_as_markdown, inline
from flashcards.articles.finders.structure import Article, Section
from flashcards.articles.finders.wording import LONGEST_TERM, asks, split_label
from flashcards.articles.tree import Block

_TERM_COLUMN = re.compile(
    r"^(?:(?:key |technical |new )?(?:terms?|words?|concepts?|acronyms?|abbreviations?|abbr\.?|"
    r"expressions?|phrases?|vocabulary|symbols?|jargon|initialisms?)|begriffe?|wort|abkürzung|"
    r"termes?|mots?|sigle|"
    r"términos?|palabras?|termin[ei]|parola|用語|术语|術語|용어|термин|المصطلح|מונח)$",
    re.IGNORECASE,
)
_MEANING_COLUMN = re.compile(
    r"defin|meaning|^means$|what (?:it|this|that|they) (?:is|means?|are)|explan|expansion|"
    r"stands? for|full (?:name|form)|in plain|bedeutung|was (?:es|das) ist|"
    r"erklärung|signification|significado|significato|意味|説明|定義|定义|含义|"
    r"解释|뜻|설명|определение|значение|المعنى|التعريف|הגדרה",
    re.IGNORECASE,
)
_DESCRIPTION_COLUMN = re.compile(
    r"descri|translation|beschreibung|übersetzung|traducción|traduction", re.IGNORECASE
)
_QUESTION_COLUMN = re.compile(
    r"^(?:questions?|q|fragen?|preguntas?|domand[ae]|perguntas?|vragen|вопросы?|質問|问题)$",
    re.IGNORECASE,
)
_ANSWER_COLUMN = re.compile(
    r"^(?:(?:our |short )?answers?|a|antwort(?:en)?|réponses?|respuestas?|rispost[ae]|respostas?|"
    r"antwoord(?:en)?|ответы?|回答|答え|答案)$",
    re.IGNORECASE,
)
_OF_A_PROGRAM = re.compile(
    r"^(?:\w+ )?(?:parameters?|params?|options?|flags?|fields?|arguments?|args?|propert(?:y|ies)|"
    r"props?|attributes?|commands?|keys?|methods?|functions?|files?|paths?|variables?|settings?|"
    r"endpoints?|status|codes?|events?|versions?|releases?|names?|columns?|types?|elements?|"
    r"packages?|modules?|classes|class|values?|errors?|features?|dates?|days?|times?|steps?|tasks?|"
    r"courses?|products?|items?|people|persons?|members?|links?|urls?|sites?|shortcuts?)$",
    re.IGNORECASE,
)
"""What stands over names that nobody learns, when only a description stands beside them."""
_DOES = re.compile(r"(?:option|flag|command|method|function|shortcut|key)s?$", re.IGNORECASE)
_OF_A_FIELD = re.compile(r"(?:data )?type$|required$", re.IGNORECASE)
_WORDS_OF_A_FIELD = 5
_OPTION = re.compile(r"-{1,2}\w|/[?\w]+$")
_PURPOSE_COLUMN = re.compile(
    r"^(?:uses?|usage|used (?:for|to|in)|purpose|functions?|role|job|task|effect|"
    r"what (?:it|they|each) do(?:es)?|what for|zweck|aufgabe|verwendung|funktion|"
    r"utilité|función|uso)$",
    re.IGNORECASE,
)
_OF_A_SHOP = re.compile(
    r"^(?:prices?|costs?|fees?|dates?|when|times?|hours|quantity|qty|stock|size|"
    r"default|type|required|status|owner|due|version|since)\b",
    re.IGNORECASE,
)
_MOST_NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table that says what something is or answers a question."""

    kind: CandidateKind
    term: str
    others: tuple[str, ...]
    back: str
    start: int
    end: int
    front: str = ""
    """The question, where it is not to be made of the term."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column names, which explains, and whether the first row is their heading."""

    name: int
    meaning: int
    headed: bool
    asked: bool = False
    coded: bool = False
    """Whether the names are typed: options, commands, what stands in a file."""
    does: bool = False
    """Whether they do something."""


def entries_of_table(article: Article, section: Section, block: Block) -> Iterator[Entry]:
    """Return the rows of a table that make cards; none if it is a table of anything else."""
    rows = [row.children for row in block.children if row.children]
    for columns in _columns(article, section, rows):
        for row in rows[int(columns.headed) :]:
            if len(row) > max(columns.name, columns.meaning):
                yield from _entry(article, row, columns)


def _entry(article: Article, row: Sequence[Block], columns: _Columns) -> Iterator[Entry]:
    name, meaning = article.words_of(row[columns.name]), row[columns.meaning]
    back = (
        blocks_as_markdown(article.text, meaning.children)
        if meaning.children
        else inline(article.text, meaning.start, meaning.end, meaning.spans)
    )
    start, end = row[0].start, row[-1].end
    if not any(sign.isalnum() for sign in back) or not name:
        return
    if columns.asked or asks(name):
        yield Entry(CandidateKind.FAQ, " ".join(name.split()), (), back, start, end)
        return
    term, others = split_label(name)
    if term and len(term) <= LONGEST_TERM and not is_pointer(back) and not is_moment(term):
        kind = CandidateKind.LIST if columns.coded else CandidateKind.TERM
        front = f"What does `{term}` do?" if columns.does and article.english else ""
        yield Entry(kind, term, others, back, start, end, front)


def _columns(
    article: Article, section: Section, rows: Sequence[Sequence[Block]]
) -> Iterator[_Columns]:
    """Say which columns belong together; a wide table may repeat its pair of columns."""
    if len(rows) < 2:
        return
    heads = [article.words_of(cell) for cell in rows[0]]
    marked = all(cell.level == 1 for cell in rows[0])
    half = len(heads) // 2
    if half >= 2 and heads[:half] == heads[half:]:
        first = _by_heads(article, section, heads[:half], rows)
        if first:
            yield first
            yield _Columns(first.name + half, first.meaning + half, first.headed, first.asked)
        return
    found = _by_heads(article, section, heads, rows)
    if found is None and section.glossary and len(heads) >= 2:
        found = _in_glossary(article, heads, rows, marked)
    if found is None and len(heads) == 2 and not marked:
        found = _by_cells(article, rows)
    if found:
        yield found


def _first(heads: Sequence[str], pattern: re.Pattern[str], but: int = -1) -> int:
    return next((n for n, head in enumerate(heads) if n != but and pattern.search(head)), -1)


def _by_heads(
    article: Article, section: Section, heads: Sequence[str], rows: Sequence[Sequence[Block]]
) -> _Columns | None:
    asked, answered = _first(heads, _QUESTION_COLUMN), _first(heads, _ANSWER_COLUMN)
    if asked >= 0 and answered >= 0 and asked != answered:
        return _Columns(asked, answered, headed=True, asked=True)
    name = _first(heads, _TERM_COLUMN)
    meaning = _first(heads, _MEANING_COLUMN, but=name)
    if name >= 0:
        if meaning < 0:
            meaning = _first(heads, _DESCRIPTION_COLUMN, but=name)
        if meaning < 0 and len(heads) == 2:
            meaning = 1 - name
        return _Columns(name, meaning, headed=True) if meaning >= 0 else None
    if section.glossary and meaning > 0:
        return _Columns(0, meaning, headed=True)
    if meaning >= 0:
        return _beside(article, heads, rows, meaning)
    meaning = _first(heads, _DESCRIPTION_COLUMN)
    if (
        meaning > 0
        and _OF_A_PROGRAM.match(heads[0])
        and _are_options(article, heads, rows, meaning)
    ):
        does = bool(_DOES.search(heads[0]))
        return _Columns(0, meaning, headed=True, coded=True, does=does)
    if meaning < 0:
        meaning = _first(heads, _PURPOSE_COLUMN)
    if meaning < 1 or any(_OF_A_SHOP.match(head) for head in heads):
        return None
    headed_rows = sum(row[0].level > 1 for row in rows[1:]) * 2 > len(rows)
    if _OF_A_PROGRAM.match(heads[0]) and not headed_rows:
        return None
    return _beside(article, heads, rows, meaning)


def _are_options(
    article: Article, heads: Sequence[str], rows: Sequence[Sequence[Block]], meaning: int
) -> bool:
    """Tell whether rows explain what somebody types: options, commands."""
    typed = [
        any(span.mark == "code" and span.start == row[0].start for span in row[0].spans)
        or bool(_OPTION.match(article.words_of(row[0])))
        for row in rows[1:]
    ]
    bodies = [article.words_of(row[meaning]) for row in rows[1:] if len(row) > meaning]
    if any(_OF_A_FIELD.match(head) for head in heads):
        said = sum(len(body.split()) for body in bodies)
        if said < _WORDS_OF_A_FIELD * len(bodies):
            return False  # the fields of an interface, which are looked up
    return all(typed) and sum(explains(body) for body in bodies) * 3 >= len(typed) * 2


def _beside(
    article: Article, heads: Sequence[str], rows: Sequence[Sequence[Block]], meaning: int
) -> _Columns | None:
    """The column of names for one of meanings: the nearest before it, or the one behind it."""
    order = [*range(meaning - 1, -1, -1), *range(meaning + 1, len(heads))]
    for name in order:
        if _are_names(article, [row[name] for row in rows[1:] if len(row) > name]):
            bodies = [article.words_of(row[meaning]) for row in rows[1:] if len(row) > meaning]
            telling = sum(explains(body) for body in bodies)
            return _Columns(name, meaning, headed=True) if telling * 3 >= len(bodies) * 2 else None
    return None


def _are_names(article: Article, cells: Sequence[Block]) -> bool:
    """Tell whether cells are short, differ, and are words rather than numbers or code."""
    names = [article.words_of(cell) for cell in cells]
    plain = [
        name
        for name, cell in zip(names, cells, strict=True)
        if name
        and name[0].isalpha()
        and len(name.split()) <= _MOST_NAME_WORDS
        and len(name) <= LONGEST_TERM
        and not is_moment(name)
        and not any(span.mark == "code" for span in cell.spans)
    ]
    return bool(names) and len(plain) * 5 >= len(names) * 4 and len(set(names)) == len(names)


def _in_glossary(
    article: Article, heads: Sequence[str], rows: Sequence[Sequence[Block]], marked: bool
) -> _Columns | None:
    """Under a glossary the first column names, unless the second is of dates or prices."""
    if marked and any(_OF_A_SHOP.match(head) for head in heads):
        return None
    bodies = [article.words_of(row[1]) for row in rows[int(marked) :] if len(row) > 1]
    figures = sum(only_figures(body) or is_moment(body) for body in bodies)
    return _Columns(0, 1, headed=marked) if figures * 2 < len(bodies) else None


def _by_cells(article: Article, rows: Sequence[Sequence[Block]]) -> _Columns | None:
    """Two columns without a heading: names beside phrases, or questions beside sentences."""
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < 2 or len(pairs) != len(rows):
        return None
    asked = sum(asks(article.words_of(row[0])) for row in pairs)
    if asked * 5 >= len(pairs) * 4:
        return _Columns(0, 1, headed=False, asked=True)
    if len(pairs) < 3 or not _are_names(article, [row[0] for row in pairs]):
        return None
    telling = sum(explains(article.words_of(row[1])) for row in pairs)
    return _Columns(0, 1, headed=False) if telling * 10 >= len(pairs) * 9 else None
