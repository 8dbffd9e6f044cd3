"""PDF pages of two columns, and what stands around their text: heads, notes, captions."""

import time

import pytest

from flashcards.articles.readers.pdf_joining import joined
from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, outline
from tests.articles.readers.packed import pdf, set_pdf

LEFT, RIGHT, TOP, STEP = 50.0, 310.0, 700.0, 12.0
TEA = (
    "Tea is a drink that is made by pouring hot water over",
    "the cured leaves of an evergreen shrub, which comes",
    "from the borderlands between China and its southern",
    "neighbours. Only water is drunk more often. The leaves",
    "of all kinds of tea come from the very same plant, and",
    "what is done with them after they were plucked makes",
    "the kind. Green tea is heated soon, so that the leaves",
    "stay green; black tea is left to wither and to oxidise.",
)
COFFEE = (
    "Coffee is a drink that is brewed from roasted beans of",
    "a tropical plant. The beans are the seeds of its red",
    "berries, and are green until somebody roasts them, at",
    "more than two hundred degrees. Sugars turn brown then",
    "and oils come to the surface, which give the drink its",
    "taste. Two species are grown: one likes the heights, the",
    "other bears heat and rain, and its beans taste harsher",
    "and hold about twice as much of what keeps us awake.",
)

Placed = tuple[float, float, float, str]


def column(left: float, lines: tuple[str, ...], top: float = TOP) -> list[Placed]:
    """The lines of a column in type of 10 points."""
    return [(left, top - STEP * at, 10, words) for at, words in enumerate(lines)]


def by_turns(*columns: list[Placed]) -> list[Placed]:
    """Columns as some programs write them: across the page, line by line."""
    return [line for row in zip(*columns, strict=True) for line in row]


@pytest.mark.parametrize("turns", [True, False])
def test_columns_are_read_one_after_the_other_below_a_title_over_both(turns: bool) -> None:
    columns = column(LEFT, TEA), column(RIGHT, COFFEE)
    title = (170, 740, 18, "What people drink in the morning")
    body = by_turns(*columns) if turns else [*columns[0], *columns[1]]
    document = read(set_pdf([[title, *body]]), "drinks.pdf")
    assert_sound(document)
    assert document.title == "What people drink in the morning"
    assert f"{' '.join(TEA)} {' '.join(COFFEE)}" in document.text.replace("\n\n", " ")


def test_a_heading_over_the_whole_width_parts_what_stands_above_from_what_stands_below() -> None:
    first = by_turns(column(LEFT, TEA), column(RIGHT, COFFEE))
    heading = (60, 570, 14, "Of cocoa and of other things that are drunk in the morning at times")
    cocoa = tuple(line.replace("Coffee", "Cocoa") for line in COFFEE)
    second = by_turns(column(LEFT, cocoa, 540), column(RIGHT, TEA, 540))
    text = read(set_pdf([[*second, heading, *first]]), "drinks.pdf").text
    places = [text.index(words) for words in (TEA[0], COFFEE[0], "Of cocoa", cocoa[0])]
    assert places == sorted(places)
    assert text.rindex(TEA[0]) > places[-1]


def test_the_rows_of_a_table_stay_together() -> None:
    rows = [("green", "heated soon"), ("black", "withered first"), ("white", "only dried")] * 4
    cells = [
        (x, TOP - STEP * at, 10.0, words)
        for at, row in enumerate(rows)
        for x, words in zip((LEFT, RIGHT), row, strict=True)
    ]
    text = read(set_pdf([cells]), "tea.pdf").text
    assert "green heated soon" in " ".join(text.split())


def test_footnotes_stand_at_the_end_and_not_in_the_sentence_they_divide() -> None:
    notes = [(LEFT, 60, 7, "1 See also the chapter on milk."), (LEFT, 52, 7, "2 In 1998.")]
    pages = [
        [*column(LEFT, TEA[:4]), *notes],
        [*column(LEFT, TEA[4:])],
    ]
    document = read(set_pdf(pages), "tea.pdf")
    assert_sound(document)
    assert " ".join(TEA) in document.text
    assert document.text.endswith("1 See also the chapter on milk.\n\n2 In 1998.")
    assert outline(document).endswith("other 2 In 1998.")


