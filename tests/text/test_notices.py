"""What the program says on a card is worded by whoever shows it; the learner's text is not."""

from dataclasses import replace

import pytest

from flashcards.model.messages import Message
from flashcards.model.note_types import BASIC
from flashcards.text.notices import word_notices
from flashcards.text.render import render_card


def _signs(said: Message) -> str:
    return said.worded(lambda text, _many, _count: f"<{text}>")


def _shown(front: str, template: str = "{{Front}}") -> str:
    asked = replace(BASIC.templates[0], question=template)
    note_type = replace(BASIC, templates=(asked,))
    return word_notices(render_card(note_type, [front, "b"], "basic-1", 0).question_html, _signs)


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("[sound:a.mp3] [sound:b&c.mp3]", "&lt;Sound: b&amp;c.mp3&gt;"),
        ("[sound:a.mp3] [sound:b&c.mp3]", "&lt;Sound: a.mp3&gt;"),
        ("![](x.mp4)", "&lt;Video: x.mp4&gt;"),
        (
            "word " * 41_000,
            "&lt;The text was cut here: a card shows 200,000 characters at most.&gt;",
        ),
        ("*a* " * 6_000, "&lt;Shown without formatting: there is too much of it to draw.&gt;"),
    ],
)
def test_a_notice_is_worded_by_whoever_shows_it(front: str, said: str) -> None:
    assert said in _shown(front)


def test_a_field_that_is_missing_is_named_within_the_words() -> None:
    said = "&lt;No field is called “A&amp;B”&gt;"
    assert f"{said}</span> x" in _shown("a", "{{A&B}} x")


def test_the_same_words_written_by_the_learner_stay() -> None:
    assert "<p>Sound: x.wav</p>" in _shown("Sound: x.wav\n\n[sound:y.wav]")
