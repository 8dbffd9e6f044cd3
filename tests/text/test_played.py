"""A card names what it plays: files, and texts that are read aloud."""

from dataclasses import replace

import pytest

from flashcards.model.note_types import BASIC, CLOZE
from flashcards.model.notes import FieldSettings
from flashcards.text.played import (
    LONGEST_SPEECH,
    MOST,
    File,
    Played,
    Speech,
    own_of_answer,
    played,
    with_marks,
    with_speech,
)
from flashcards.text.render import RenderedCard, render_card
from tests.effort import calls
from tests.text.face_words import words


def _card(
    front: str, back: str = "b", *, asks: str = "{{Front}}", html: bool = False
) -> RenderedCard:
    asked = replace(BASIC.templates[0], question=asks)
    markup = "html" if html else "markdown"
    note_type = replace(BASIC, templates=(asked,), markup=markup)
    return render_card(note_type, [front, back], asked.uid, 0)


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize(
    ("front", "plays"),
    [
        ("[sound:a b.mp3] then [sound:c.ogg]", (File("a b.mp3"), File("c.ogg"))),
        ("[sound:a&amp;b.mp3]", (File("a&b.mp3"),)),
        ('<audio src="x.mp3" controls></audio>', (File("x.mp3"),)),
        (
            '<audio controls><source src="x.ogg" type="audio/ogg"><source src="x.mp3"></audio>',
            (File("x.ogg"),),
        ),
        (
            '<audio><source src="x.ogg"></audio><video><source src="y.webm"></video>',
            (File("x.ogg"), File("y.webm", video=True)),
        ),
        ('<video src="y.mp4"><source src="z.mp4"></video>', (File("y.mp4", video=True),)),
        ('<picture><source src="x.mp3"></picture>', ()),
        ('<img src="deep/x.wav">', (File("x.wav"),)),
        ("no sound", ()),
        (f"[sound:{'x' * 110}.mp3]", (File("x" * 110 + ".mp3"),)),
    ],
)
def test_files_are_found_however_they_are_named(
    front: str, plays: tuple[Played, ...], html: bool
) -> None:
    assert played(_card(front, html=html).question_html) == plays


def test_a_field_is_read_aloud_in_place_of_being_shown() -> None:
    card = _card("**犬** & <b>Katze</b>", asks="{{tts ja_JP voices=Kyoko,Otoya speed=0.8:Front}}")
    assert played(card.question_html) == (Speech("犬 & Katze", "ja_JP", ("Kyoko", "Otoya"), 0.8),)
    assert words(card.question_html) == ""
    assert "犬" not in card.question_html
    assert "Spoken text" in card.question_html


@pytest.mark.parametrize(
    ("asks", "speech"),
    [
        ("{{tts en_US:Front}}", Speech("dog", "en_US")),
        ("{{tts:Front}}", Speech("dog")),
        ("{{tts en_US speed=x:Front}}", Speech("dog", "en_US")),
        ("{{tts en_US speed=nan:Front}}", Speech("dog", "en_US")),
        ("{{tts en_US speed=99:Front}}", Speech("dog", "en_US", speed=10.0)),
        ("{{tts voices=A:Front}}", Speech("dog", "", ("A",))),
        ("<p>{{tts en_US:Front}}</p>", Speech("dog", "en_US")),
        ('<div class="x">{{tts en_US:kana:Front}}</div>', Speech("dog", "en_US")),
    ],
)
def test_language_voices_and_speed_are_read_from_the_template(asks: str, speech: Speech) -> None:
    assert played(_card("dog", asks=asks).question_html) == (speech,)


@pytest.mark.parametrize(
    ("asks", "speech"),
    [
        ("{{tts:Front}}", Speech("dog", "de-DE")),
        ("{{tts voices=A:Front}}", Speech("dog", "de-DE", ("A",))),
        ("{{tts fr_FR:Front}}", Speech("dog", "fr_FR")),
        ("{{tts:Back}}", Speech("b")),
    ],
)
def test_a_template_without_a_language_reads_in_that_of_the_field(
    asks: str, speech: Speech
) -> None:
    asked = replace(BASIC.templates[0], question=asks)
    note_type = replace(BASIC, templates=(asked,), settings=(FieldSettings(language="de-DE"),))
    assert played(render_card(note_type, ["dog", "b"], asked.uid, 0).question_html) == (speech,)


