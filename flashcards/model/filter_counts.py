"""What the filters of Browse list, and how many notes or cards each has."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TypeCount:
    """A note type that has notes."""

    name: str
    notes: int
    templates: tuple[tuple[str, int], ...]
    """(name, cards) of each of its templates, in their order."""


@dataclass(frozen=True, slots=True)
class ArticleCount:
    """An article that is kept."""

    id: int
    title: str
    notes: int


@dataclass(frozen=True, slots=True)
class FilterCounts:
    """Everything that is counted."""

    tags: Mapping[str, int] = field(default_factory=dict)
    """How many notes have each tag or one below it, by the tag in lower case."""
    types: tuple[TypeCount, ...] = ()
    """By name."""
    articles: tuple[ArticleCount, ...] = ()
    """By title."""
