"""Text without marks gets back the structure it once had."""

from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, outline
from tests.reference import reference


def shown(text: str) -> str:
    document = read(text, kind="plain")
    assert_sound(document)
    return outline(document)


def test_lines_broken_by_hand_are_joined_and_paragraphs_kept_apart() -> None:
    text = (
        "Tea is an aromatic beverage prepared by pouring hot or boiling water over cured\n"
        "leaves of a shrub. It is the most widely consumed drink in the world after plain\n"
        "water.\n"
        "\n"
        "It is drunk hot or cold, and in some places with milk, butter, salt or sugar in\n"
        "the cup.\n"
    )
    assert [line.split()[:2] for line in shown(text).splitlines()] == [
        ["paragraph", "Tea"],
        ["paragraph", "It"],
    ]


def test_each_line_is_a_paragraph_where_none_was_broken() -> None:
    text = "Tea is a drink.\nIt is hot.\nMany like it.\n"
    assert shown(text) == "paragraph Tea is a drink.\nparagraph It is hot.\nparagraph Many like it."


def test_a_word_broken_behind_its_hyphen_gets_no_space() -> None:
    text = "This sentence is long enough to be broken by hand, and it ends in an application-\n" * 1
    text += "provided word, which goes on until the end of the second line is reached, too.\n"
    assert "application-provided" in shown(text)


def test_short_lines_before_text_are_headings() -> None:
    text = (
        "All about Tea\n\nKinds of tea\n\nThere are many kinds.\n\nHow to Brew\n\nPour the water.\n"
    )
    assert shown(text) == (
        "heading1 All about Tea\n"
        "heading2 Kinds of tea\n"
        "paragraph There are many kinds.\n"
        "heading2 How to Brew\n"
        "paragraph Pour the water."
    )


def test_underlined_lines_are_headings() -> None:
    assert shown("Tea\n===\n\nText here.\n\nKinds\n-----\nMore text.\n") == (
        "heading1 Tea\nparagraph Text here.\nheading2 Kinds\nparagraph More text."
    )


def test_bullets_glued_to_a_colon_get_lines_of_their_own() -> None:
    text = "Tea has many forms. For example:- Tools like pots.\n- Leaves in bags.\nThat is all.\n"
    assert shown(text) == (
        "paragraph Tea has many forms. For example:\n"
        "list\n"
        "  item Tools like pots.\n"
        "  item Leaves in bags.\n"
        "paragraph That is all."
    )


def test_bullets_within_a_line_are_taken_apart() -> None:
    assert shown("Advantages: • cheap • quick\n") == (
        "paragraph Advantages:\nlist\n  item cheap\n  item quick"
    )


def test_a_bullet_over_a_paragraph_is_its_heading() -> None:
    text = (
        "- Green tea:\nGreen tea is not oxidised.\n- Black tea:\nBlack tea is oxidised.\n"
        "- Keep it dry.\n- Keep it dark.\n"
    )
    assert shown(text) == (
        "heading3 Green tea\n"
        "paragraph Green tea is not oxidised.\n"
        "heading3 Black tea\n"
        "paragraph Black tea is oxidised.\n"
        "list\n"
        "  item Keep it dry.\n"
        "  item Keep it dark."
    )


def test_the_last_bullet_of_a_list_is_no_heading_of_what_follows() -> None:
    text = "Roles include:\n- Grower\n- Taster\n- Buyer\nThese roles pay well.\n"
    assert shown(text).splitlines()[-2:] == ["  item Buyer", "paragraph These roles pay well."]


def test_labels_among_flat_bullets_take_the_bullets_below_them() -> None:
    text = (
        "- Green tea\n- Strengths:\n- Fresh.\n- Light.\n- Weaknesses:\n- Spoils soon.\n"
        "- Strengths:\n- Black tea\n- Strengths:\n- Keeps well.\n"
    )
    assert shown(text) == (
        "list\n"
        "  item\n"
        "    paragraph Green tea\n"
        "    list\n"
        "      item\n"
        "        paragraph Strengths:\n"
        "        list\n"
        "          item Fresh.\n"
        "          item Light.\n"
        "      item\n"
        "        paragraph Weaknesses:\n"
        "        list\n"
        "          item Spoils soon.\n"
        "      item Strengths:\n"
        "  item\n"
        "    paragraph Black tea\n"
        "    list\n"
        "      item\n"
        "        paragraph Strengths:\n"
        "        list\n"
        "          item Keeps well."
    )


