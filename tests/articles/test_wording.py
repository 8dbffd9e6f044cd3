"""How many things a name stands for is told by its ending, as far as spelling goes."""

import pytest

from flashcards.articles.finders.wording import looks_plural


@pytest.mark.parametrize("name", ["drones", "GANs", "cyanobacteria", "cacti", "antennae", "mice"])
def test_plurals_are_known_with_and_without_an_s(name: str) -> None:
    assert looks_plural(name)


@pytest.mark.parametrize("name", ["malaria", "mathematics", "bias", "Paris", "basis", "sepsis"])
def test_what_only_ends_like_a_plural_is_one_thing(name: str) -> None:
    assert not looks_plural(name)
