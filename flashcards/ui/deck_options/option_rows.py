"""Every option of a deck that says how much, in which order and when; all options together."""

from flashcards.model.enums import (
    AdvanceAction,
    LeechAction,
    LimitFrom,
    NewMix,
    NewOrder,
    ReviewOrder,
)
from flashcards.ui.deck_options.option_kinds import (
    ChoiceRow,
    Kind,
    OptionGroup,
    OptionRow,
    number_row,
)
from flashcards.ui.deck_options.scheduling_rows import LEARNING, SCHEDULING, SPREADING

_CARD, _CARDS = "{count} card", "{count} cards"

LIMITS = OptionGroup(
    "Daily limits",
    (
        number_row(
            "new_per_day",
            "&New cards a day",
            "The most new cards to show in a day.",
            _CARD,
            _CARDS,
        ),
        number_row(
            "reviews_per_day",
            "Reviews a da&y",
            "The most due cards to show in a day; the rest wait until tomorrow.",
            _CARD,
            _CARDS,
        ),
        OptionRow(
            "new_limit_from",
            "New cards limited &by",
            "Which decks’ limits apply to a subdeck’s new cards.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(LimitFrom.PARENTS, "This deck and its parents"),
                ChoiceRow(LimitFrom.OWN, "This deck only"),
            ),
        ),
        OptionRow(
            "new_within_reviews",
            "New cards count as reviews",
            "New cards come only while the reviews of the day leave room for them, as in Anki.",
            Kind.SWITCH,
        ),
    ),
    "Includes cards in subdecks. 0 shows no cards at all.",
)

ORDER = OptionGroup(
    "Order",
    (
        OptionRow(
            "new_order",
            "&Order of new cards",
            "Which new cards come first.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(NewOrder.ADDED, "As they were added"),
                ChoiceRow(NewOrder.TEMPLATE, "First cards of all notes"),
                ChoiceRow(NewOrder.RANDOM, "At random"),
            ),
        ),
        OptionRow(
            "review_order",
            "O&rder of reviews",
            "Which due cards come first.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(ReviewOrder.DUE, "Longest due first"),
                ChoiceRow(ReviewOrder.RETRIEVABILITY, "Most at risk first"),
                ChoiceRow(ReviewOrder.INTERVAL, "Shortest interval first"),
                ChoiceRow(ReviewOrder.EASE, "Hardest first"),
                ChoiceRow(ReviewOrder.RANDOM, "At random"),
            ),
        ),
        OptionRow(
            "new_mix",
            "Mi&x of new cards and reviews",
            "Where new cards stand among the rest.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(NewMix.MIXED, "Spread evenly"),
                ChoiceRow(NewMix.BEFORE, "New cards first"),
                ChoiceRow(NewMix.AFTER, "New cards last"),
            ),
        ),
    ),
    "When you study a deck with its subdecks, the order of reviews and the mix are those of that "
    "deck.",
)

BURYING = OptionGroup(
    "Burying",
    (
        OptionRow(
            "bury_new",
            "Bury new cards",
            "A new card waits for tomorrow when another of its note was asked today.",
            Kind.SWITCH,
        ),
        OptionRow(
            "bury_reviews",
            "Bury reviews",
            "A due card waits for tomorrow when another due one of its note was asked today.",
            Kind.SWITCH,
        ),
    ),
    "So that one card of a note does not give away the answer of the next.",
)

LEECHES = OptionGroup(
    "Leeches",
    (
        number_row(
            "leech_lapses",
            "A leech after",
            "How often a card must be forgotten to count as one; 0 for never.",
            "{count} lapse",
            "{count} lapses",
        ),
        OptionRow(
            "leech_action",
            "What happens to a leech",
            "You are notified either way.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(LeechAction.TAG, "Tag it"),
                ChoiceRow(LeechAction.SUSPEND, "Tag and suspend"),
                ChoiceRow(LeechAction.TELL, "It stays as it is"),
            ),
            shown_when=lambda options: options.leech_lapses > 0,
        ),
    ),
    "Cards that are forgotten again and again; most of them should be reworded.",
)

ANSWERING = OptionGroup(
    "Answering",
    (
        OptionRow(
            "six_qualities",
            "Rat&ing buttons",
            "Six are SM-2’s own scale.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(False, "Four: Again, Hard, Good, Easy"),
                ChoiceRow(True, "Six: qualities 0 to 5"),
            ),
        ),
        number_row(
            "answer_cap_s",
            "Cloc&k stops after",
            "The longest time counted for one answer, so that a pause is not taken for thinking.",
            "{count} second",
            "{count} seconds",
        ),
        OptionRow(
            "typed_any_case",
            "Typed answers: ignore case",
            "Capital and small letters are alike. What differs is still shown.",
            Kind.SWITCH,
        ),
        OptionRow(
            "typed_any_accents",
            "Typed answers: ignore accents",
            "Letters with and without accents are alike.",
            Kind.SWITCH,
        ),
        OptionRow(
            "typed_any_punctuation",
            "Typed answers: ignore punctuation",
            "Full stops, commas, quotes and the like do not count.",
            Kind.SWITCH,
        ),
    ),
)

ADVANCING = OptionGroup(
    "Auto-advance",
    (
        number_row(
            "advance_question_s",
            "Show the answer after",
            "The answer comes by itself after this time; 0 for never.",
            "{count} second",
            "{count} seconds",
        ),
        number_row(
            "advance_answer_s",
            "Go to the next card after",
            "The next card comes by itself after this time; 0 for never.",
            "{count} second",
            "{count} seconds",
        ),
        OptionRow(
            "advance_action",
            "What happens to the card",
            "What is done with a card you did not rate in time.",
            Kind.CHOICE,
            choices=(
                ChoiceRow(AdvanceAction.BURY, "Bury until tomorrow"),
                ChoiceRow(AdvanceAction.RATE, "Rate as proposed, else Good"),
                ChoiceRow(AdvanceAction.AGAIN, "Rate Again"),
            ),
            shown_when=lambda options: options.advance_answer_s > 0,
        ),
    ),
    "The time stands while a sound plays, while you type, and while you pause with P.",
)

SOUND = OptionGroup(
    "Sound",
    (
        OptionRow(
            "autoplay",
            "Play sounds automatically",
            "Sounds, videos and spoken texts are played as soon as their side is shown.",
            Kind.SWITCH,
        ),
        OptionRow(
            "replay_question",
            "Repeat the question’s sounds",
            "With the answer, the question’s sounds are played again first.",
            Kind.SWITCH,
            shown_when=lambda options: options.autoplay,
        ),
    ),
)

DAY = OptionGroup(
    "Day",
    (
        OptionRow(
            "day_start_minutes",
            "Ti&me the day starts",
            "Answers before it belong to the day before.",
            Kind.TIME,
        ),
    ),
    "Applies to all decks.",
)

GROUPS = (
    LIMITS,
    SCHEDULING,
    LEARNING,
    SPREADING,
    LEECHES,
    ORDER,
    BURYING,
    ANSWERING,
    ADVANCING,
    SOUND,
    DAY,
)
ROWS = {row.name: row for group in GROUPS for row in group.rows}
