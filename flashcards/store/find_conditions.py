"""Turns a search into an SQL condition on cards (``c``) and, where it must, their notes (``n``).

The SQL is put together from constants; everything a learner typed is a bound parameter.
"""

from collections.abc import Sequence
from datetime import date

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import MATURE_DAYS
from flashcards.search.expressions import is_expression
from flashcards.search.names import MIRRORED
from flashcards.search.tree import (
    And,
    Answered,
    Attribute,
    Comparison,
    Day,
    Deck,
    Duplicate,
    Everything,
    Field,
    Flag,
    FromArticle,
    Guid,
    Has,
    IdKind,
    Ids,
    Is,
    Kind,
    Moment,
    Node,
    Not,
    Number,
    Or,
    Rated,
    Source,
    State,
    Tag,
    Template,
    Text,
    Within,
)
from flashcards.store.find_content import duplicate, has, of_template
from flashcards.store.find_numbers import (
    INTRODUCED,
    QUALITIES,
    REMEMBERED,
    RESCHEDULED,
    answered,
    remembered,
)
from flashcards.store.find_origins import of_numbers
from flashcards.store.find_scope import Scope
from flashcards.store.find_text import (
    all_words,
    below,
    holding,
    in_field,
    in_source,
    inside,
    is_indexed,
    named,
    tagged,
    whole,
    words,
)
from flashcards.store.log_order import STANDING

_NOT_BURIED = "(c.buried_until IS NULL OR c.buried_until <= ?)"
_RATED = " ".join(
    (
        "EXISTS (SELECT 1 FROM reviews r WHERE r.card_id = c.id AND r.kind < 2 AND r.at_ms >= ?",
        "AND r.quality BETWEEN ? AND ? AND",
        STANDING,
        ")",
    )
)
_DECKS = "SELECT id, name FROM decks"
_TYPES = "SELECT id, name FROM note_types"
_MATURE_MINUTES = MATURE_DAYS * MINUTES_PER_DAY
_NUMBERS = {
    Attribute.INTERVAL: f"c.interval_minutes / {MINUTES_PER_DAY}",
    Attribute.EASE: "c.ease",
    Attribute.LAPSES: "c.lapses",
    Attribute.REVIEWS: "c.answers",
    Attribute.POSITION: "c.position",
}
_MOMENTS = {
    Moment.DUE: "c.due_at",
    Moment.ADDED: "n.created_ms",
    Moment.REVIEWED: "c.last_review_at",
    Moment.CHANGED: "n.changed_ms",
    Moment.INTRODUCED: INTRODUCED,
    Moment.RESCHEDULED: RESCHEDULED,
}
_OF_LOG = (Moment.INTRODUCED, Moment.RESCHEDULED)
_OF_NOTES = (Moment.ADDED, Moment.CHANGED)


def condition(node: Node, scope: Scope) -> str:
    """Return the SQL condition ``node`` stands for; never NULL, so that it can be negated.

    Raises UserError for a field that no note type has.
    """
    match node:
        case And(parts):
            return _joined(parts, "AND", scope)
        case Or(parts):
            return _joined(parts, "OR", scope)
        case Not(part):
            return f"NOT {condition(part, scope)}"
        case Everything():
            return "1"
        case Text():
            return words(node, scope)
        case Field(name, text):
            return in_field(name, text, scope)
        case Deck(pattern):
            if is_expression(pattern):
                found = named(scope, _DECKS, pattern, below, expressions=True)
                return scope.chosen("c.deck_id", found)
            found = named(scope, _DECKS, pattern, below, expressions=False)
            found = found or named(scope, _DECKS, pattern, inside, expressions=False)
            return scope.chosen("c.deck_id", found)
        case Tag(pattern):
            return tagged(pattern, scope)
        case Kind(pattern):
            found = named(scope, _TYPES, pattern, whole, expressions=True)
            if not is_expression(pattern):
                uids = "SELECT id, uid FROM note_types"
                found += named(scope, uids, pattern, whole, expressions=False)
            scope.notes = True
            return scope.chosen("n.note_type_id", found)
        case Source(text):
            return in_source(text, scope)
        case FromArticle(text):
            kept = "SELECT id, title FROM sources WHERE text <> ''"
            return _of_articles(named(scope, kept, text, holding, expressions=False), scope)
        case Ids(IdKind.ARTICLE, numbers):
            return _of_articles(numbers, scope)
        case Guid(guid):
            scope.bind(guid)
            return "c.note_id IN (SELECT g.id FROM notes g WHERE g.guid = ?)"
        case Template(pattern):
            return of_template(pattern, scope)
        case Has(content):
            return has(content, scope)
        case Duplicate():
            return duplicate(node, scope)
        case Ids(kind, numbers):
            return of_numbers(kind, numbers, scope)
        case _:
            return _of_card(node, scope)


