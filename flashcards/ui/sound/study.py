"""Sound while studying: when it plays by itself, and the keys that play it again."""

from typing import TYPE_CHECKING

from flashcards.ui.answering.attention import Attention
from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.reviewer.screen import ReviewerScreen


def play_question(screen: "ReviewerScreen") -> None:
    """Play what a question holds, if the deck's options ask for it."""
    card = screen.card
    if card is not None and _plays_now(screen) and card.planner.options.autoplay:
        screen.page.pane.sounds.play_by_itself()


def play_answer(screen: "ReviewerScreen") -> None:
    """Play what an answer holds beside its question, if the deck's options ask for it."""
    card = screen.card
    if card is None or not _plays_now(screen):
        return
    options = card.planner.options
    if options.autoplay:
        screen.page.pane.sounds.play_by_itself(
            card.question_html, question_too=options.replay_question
        )


def _plays_now(screen: "ReviewerScreen") -> bool:
    return screen.sitting.in_front and not screen.sitting.pacing.paused


def fall_silent_with(screen: "ReviewerScreen") -> None:
    """Stop when the learner pauses, or another window covers the card."""
    sounds = screen.page.pane.sounds

    def looked_away(away: bool = True) -> None:
        if away:
            sounds.stop()

    screen.sitting.pacing.paused_changed.connect(looked_away)
    Attention(screen.window_, screen).lost.connect(lambda _program_left: sounds.stop())


def speak(screen: "ReviewerScreen") -> None:
    """Read the side aloud that is shown, or stop reading; an answer without its question."""
    card, pane = screen.card, screen.page.pane
    sounds = pane.sounds
    if card is None or sounds.stop_speaking():
        return
    from flashcards.text.render import RenderedCard
    from flashcards.text.speaking import spoken

    collection = screen.collection
    note = collection.note(card.note_id)
    sounds.speak(
        spoken(
            collection.note_type(note.note_type_id),
            note.fields,
            card.card.template_uid,
            card.card.ordinal,
            RenderedCard(card.question_html, card.answer_html),
            asked=not screen.is_answered(),
            shown=pane.drawn.words() if pane.hides_text else None,
        )
    )


def sound_rows(screen: "ReviewerScreen", prefix: str) -> list[Command]:
    """Return what a learner can do with the sounds of the card in front."""

    def has_sounds() -> bool:
        return screen.has_card() and screen.page.pane.sounds.count > 0

    speaking = ("voice", "speech", "tts", "aloud", "pronounce")
    words = ("sound", "audio", "video", "replay", "listen", "hear")
    return [
        Command(
            f"{prefix}.play",
            "Play the soun&ds",
            lambda: screen.page.pane.sounds.play_all(),
            ("R", "F5"),
            "play",
            "View/Sound and video",
            section=2,
            enabled_when=has_sounds,
            keywords=words,
        ),
        Command(
            f"{prefix}.play_next",
            "Play the ne&xt sound alone",
            lambda: screen.page.pane.sounds.play_next(),
            ("Shift+R", "F7"),
            "",
            "View/Sound and video",
            section=2,
            enabled_when=has_sounds,
            keywords=words,
        ),
        Command(
            f"{prefix}.speak",
            "Read the card &aloud",
            lambda: speak(screen),
            ("V", "F6"),
            "sound",
            "View/Sound and video",
            section=2,
            enabled_when=screen.has_card,
            keywords=speaking,
        ),
        Command(
            f"{prefix}.silence",
            "Stop the sound",
            lambda: screen.page.pane.sounds.stop(),
            ("Shift+F5",),
            "",
            "View/Sound and video",
            section=2,
            enabled_when=has_sounds,
            keywords=(*words, "silence", "quiet"),
        ),
    ]
