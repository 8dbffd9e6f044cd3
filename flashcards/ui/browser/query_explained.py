"""Says in words how a search was understood, below the box, while it is typed."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError
from flashcards.model.messages import Translatable
from flashcards.ui.browser.columns import FLAGGED
from flashcards.ui.words import deck_words, plural, tr

if TYPE_CHECKING:
    from flashcards.search.tree import Answered, Day, Field, Node, Number, Rated, Within

_STATES: Mapping[str, Translatable] = {
    "due": "waiting today",
    "new": "never answered",
    "learning": "being learned",
    "review": "learned and scheduled",
    "relearning": "being learned again",
    "suspended": "suspended",
    "buried": "buried until tomorrow",
    "flagged": "with a flag",
    "young": "with an interval below 21 days",
    "mature": "with an interval of 21 days or more",
}
_CONTENT: Mapping[str, Translatable] = {
    "picture": "with a picture",
    "sound": "with a recording",
    "formula": "with a formula",
    "link": "with a link",
    "code": "with code",
    "cloze": "with a cloze",
    "tag": "with a tag",
    "source": "with a source",
    "article": "made from an article",
}
_NUMBERS: Mapping[str, Translatable] = {
    "interval": "interval in days",
    "ease": "ease",
    "lapses": "times forgotten",
    "reviews": "answers",
    "position": "position among the new cards",
    "stability": "stability in days",
    "difficulty": "difficulty",
    "retrievability": "probability of remembering",
}
_MOMENTS: Mapping[str, Translatable] = {
    "due": "due",
    "added": "added",
    "reviewed": "last answered",
    "changed": "last edited",
    "introduced": "first answered",
    "rescheduled": "last rescheduled",
}
_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠"}
_RATINGS: tuple[Translatable, ...] = ("Again", "Hard", "Good", "Easy")


def explained(query: str) -> str:
    """Return how a search is understood; "" for a plain word, none, or what cannot be read."""
    from flashcards.search.parser import parse
    from flashcards.search.tree import Everything, Text

    try:
        node = parse(query)
    except UserError:
        return ""
    if isinstance(node, Everything) or (
        isinstance(node, Text) and not node.exact and "*" not in node.text
    ):
        return ""
    return _words(node)


def _words(node: "Node") -> str:
    from flashcards.search.tree import And, Everything, Not, Or, Text

    match node:
        case And(parts):
            return tr(", and ").join(_inside(part, Or) for part in parts)
        case Or(parts):
            return tr(", or ").join(_inside(part, And) for part in parts)
        case Not(part):
            return tr("not {what}", what=_inside(part, And, Or))
        case Everything():
            return tr("any card")
        case Text(text, exact) if exact:
            return tr("the words “{words}”", words=text)
        case Text(text) if "*" in text:
            return tr("the text “{words}”, * being anything", words=text)
        case Text(text):
            return tr("a word beginning with “{words}”", words=text)
        case _:
            return _of_note(node)


def _inside(node: "Node", *kinds: type) -> str:
    return f"({_words(node)})" if isinstance(node, kinds) else _words(node)


def _of_note(node: "Node") -> str:
    from flashcards.search import tree

    match node:
        case tree.Field():
            return _field(node)
        case tree.Deck(pattern):
            return _named(pattern, tr("deck"), deck_words(pattern))
        case tree.Tag(pattern) if pattern.casefold() == "none":
            return tr("without tags")
        case tree.Tag(pattern):
            return _named(pattern, tr("tag"), pattern)
        case tree.Kind(pattern):
            return _named(pattern, tr("note type"), pattern)
        case tree.Template(int(number)):
            return tr("card or cloze {number} of its note", number=number)
        case tree.Template(pattern):
            return _named(str(pattern), tr("card type"), str(pattern))
        case tree.Source(text):
            return tr("made from “{words}”", words=text)
        case tree.FromArticle(text):
            return tr("made from the article “{words}”", words=text)
        case tree.Has(content):
            return tr(_CONTENT[content])
        case tree.Duplicate(name, None):
            return tr("reads like another note in {field}", field=name)
        case tree.Duplicate(_, text):
            return tr("begins like “{words}”", words=text)
        case tree.Guid(guid):
            return tr("the note with the guid {guid}", guid=guid)
        case tree.Ids(kind, numbers):
            named = {"id": tr("card"), "nid": tr("note"), "article": tr("article")}[kind]
            return f"{named} {', '.join(map(str, numbers))}"
        case _:
            return _of_card(node)


def _field(node: "Field") -> str:
    name = tr("some field") if node.name == "*" else node.name
    if node.text.startswith("re:"):
        return tr("{field} matches {expression}", field=name, expression=node.text[3:])
    if node.text.startswith("nc:"):
        return tr("{field} holds “{words}”, accents aside", field=name, words=node.text[3:])
    if not node.text:
        return tr("{field} is empty", field=name)
    return tr("{field} holds “{words}”", field=name, words=node.text)


def _named(pattern: str, what: str, name: str) -> str:
    if pattern.startswith("re:"):
        return tr("{field} matches {expression}", field=what, expression=pattern[3:])
    return tr("{what} “{name}”", what=what, name=name)


def _of_card(node: "Node") -> str:
    from flashcards.search import tree

    match node:
        case tree.Is(state):
            return tr(_STATES[state])
        case tree.Flag(number):
            return tr(FLAGGED[number])
        case tree.Number():
            return _number(node)
        case tree.Day():
            return _day(node)
        case tree.Within():
            return _within(node)
        case tree.Rated() | tree.Answered():
            return _rated(node)
    return ""


def _number(node: "Number") -> str:
    value = node.value
    part = node.attribute == "retrievability"
    shown = _short(f"{value * 100:f}") + "%" if part else _short(f"{value:f}")
    return f"{tr(_NUMBERS[node.attribute])} {_sign(node.comparison)} {shown}"


def _short(number: str) -> str:
    """Leave out noughts that say nothing: 80.00 is 80."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _sign(comparison: str) -> str:
    return _SIGNS.get(comparison, comparison)