def test_a_list_that_lost_its_bullets_is_found_by_its_lead_in() -> None:
    assert shown("There are three kinds:\nGreen tea\nWhite tea\nBlack tea\n") == (
        "paragraph There are three kinds:\n"
        "list\n  item Green tea\n  item White tea\n  item Black tea"
    )


def test_numbered_questions_are_headings_over_their_answers() -> None:
    text = (
        " 1. What is tea?\n\n    A drink.\n\n"
        " 2. It will not brew.\n\n    Heat it.\n    Then wait.\n\n"
        " 3. Is it hot?\n\n    Yes:\n    - mostly\n    - usually\n"
    )
    assert [line for line in shown(text).splitlines() if line[0] == "h"] == [
        "heading3 What is tea?",
        "heading3 It will not brew.",
        "heading3 Is it hot?",
    ]


def test_numbered_steps_stay_a_list() -> None:
    assert shown("1. Heat water\n   to 80 degrees.\n2. Pour.\n   a) slowly\n   b) evenly\n") == (
        "ordered list\n"
        "  item Heat water to 80 degrees.\n"
        "  item\n"
        "    paragraph Pour.\n"
        "    ordered list\n"
        "      item slowly\n"
        "      item evenly"
    )


def test_deeper_lines_under_a_short_one_define_it() -> None:
    assert shown("flush\n    A harvest of\n    young shoots.\ntannin\n    Bitter.\n") == (
        "definitions\n"
        "  term flush\n"
        "  definition A harvest of young shoots.\n"
        "  term tannin\n"
        "  definition Bitter."
    )


def test_labelled_lines_are_not_run_together() -> None:
    text = (
        "Oxidation: the browning of leaves after picking, which heat stops again at once.\n"
        "Withering: the first step, in which leaves lose a good part of the water they hold\n"
        "after picking.\n"
        "Rolling: the shaping of leaves by hand or in a machine made for this purpose only.\n"
    )
    assert len(shown(text).splitlines()) == 3


def test_columns_become_a_table() -> None:
    assert shown("Name\tOrigin\nAssam\tIndia\nSencha\tJapan\n") == (
        "table\n  row\n    head Name\n    head Origin\n  row\n    cell Assam\n    cell India\n"
        "  row\n    cell Sencha\n    cell Japan"
    )
    assert shown("Name     Origin\nAssam    India\nSencha   Japan\n").startswith("table")


def test_dotted_lines_of_contents_are_not_text() -> None:
    assert shown("Kinds of tea ........ 3\nText.").splitlines()[0].startswith("other")


def test_a_text_without_empty_lines_is_read_line_by_line() -> None:
    text = (
        "What is photosynthesis?\nIt is the process by which plants make food.\nKey terms\n"
        "Chlorophyll: the green pigment in leaves.\nStomata: small openings in the leaf.\n"
        "Dark or light reactions\nThe first need none. The second do.\n"
    )
    assert shown(text) == (
        "heading1 What is photosynthesis?\n"
        "paragraph It is the process by which plants make food.\n"
        "heading2 Key terms\n"
        "paragraph Chlorophyll: the green pigment in leaves.\n"
        "paragraph Stomata: small openings in the leaf.\n"
        "heading2 Dark or light reactions\n"
        "paragraph The first need none. The second do."
    )


def test_a_labelled_line_goes_on_in_the_deeper_lines_below_it() -> None:
    assert shown("cache: a small memory.\ncookie: a small file\n  that is stored.\n") == (
        "paragraph cache: a small memory.\nparagraph cookie: a small file that is stored."
    )


def test_capital_letters_over_several_paragraphs_are_a_section() -> None:
    text = "NAME\n    tea - brew\n\nUSE\n    Brew tea.\n\n    -a, --all\n        Use it all.\n"
    assert shown(text) == (
        "heading2 NAME\n"
        "paragraph tea - brew\n"
        "heading2 USE\n"
        "paragraph Brew tea.\n"
        "definitions\n"
        "  term -a, --all\n"
        "  definition Use it all."
    )


