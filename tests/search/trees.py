"""Random search trees for tests."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from flashcards.model.enums import Rating
from flashcards.search.tree import (
    And,
    Answered,
    Attribute,
    Comparison,
    Content,
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

_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_any_text = st.text(_LETTERS, min_size=1, max_size=12)
_words = st.from_regex(r"[a-z日本]{1,5}", fullmatch=True).filter(lambda w: w not in ("or", "and"))
_comparisons = st.sampled_from(Comparison)
_moments = st.sampled_from(Moment)

terms: st.SearchStrategy[Node] = st.one_of(
    st.just(Everything()),
    st.builds(Text, _words),
    st.builds(Text, _any_text.filter(lambda text: bool(text.strip())), st.just(True)),
    st.builds(Field, _any_text, st.just("") | _any_text),
    st.builds(Deck, _any_text),
    st.builds(Tag, _any_text),
    st.builds(Kind, _any_text),
    st.builds(Source, _any_text),
    st.builds(FromArticle, _any_text | st.just("12")),
    st.builds(Is, st.sampled_from(State)),
    st.builds(Flag, st.integers(0, 4)),
    st.builds(
        Number,
        st.sampled_from(Attribute),
        _comparisons,
        st.decimals(0, 99999, places=2) | st.integers(0, 99999).map(Decimal),
    ),
    st.builds(Day, _moments, _comparisons, st.integers(-99999, 99999)),
    st.builds(Day, _moments, _comparisons, st.dates(date(1000, 1, 1))),
    st.builds(Within, _moments, st.integers(1, 99999)),
    st.builds(Rated, st.integers(1, 999), st.sampled_from(Rating)),
    st.builds(
        Ids,
        st.sampled_from(IdKind),
        st.lists(st.integers(0, 10**9), min_size=1, max_size=3).map(tuple),
    ),
    st.builds(Guid, _any_text),
    st.builds(Template, st.integers(1, 99) | _any_text | st.just("12")),
    st.builds(Has, st.sampled_from(Content)),
    st.builds(
        Duplicate,
        _any_text.filter(lambda text: "," not in text),
        st.none() | st.just("") | _any_text,
    ),
    st.builds(Answered, _comparisons, st.integers(-99, 99), st.none() | st.sampled_from(Rating)),
)


def trees(leaves: st.SearchStrategy[Node], size: int = 8) -> st.SearchStrategy[Node]:
    """Return trees as ``parse`` makes them: no And in an And, Or in an Or, Not in a Not."""

    def grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        def parts(kind: type[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
            return st.lists(
                nodes.filter(lambda node: not isinstance(node, kind)), min_size=2, max_size=3
            ).map(tuple)

        return st.one_of(
            parts(And).map(And),
            parts(Or).map(Or),
            nodes.filter(lambda node: not isinstance(node, Not)).map(Not),
        )

    return st.recursive(leaves, grown, max_leaves=size)
