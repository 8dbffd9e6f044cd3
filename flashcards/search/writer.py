"""Writes a search the way a learner would type it."""

from flashcards.search.expressions import SIGN, WITHOUT_ACCENTS
from flashcards.search.names import MIRRORED
from flashcards.search.terms import (
    FLAG_NAMES,
    begins_no_value,
    begins_with_sign,
    is_plain_name,
    is_plain_value,
    is_plain_word,
)
from flashcards.search.tree import (
    And,
    Answered,
    Day,
    Deck,
    Duplicate,
    Everything,
    Field,
    Flag,
    FromArticle,
    Guid,
    Has,
    Ids,
    Is,
    Kind,
    Node,
    Not,
    Number,
    Or,
    Rated,
    Source,
    Tag,
    Template,
    Term,
    Text,
    Within,
)


def write(node: Node) -> str:
    """Return a search that ``parse`` reads as ``node``; "" for all cards."""
    return "" if isinstance(node, Everything) else _write(node)


def _write(node: Node) -> str:
    match node:
        case And(parts):
            first, *others = (_bracketed(part, Or) for part in parts)
            return " ".join((first, *map(_kept_apart, others)))
        case Or(parts):
            return " or ".join(_write(part) for part in parts)
        case Not(part):
            return "-" + _bracketed(part, (And, Or))
        case _:
            return _term(node)


def _bracketed(node: Node, kinds: type | tuple[type, ...]) -> str:
    text = _write(node)
    return f"({text})" if isinstance(node, kinds) else text


def _kept_apart(text: str) -> str:
    """Return a part so that the word before it is not compared with it, as in ``due =1``."""
    return f"({text})" if begins_with_sign(text) else text


def _term(term: Term) -> str:
    match term:
        case Everything():
            return "*"
        case Text(text, exact):
            return text if not exact and is_plain_word(text) else _quoted(text)
        case Field("*", text) if text.startswith((SIGN, WITHOUT_ACCENTS)):
            return f"{text[:3]}{_value(text[3:])}"
        case Field(name, text):
            shown = name if is_plain_name(name) else _quoted(name)
            # ``A::b`` and ``http://`` are read as words.
            return f"{shown}:{_quoted(text) if begins_no_value(text) else _value(text)}"
        case Deck(text):
            return f"deck:{_value(text)}"
        case Tag(text):
            return f"tag:{_value(text)}"
        case Kind(text):
            return f"note:{_value(text)}"
        case Source(text):
            return f"source:{_value(text)}"
        case FromArticle(text):
            return f"article:{_quoted(text)}"
        case Is(state):
            return f"is:{state}"
        case Flag(number):
            return f"flag:{FLAG_NAMES[number]}"
        case Number(attribute, comparison, value):
            return f"{attribute}{comparison}{value:f}"
        case Day(moment, comparison, day):
            return f"{moment}{comparison}{day}"
        case Within(moment, days):
            return f"{moment}:{days}"
        case Rated(days, rating):
            return f"rated:{days}:{rating.name.lower()}"
        case Ids(kind, numbers):
            return f"{kind}:{','.join(map(str, numbers))}"
        case Guid(guid):
            return f"guid:{_value(guid)}"
        case Template(pattern):
            return f"card:{pattern if isinstance(pattern, int) else _quoted(pattern)}"
        case Has(content):
            return f"has:{content}"
        case Duplicate(name, text):
            return f"dupe:{_value(name if text is None else f'{name},{text}')}"
        case Answered(comparison, days, rating):
            rated = f":{rating.name.lower()}" if rating else ""
            return f"prop:rated{MIRRORED[comparison]}{-days}{rated}"


def _value(text: str) -> str:
    return text if is_plain_value(text) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
