"""A language that nobody speaks shows which texts were never marked or have no room."""

import pytest

from flashcards.languages.pseudo import Pseudo


@pytest.mark.parametrize(
    ("english", "shown"),
    [
        ("Add", "⟦Ádd~⟧"),
        ("&Browse…", "⟦&Bŕówšé…~~⟧"),
        (" or ", " ⟦óŕ~⟧ "),
        ("In <b>{deck}</b>", "⟦Íñ <b>{deck}</b>~~⟧"),
        ("Write {{c1::word}}", "⟦Wŕíté {{c1::word}}~~~~~⟧"),
    ],
)
def test_a_text_is_longer_and_between_signs(english: str, shown: str) -> None:
    found = Pseudo().text(english, "", 0)
    assert found.replace("~", "") == shown.replace("~", "")
    assert len(found) > len(english)


def test_a_count_has_its_own_text() -> None:
    assert "çáŕdš" in Pseudo().text("{count} card", "{count} cards", 3)


def test_the_mirrored_one_is_written_from_right_to_left() -> None:
    assert Pseudo(mirrored=True).text("Add {deck}", "", 0).count("\u202e") == 1