def _of_card(node: Is | Flag | Number | Day | Within | Rated | Answered, scope: Scope) -> str:
    match node:
        case Is(state):
            return _state(state, scope)
        case Flag(number):
            scope.bind(number)
            return "(c.flag = ?)"
        case Answered():
            return answered(node, scope)
        case Number(attribute) if attribute in REMEMBERED:
            return remembered(node, scope)
        case Number(attribute, comparison, value):
            exact = value * 100 if attribute is Attribute.EASE else value
            scope.bind(int(exact) if exact == int(exact) else float(exact))
            holds = f"{_NUMBERS[attribute]} {comparison} ?"
            return f"(c.state = 0 AND {holds})" if attribute is Attribute.POSITION else f"({holds})"
        case Day(moment, comparison, day):
            return _day(moment, comparison, day, scope)
        case Within(moment, days) if moment is Moment.DUE:
            return _before(moment, scope.context.day + days, scope)
        case Within(moment, days):
            return _from(moment, scope.context.day - days + 1, scope)
        case Rated(days, rating):
            first = scope.context.day - days + 1
            since = _from(Moment.REVIEWED, first, scope)
            scope.bind(scope.context.start_ms(first), *QUALITIES[rating])
            return f"({since} AND {_RATED})"


def _of_articles(numbers: Sequence[int], scope: Scope) -> str:
    chosen = scope.chosen("p.source_id", numbers)
    return f"c.note_id IN (SELECT p.note_id FROM passages p WHERE {chosen})"


def _joined(parts: Sequence[Node], word: str, scope: Scope) -> str:
    """Join the parts; words the index knows become one question to it."""
    indexed: list[Text] = []
    others: list[Node] = []
    for part in parts:
        if isinstance(part, Text) and is_indexed(part):
            indexed.append(part)
        else:
            others.append(part)
    sql = [all_words(indexed, word, scope)] if indexed else []
    sql.extend(condition(part, scope) for part in others)
    return "(" + f" {word} ".join(sql) + ")"


# States and days ------------------------------------------------------------------


def _state(state: State, scope: Scope) -> str:
    context = scope.context
    match state:
        case State.DUE:
            scope.bind(context.start_ms(context.day + 1), context.day)
            return (
                "(c.suspended = 0 AND c.state IN (1, 2, 3) AND c.due_at IS NOT NULL"
                f" AND c.due_at < ? AND {_NOT_BURIED})"
            )
        case State.BURIED:
            scope.bind(context.day)
            return f"(NOT {_NOT_BURIED})"
        case State.LEARNING:
            scope.bind(context.day)
            return "(c.state IN (1, 3) OR (c.drill_day IS NOT NULL AND c.drill_day = ?))"
        case _:
            return _FIXED_STATES[state]


_FIXED_STATES = {
    State.NEW: "(c.state = 0)",
    State.REVIEW: "(c.state = 2)",
    State.RELEARNING: "(c.state = 3)",
    State.SUSPENDED: "(c.suspended <> 0)",
    State.FLAGGED: "(c.flag <> 0)",
    State.YOUNG: f"(c.interval_minutes BETWEEN {MINUTES_PER_DAY} AND {_MATURE_MINUTES - 1})",
    State.MATURE: f"(c.interval_minutes >= {_MATURE_MINUTES})",
}


def _day(moment: Moment, comparison: Comparison, day: int | date, scope: Scope) -> str:
    if isinstance(day, date):
        ordinal = day.toordinal()
    elif moment is Moment.DUE:
        ordinal = scope.context.day + day
    else:  # counted backwards: fewer days ago is later
        ordinal = scope.context.day - day
        comparison = MIRRORED[comparison]
    match comparison:
        case Comparison.LESS:
            return _before(moment, ordinal, scope)
        case Comparison.LESS_OR_EQUAL:
            return _before(moment, ordinal + 1, scope)
        case Comparison.GREATER:
            return _from(moment, ordinal + 1, scope)
        case Comparison.GREATER_OR_EQUAL:
            return _from(moment, ordinal, scope)
    on_the_day = f"({_from(moment, ordinal, scope)} AND {_before(moment, ordinal + 1, scope)})"
    return on_the_day if comparison is Comparison.EQUAL else f"(NOT {on_the_day})"


def _before(moment: Moment, day: int, scope: Scope) -> str:
    return _against(moment, "<", day, scope)


def _from(moment: Moment, day: int, scope: Scope) -> str:
    return _against(moment, ">=", day, scope)


def _against(moment: Moment, sign: str, day: int, scope: Scope) -> str:
    scope.notes = scope.notes or moment in _OF_NOTES
    scope.bind(scope.context.start_ms(day))
    column = _MOMENTS[moment]
    if moment in _OF_LOG:
        return f"coalesce({column} {sign} ?, 0)"
    return f"({column} IS NOT NULL AND {column} {sign} ?)"