def test_several_fields_are_read_aloud_as_one_text_as_anki_writes_it() -> None:
    asks = "[anki:tts lang=ja_JP voices=Kyoko speed=0.8]{{Front}}, then {{Back}}[/anki:tts]<b>x</b>"
    card = _card("犬", asks=asks)
    assert played(card.question_html) == (Speech("犬, then b", "ja_JP", ("Kyoko",), 0.8),)
    assert words(card.question_html) == "x"
    assert "犬" not in card.question_html


def test_a_spoken_text_in_a_field_may_hold_one_end_of_a_tag() -> None:
    card = _card("<div>[anki:tts lang=en_US]<b>dog</div>[/anki:tts]</b> cat", html=True)
    assert played(card.question_html) == (Speech("dog", "en_US"),)
    assert words(card.question_html) == "cat"
    assert card.question_html.count("<div>") == card.question_html.count("</div>")
    assert "[anki:tts]a" in _card("[anki:tts]a", html=True).question_html  # it has no end


def test_many_spoken_texts_without_an_end_are_read_once() -> None:
    assert calls(lambda: with_speech("[anki:tts]" * 20_000)) < 20


def test_an_empty_field_and_a_list_of_voices_say_nothing() -> None:
    assert played(_card(" ", asks="{{tts en_US:Front}}x").question_html) == ()
    assert played(_card("dog", asks="{{tts-voices:}}x").question_html) == ()
    assert played(_card("[sound:a.mp3]", asks="{{tts en_US:Front}}x").question_html) == ()


def test_a_spoken_cloze_keeps_its_gap_until_the_answer() -> None:
    asked = replace(CLOZE.templates[0], question="{{tts en_US:cloze:Text}}",
                    answer="{{tts en_US:cloze:Text}}")  # fmt: skip
    note_type = replace(CLOZE, templates=(asked,))
    card = render_card(note_type, ["The {{c1::dog}} barks", ""], asked.uid, 1)
    assert played(card.question_html) == (Speech("The [...] barks", "en_US"),)
    assert played(card.answer_html) == (Speech("The dog barks", "en_US"),)


def test_an_answer_that_repeats_its_question_has_sounds_of_its_own() -> None:
    card = _card("[sound:a.mp3]", "[sound:b.mp3]")
    question, answer = played(card.question_html), played(card.answer_html)
    assert answer[own_of_answer(question, answer) :] == (File("b.mp3"),)
    other = (File("c.mp3"), File("a.mp3"))
    assert own_of_answer(question, other) == 0
    assert own_of_answer((), other) == 0


def test_marks_are_drawn_in_their_order_and_the_rest_stays() -> None:
    html = _card("one [sound:a.mp3] two [sound:b.mp3]").question_html
    drawn = with_marks(html, lambda number, what: f"<{number}{what.name}>"
                       if isinstance(what, File) else "")  # fmt: skip
    assert drawn == "<p>one <0a.mp3> two <1b.mp3></p>"


def test_no_side_plays_without_end() -> None:
    card = _card("[sound:a.mp3]" * (MOST + 20))
    assert len(played(card.question_html)) == MOST
    drawn = with_marks(card.question_html, lambda _number, _what: "")
    assert drawn.count("Sound: a.mp3") == 20
    (said,) = played(_card("long " * 2_000, asks="{{tts en_US:Front}}").question_html)
    assert isinstance(said, Speech)
    assert len(said.text) <= LONGEST_SPEECH


@pytest.mark.parametrize("code", ["!!!!", "A", "====", "Zm9v", "x" * 30_000])
def test_a_mark_that_someone_wrote_by_hand_says_nothing(code: str) -> None:
    written = f'<span class="sound" data-said="{code}">\u00a0Spoken text\u00a0</span>'
    assert played(_card(written, html=True).question_html) == ()