def _day(node: "Day") -> str:
    name, sign = tr(_MOMENTS[node.moment]), _sign(node.comparison)
    if isinstance(node.day, date):
        return f"{name} {sign} {node.day}"
    if node.moment != "due":
        return f"{name} {sign} {_day_words(-node.day)}"
    if sign == "<" and node.day == 0:
        return tr("overdue")
    return f"{name} {sign} {_day_words(node.day)}"


def _day_words(ahead: int) -> str:
    """Return how one speaks of a day so many days ahead."""
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}
    if ahead in near:
        return near[ahead]
    if ahead < 0:
        return plural(-ahead, "{count} day ago", "{count} days ago")
    return plural(ahead, "{count} day ahead", "{count} days ahead")


def _within(node: "Within") -> str:
    name = tr(_MOMENTS[node.moment])
    if node.moment == "due":
        when = plural(node.days, "by today", "within {count} days")
        return tr("{what} {when}", what=name, when=when)
    return tr("{what} {when}", what=name, when=_lately(node.days))


def _lately(days: int) -> str:
    return plural(days, "today", "in the last {count} days")


def _rated(node: "Rated | Answered") -> str:
    from flashcards.search.tree import Rated

    rating = tr(_RATINGS[node.rating - 1]) if node.rating else tr("answered")
    if isinstance(node, Rated):
        return tr("{what} {when}", what=rating, when=_lately(node.days))
    return f"{rating} {_sign(node.comparison)} {_day_words(-node.days)}"


def place_of(error: UserError) -> int | None:
    """Return where in the search a mistake is (0-based); None where that is not told."""
    place = dict(error.what.arguments).get("position")
    return place - 1 if isinstance(place, int) else None


def pointed_at(query: str, place: int) -> str:
    """Return the part of a search around a mistake, a sign before the place."""
    begin, end = max(0, place - 12), place + 12
    before, behind = query[begin:place], query[place:end]
    shown = "".join(c if c.isprintable() else " " for c in f"{before}▸{behind}")
    return ("…" if begin else "") + shown + ("…" if end < len(query) else "")
