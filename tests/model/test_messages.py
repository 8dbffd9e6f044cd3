"""What a message says in English, in other words, and how it is made."""

import copy

import pytest

from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message, sentences


def louder(one: str, many: str, count: int) -> str:
    """Translate by shouting."""
    return (many if many and count != 1 else one).upper().replace("{DECK}", "{deck}")


def test_a_message_says_its_text_with_the_arguments_in_their_places() -> None:
    assert str(message("The deck {deck} is gone.", deck="A {b}")) == "The deck A {b} is gone."
    assert str(message("Up to {most:,} cards.", most=2000)) == "Up to 2,000 cards."
    assert str(message("Hide it like {{c1::this}}.")) == "Hide it like {{c1::this}}."


def test_a_count_chooses_between_one_and_many() -> None:
    def cards(count: int) -> str:
        return str(plural_message(count, "One card", "{count} cards"))

    assert [cards(0), cards(1), cards(1200)] == ["0 cards", "One card", "1,200 cards"]


def test_another_language_words_the_message_and_those_inside_it() -> None:
    inner = message("it is gone")
    outer = message("deck: {deck}", deck=inner)

    assert outer.worded(louder) == "DECK: IT IS GONE"
    assert outer.worded(lambda one, many, count: one) == str(outer)


def test_sentences_follow_each_other() -> None:
    assert str(sentences(message("One."), message("Two."), message("Three."))) == "One. Two. Three."


@pytest.mark.parametrize("places", [{}, {"name": "x"}, {"deck": "x", "name": "x"}])
def test_an_argument_without_a_place_and_a_place_without_one_are_refused(
    places: dict[str, str],
) -> None:
    with pytest.raises(ValueError, match="places for"):
        message("The deck {deck} is gone.", **places)


def test_a_count_may_be_left_out_of_the_words_for_one_alone() -> None:
    with pytest.raises(ValueError, match="places for"):
        plural_message(2, "{count} card", "cards")


def test_equal_messages_are_one_in_a_set() -> None:
    def made() -> Message:
        return message("{n} of {all}", n=1, all=2)

    assert len({made(), made()}) == 1


def test_an_error_says_what_happened_and_what_to_do_next() -> None:
    error = UserError(message("It is gone."), message("Look for it."))

    assert str(error) == "It is gone. Look for it."
    assert str(UserError(message("It is gone."))) == "It is gone."
    again = copy.copy(error)
    assert (again.what, again.hint) == (error.what, error.hint)