def test_a_caption_is_no_part_of_the_sentence_around_it() -> None:
    caption = [
        (LEFT, 500, 9, "Figure 1. A cup, a saucer, and a spoon, as they were"),
        (LEFT, 489, 9, "set on a table in 1905"),
    ]
    page = [*column(LEFT, TEA[:3]), *caption, *column(LEFT, TEA[3:], 460)]
    document = read(set_pdf([page]), "tea.pdf")
    assert_sound(document)
    assert " ".join(TEA) in document.text
    said = "other Figure 1. A cup, a saucer, and a spoon, as they were set on a table in 1905"
    assert outline(document).endswith(said)


def test_running_heads_go_though_they_change_sides_and_come_last_in_the_file() -> None:
    pages = [
        [
            *column(LEFT, TEA[at % 4 : at % 4 + 4]),
            (LEFT if at % 2 else RIGHT, 780, 8, "The book of tea" if at % 2 else "Of its leaves"),
            (280, 30, 8, str(17 + at)),
        ]
        for at in range(10)
    ]
    text = read(set_pdf(pages), "tea.pdf").text
    assert "book of tea" not in text
    assert "Of its leaves" not in text
    assert "17" not in text


def test_words_divided_at_the_end_of_a_line_are_whole_and_keep_a_hyphen_of_their_own() -> None:
    lines = (
        "A pot of tea that is made in a well-known way is a com-",
        "mon drink, and a well-",
        "known one at that. The teapot is older than the Tea-",
        "Room, and no teapot is the same; so we keep a tea-",
        "pot.",
    )
    text = read(set_pdf([column(LEFT, lines)]), "tea.pdf").text
    assert "a common drink" in text
    assert "a well-known one" in text
    assert "the Tea-Room" in text
    assert "keep a teapot." in text


def test_a_word_divided_twice_is_whole() -> None:
    text = read(pdf([["It is an inter-", "nation-", "ally known kind of tea."]]), "tea.pdf").text
    assert text == "It is an internationally known kind of tea."


def test_a_word_without_end_is_read_in_time() -> None:
    endless = "a" * 50_000
    begun = time.process_time()
    assert joined([[endless]]) == endless
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("zone", ["ET", "ET (BT) and", r"ET \) and"])
def test_names_of_operators_in_a_text_are_words_and_so_are_the_numbers_behind_them(
    zone: str,
) -> None:
    words = f"The race starts at 8 pm {zone} over 400 800 m on the track."
    page = set_pdf([[(50, 700, 12, words)]]).replace(b"BT ", b"10 20 m 400 800 l S BT ", 1)
    assert read(page, "race.pdf").text == words.replace("\\", "")


def test_an_indented_line_begins_a_paragraph() -> None:
    lines = [*column(LEFT, TEA), *column(LEFT, COFFEE, TOP - STEP * len(TEA))]
    x, y, size, words = lines[len(TEA)]
    lines[len(TEA)] = (x + 12, y, size, words)
    assert outline(read(set_pdf([lines]), "drinks.pdf")) == (
        f"paragraph {' '.join(TEA)}\nparagraph {' '.join(COFFEE)}"
    )


def test_what_stands_askew_in_the_margin_is_no_part_of_the_text() -> None:
    data = set_pdf([column(LEFT, TEA)])
    stamp = b"0 1 -1 0 20 300 Tm (Stamp of 1905) Tj ET"
    data = data.replace(b"Tj ET", b"Tj " + stamp)
    assert "Stamp" not in read(data, "tea.pdf").text


def test_labels_of_a_drawing_are_no_headings() -> None:
    page = [
        (LEFT, 760, 16, "Of tea"),
        *column(LEFT, TEA, 740),
        (LEFT, 600, 16, "Of coffee"),
        *column(LEFT, COFFEE, 580),
        *((LEFT + 40 * at, 440 - 30 * at, 10, words) for at, words in enumerate(("Pot", "Cup"))),
        (LEFT, 300, 16, "Of both"),
        *column(LEFT, TEA, 280),
    ]
    document = read(set_pdf([page]), "drinks.pdf")
    headings = [line for line in outline(document).splitlines() if line.startswith("heading")]
    assert headings == ["heading1 Of tea", "heading1 Of coffee", "heading1 Of both"]


def test_the_publishers_small_words_at_the_foot_do_not_divide_a_sentence() -> None:
    imprint = [(LEFT, 60, 7, "Copyright of the house that prints."), (LEFT, 52, 7, "Not for sale.")]
    pages = [[*column(LEFT, TEA[:4]), *imprint], column(LEFT, TEA[4:])]
    text = read(set_pdf(pages), "tea.pdf").text
    assert " ".join(TEA) in text
    assert text.endswith("Copyright of the house that prints. Not for sale.")
