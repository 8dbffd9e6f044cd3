"""An answer is covered wherever it stands on a line, whatever else stands there."""

import pytest

from flashcards.ui.kept_articles.covers import Covers


@pytest.mark.parametrize("answer", ["mond", "straße"])
def test_letters_that_fold_to_two_leave_the_answer_covered(answer: str) -> None:
    text = "Die Straße im Mond"
    seen = Covers(text, (), (answer,)).seen(0, len(text))
    assert answer not in seen.casefold().replace("strasse", "straße")
    assert "…" in seen
