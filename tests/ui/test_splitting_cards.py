"""Where a card of an article is split."""

from flashcards.model.articles import DraftCard
from flashcards.ui.deck_from_article.reshaping import split_card


def test_a_card_is_never_split_within_its_code() -> None:
    card = DraftCard("What is an action?", "```\nsend(action);\n```\n\nIt tells what happened.")
    halves = split_card(card, (1, 2))
    assert halves is not None
    assert [half.back for half in halves] == ["```\nsend(action);\n```", "It tells what happened."]