def test_subjects_and_sections_with_numbers_are_headings() -> None:
    text = (
        "Archive-name: tea\nLast-modified: 1999\n\nSubject: 1.1 What is tea?\n\nA drink.\n\n"
        "2.1) How is it brewed?\n\n     Hot.\n\n2.5 Liters are enough.\n"
    )
    assert shown(text) == (
        "other Archive-name: tea\n"
        "other Last-modified: 1999\n"
        "heading3 What is tea?\n"
        "paragraph A drink.\n"
        "heading3 How is it brewed?\n"
        "paragraph Hot.\n"
        "paragraph 2.5 Liters are enough."
    )


def test_the_raw_article_gets_its_headings_lists_and_questions_back() -> None:
    lines = shown(reference("article", "genai-vs-llm.txt").read_text(encoding="utf-8")).splitlines()
    assert sum(line.startswith("heading") and line.endswith("?") for line in lines) >= 9
    assert not any(":-" in line for line in lines)
    assert sum("paragraph Strengths:" in line for line in lines) == 2
    assert "heading2 Strengths and Limitations" in lines


def test_definitions_behind_a_colon_are_read_as_in_markdown() -> None:
    text = "Harbour words\n\nQuay\n: A wall at which ships lie.\n\nBollard\n: A post for ropes.\n"
    assert [block.kind.value for block in read(text, "words.txt").blocks] == [
        "paragraph",
        "definitions",
    ]


def test_a_poem_holds_nothing_to_ask_but_a_list_of_names_and_meanings_does() -> None:
    poem = "The lamp is a heart for the sea,\nA pulse of the land in the dark,\n" * 4
    assert {block.kind.value for block in read(poem, "poem.txt").blocks} == {"other"}
    words = "Quay: a wall at which ships lie\nBollard: a post to tie a ship to\n" * 4
    assert "other" not in {block.kind.value for block in read(words, "words.txt").blocks}


def test_a_name_led_by_dots_to_its_meaning_is_a_term_and_to_a_number_is_none() -> None:
    text = "Bleed ...... the part that runs over the edge\nGutter ..... where two pages meet\n"
    (block,) = read(text, "print.txt").blocks
    assert [child.kind.value for child in block.children] == ["term", "definition"] * 2
    contents = "Soup ........ 4 euros each\nBread ....... 12\n"
    assert "definitions" not in {b.kind.value for b in read(contents, "menu.txt").blocks}


def test_columns_that_are_only_aligned_are_a_table_whose_cells_may_be_broken() -> None:
    text = (
        "Harbour\n\nQuay     a wall at which\n         ships lie\n"
        "Bollard  a post for ropes\nFender   what keeps the hull whole\n"
    )
    assert outline(read(text, "harbour.txt")) == (
        "heading1 Harbour\ntable\n"
        "  row\n    cell Quay\n    cell a wall at which ships lie\n"
        "  row\n    cell Bollard\n    cell a post for ropes\n"
        "  row\n    cell Fender\n    cell what keeps the hull whole"
    )


def test_the_first_row_of_a_table_is_a_heading_only_if_it_is_as_short_as_one() -> None:
    plain = "Quay\ta wall at which ships lie\nBollard\ta post for ropes\nFender\ta bag of rope\n"
    assert "head" not in outline(read(plain, "harbour.txt"))
    assert "head Word\n    head Meaning" in outline(read("Word\tMeaning\n" + plain, "harbour.txt"))


def test_a_digest_has_the_subjects_of_its_messages_for_headings_and_no_contents() -> None:
    text = (
        "Harbour digest\n\nTopics:\n\n1. What is a quay?\n2. What is a fender?\n\n-----\n\n"
        "Message: 1\nFrom: a@example.org\nSubject: What is a quay?\n\nA wall for ships.\n\n"
        "-----\n\n"
        "Message: 2\nFrom: b@example.org\nSubject: What is a fender?\n\nA bag of rope.\n"
    )
    shown = outline(read(text, "digest.txt")).split("\n")
    assert [line for line in shown if not line.startswith("other")] == [
        "heading1 Harbour digest",
        "heading2 What is a quay?",
        "paragraph A wall for ships.",
        "heading2 What is a fender?",
        "paragraph A bag of rope.",
    ]


def test_items_glued_onto_an_item_are_nested_in_it() -> None:
    text = "Fruit\n\n- Pome: has a core. Examples:- Apple - Pear\n- Drupe: has a stone.\n"
    assert outline(read(text, "fruit.txt")) == (
        "heading1 Fruit\nlist\n  item\n    paragraph Pome: has a core. Examples:\n    list\n"
        "      item Apple\n      item Pear\n  item Drupe: has a stone."
    )
