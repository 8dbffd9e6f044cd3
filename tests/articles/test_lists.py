"""A card made of a list can be studied without the article at hand."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read
from flashcards.articles.worth import worth_of

K = CandidateKind


def lists(text: str) -> list[Candidate]:
    return [card for card in find(read(text, "a.md")) if card.kind is K.LIST]


def clozes(text: str) -> list[str]:
    return [card.cloze for card in lists(text) if card.cloze]


def fronts(text: str) -> list[str]:
    return [card.front for card in lists(text) if card.front]


# What the list is a list of ------------------------------------------------------


def test_a_lead_in_that_points_back_takes_the_sentence_before_it_along() -> None:
    text = "# Bread\n\nRye bread keeps for long. It is made of:\n\n- rye\n- sourdough\n"
    assert clozes(text) == [
        "Rye bread keeps for long. It is made of: {{c1::rye}}, {{c2::sourdough}}"
    ]


def test_a_lead_in_that_is_too_short_to_say_of_what_takes_the_heading_along() -> None:
    text = "# Bread\n\n## Baking with steam\n\nBenefits include:\n\n- a thin crust\n- more shine\n"
    assert clozes(text) == [
        "Baking with steam – Benefits include: {{c1::a thin crust}}, {{c2::more shine}}"
    ]


def test_a_lead_in_that_says_all_stands_alone() -> None:
    text = "# Bread\n\n## Tools\n\nA baker of rye bread needs these tools:\n\n- a bowl\n- a peel\n"
    assert clozes(text) == [
        "A baker of rye bread needs these tools: {{c1::a bowl}}, {{c2::a peel}}"
    ]


def test_a_lead_in_that_says_nothing_gives_way_to_the_heading() -> None:
    text = (
        "# Bread\n\n## The crust of a loaf\n\nHere’s what it needs:\n\n- much heat\n- some steam\n"
    )
    assert clozes(text) == ["The crust of a loaf: {{c1::much heat}}, {{c2::some steam}}"]


def test_a_heading_that_only_names_its_place_is_no_context() -> None:
    text = "# Sour rye\n\n## Overview\n\nFlavours include:\n\n- caraway\n- coriander\n"
    assert clozes(text) == ["Sour rye – Flavours include: {{c1::caraway}}, {{c2::coriander}}"]


def test_a_label_over_a_list_is_read_with_what_it_belongs_to() -> None:
    text = "# Bread\n\n### Mould\n\n**Signs:**\n\n- green spots\n- a musty smell\n"
    assert clozes(text) == ["Mould – Signs: {{c1::green spots}}, {{c2::a musty smell}}"]


def test_pros_and_cons_are_named_with_the_thing_and_not_with_their_heading() -> None:
    text = "# Bread\n\n## Pros and cons of tins\n\nPros:\n\n- even loaves\n- no need of skill\n"
    assert clozes(text) == ["Pros of tins: {{c1::even loaves}}, {{c2::no need of skill}}"]


def test_error_codes_under_a_label_are_to_be_looked_up_and_not_learnt() -> None:
    text = "# Oven API\n\n## POST /ovens\n\nErrors:\n\n- `400`: no loaf\n- `409`: oven in use\n"
    assert clozes(text) == []


def test_parts_counted_of_a_pronoun_come_with_the_sentence_that_it_stands_for() -> None:
    text = "# Bread\n\nThe old oven is still hot. It has two parts: the dome and the hearth.\n"
    assert clozes(text) == [
        "The old oven is still hot. It has two parts: {{c1::the dome}}, {{c2::the hearth}}."
    ]


# Lists in answers ----------------------------------------------------------------


FAQ = """# Bread

## FAQ

### What spoils a loaf?

The following spoils it:

- damp air
- much heat

### Can stale bread be saved?

Often. Bread is only dry, not spoilt, if it has not gone green, so try one of these:

- toast it
- soak it

"""


def test_a_list_that_is_the_whole_answer_is_asked_for_by_its_question_and_less_surely() -> None:
    card = next(card for card in lists(FAQ) if "damp air" in card.cloze)
    assert card.cloze == "What spoils a loaf? {{c1::damp air}}, {{c2::much heat}}"
    assert card.confidence < 0.5  # the question is a card of its own, and the surer one


def test_a_list_that_is_part_of_an_answer_comes_with_the_question() -> None:
    card = next(card for card in lists(FAQ) if "toast it" in card.cloze)
    assert card.cloze.startswith("Can stale bread be saved? – ")


def test_a_question_whose_words_the_list_repeats_hides_nothing_and_is_left_out() -> None:
    text = (
        "# Bread\n\n## FAQ\n\n### How do wheat and rye differ?\n\n"
        "There are two kinds: wheat and rye.\n"
    )
    assert clozes(text) == []


def test_an_item_of_an_answer_is_asked_for_within_its_question() -> None:
    text = (
        "# Bread\n\n## FAQ\n\n### How hot must the oven be?\n\nThat depends on the loaf:\n\n"
        "- Rye bread: some 250 degrees\n- Brioche: some 180 degrees\n"
    )
    assert fronts(text) == [
        "How hot must the oven be: *Rye bread*?",
        "How hot must the oven be: *Brioche*?",
    ]


# What is hidden ------------------------------------------------------------------


def test_the_comma_and_the_and_between_items_are_not_hidden() -> None:
    text = "The taste of a loaf comes from:\n\n- flour,\n- water, and\n- time.\n"
    assert clozes(text) == [
        "The taste of a loaf comes from: {{c1::flour}}, {{c2::water}}, {{c3::time}}"
    ]


def test_of_items_that_are_explained_only_the_name_is_hidden() -> None:
    text = (
        "A loaf of bread has two parts:\n\n- **Crumb** – soft inside\n- **Crust** – hard outside\n"
    )
    assert clozes(text)[0].endswith("{{c1::Crumb}}, {{c2::Crust}}")


def test_a_dash_inside_an_item_does_not_cut_it() -> None:
    text = "A baker of bread needs:\n\n- good flour - and much of it\n- warm water\n"
    assert clozes(text) == [
        "A baker of bread needs: {{c1::good flour - and much of it}}, {{c2::warm water}}"
    ]


def test_items_that_hold_commas_stand_on_lines_of_their_own() -> None:
    text = "A baker of bread needs:\n\n- flour (rye, wheat)\n- water\n"
    assert clozes(text) == [
        "A baker of bread needs:\n\n- {{c1::flour (rye, wheat)}}\n- {{c2::water}}"
    ]


# Questions for items -------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "asked"),
    [
        (
            ("Peel: Moves the loaf to the oven.", "Scraper: Cleans the table after work."),
            ("What does *Peel* do?", "What does *Scraper* do?"),
        ),
        (
            ("Malt: Used for colour and sweetness.", "Salt: Needed by every dough there is."),
            ("What is *Malt* used for?", "What is *Salt* needed by?"),
        ),
        (
            ("Big Mills: Cornfield, Sheaf, Stone & Sons.", "Small mills: Reed, Weir, Mole End."),
            ("Name *Big Mills*.", "Name *Small mills*."),
        ),
        (
            ("Peel: The flat shovel of a baker.", "Tins: These are forms that hold the dough."),
            ("What is *Peel*?", "What are *Tins*?"),
        ),
        (
            ("Hearth: Flat and hot, Hearth is where it bakes.", "Rest: Longer in a cold room."),
            ("What is *Hearth*?", "Explain *Rest*."),
        ),
        (
            ("For rye: More water in the dough.", "For wheat: Less water in the dough."),
            ("What holds *for rye*?", "What holds *for wheat*?"),
        ),
        (
            ("Kneading: Ten minutes by hand will do.", "Rest: Longer in a cold room."),
            ("Explain *Kneading*.", "Explain *Rest*."),
        ),
    ],
)
def test_the_question_for_an_item_is_the_one_its_words_answer(
    items: tuple[str, str], asked: tuple[str, str]
) -> None:
    text = "A baker of bread knows:\n\n" + "".join(f"- {item}\n" for item in items)
    assert tuple(front.split("\n")[0] for front in fronts(text)) == asked


def test_plural_nouns_are_not_taken_for_verbs() -> None:
    text = (
        "A baker of bread knows:\n\n- Cakes: Ovens like those of bakers bake them well.\n"
        "- Rolls: Hands shape them as they are needed.\n"
    )
    assert [front.split("\n")[0] for front in fronts(text)] == [
        "Explain *Cakes*.",
        "Explain *Rolls*.",
    ]


def test_properties_of_an_item_are_asked_for_with_its_name() -> None:
    text = "# Grain\n\n- **Rye**\n  - Soil: poor and sandy\n  - Harvest: late in July\n"
    assert fronts(text) == ["Rye: *Soil*?", "Rye: *Harvest*?"]


def test_an_entry_of_a_list_that_is_a_term_makes_one_card_with_the_better_question() -> None:
    text = (
        "# Ovens\n\nAn oven of brick has these parts:\n\n- **Flue**: draws the smoke out of it.\n"
        "- **Damper**: shuts the flue.\n\n**Hearth**: the floor of an oven.\n"
    )
    found = [card for card in find(read(text, "a.md")) if card.term == "Flue"]
    assert [card.kind for card in found] == [K.TERM]
    assert found[0].front.startswith("What does *Flue* do?\n\n> An oven of brick has these parts")


def test_items_in_another_language_are_not_asked_for_in_english() -> None:
    text = (
        "# Brot\n\nDas Brot und der Ofen sind nicht mit der Zeit für den Bäcker, es gibt:\n\n"
        "- Krume: der weiche Teil in der Mitte\n- Kruste: der harte Teil auf der Seite\n"
    )
    assert all(front.startswith("*") for front in fronts(text))


def test_explained_entries_are_asked_for_as_what_their_list_is_about() -> None:
    text = (
        "# Ovens\n\nAn oven of brick helps with many tasks:\n\n"
        "- **Baking**: Bakers like Ada bake rolls in it.\n- **Drying**: Farmers dry fruit in it.\n"
        "\n## Glossary\n\n**Hearth**: the floor of an oven.\n\n**Flue**: a pipe for smoke.\n"
    )
    found = {card.term: card for card in find(read(text, "a.md")) if card.kind is K.TERM}
    assert found["Baking"].front == (
        "Explain *Baking*.\n\n> An oven of brick helps with many tasks: …"
    )
    assert found["Baking"].confidence < found["Hearth"].confidence


def test_words_a_list_announces_as_words_are_asked_for_as_words() -> None:
    text = (
        "# Ovens\n\nA baker of bread uses these terms:\n\n"
        "- **Crumb**: soft bread inside a loaf.\n- **Oven spring**: growth in the first minutes.\n"
    )
    asked = [card.front for card in find(read(text, "a.md")) if card.kind is K.TERM]
    assert asked == ["What does “crumb” mean? (Ovens)", "What is oven spring?"]


def test_what_holds_for_one_of_two_is_no_term() -> None:
    text = (
        "# Ovens\n\nAn oven of brick is hot for hours:\n\n"
        "- **For bakers:** Less wood and more loaves a day.\n"
        "- **For guests:** Warm rooms until late at night.\n"
    )
    found = find(read(text, "a.md"))
    assert [card.front.split("\n")[0] for card in found if not card.cloze] == [
        "What holds *for bakers*?",
        "What holds *for guests*?",
    ]


def test_verbs_and_abbreviations_of_a_glossary_are_asked_for_as_such() -> None:
    text = (
        "# Glossary\n\n**Knead** - to work dough with the hands.\n\n"
        "**DYI** - dough yield index.\n\n**Crumb** - the soft part inside a loaf.\n"
    )
    assert [card.front for card in find(read(text, "a.md"))] == [
        "What does it mean to knead?",
        "What does DYI stand for?",
        "What does “crumb” mean?",
    ]


def test_what_was_done_is_asked_for_in_the_past() -> None:
    text = (
        "# Guilds\n\nA guild of bakers had several offices:\n\n"
        "- Master: Signed the letters of the guild.\n- Clerk: Counted loaves and fines.\n"
    )
    assert [front.split("\n")[0] for front in fronts(text)] == [
        "What did *Master* do?",
        "What did *Clerk* do?",
    ]


def test_years_are_asked_for_by_what_happened_in_them_and_are_no_gaps() -> None:
    text = (
        "# Bread\n\nThe history of bread has these dates:\n\n"
        "- 1859: Pasteur explains yeast.\n- 49 BC: Rome bakes.\n- 4 May 1928: Bread is sliced.\n"
    )
    assert clozes(text) == []
    assert [front.split("\n")[0] for front in fronts(text)] == [
        "What happened in *1859*?",
        "What happened in *49 BC*?",
        "What happened on *4 May 1928*?",
    ]


def test_of_sentences_that_open_with_a_name_in_bold_the_name_is_hidden() -> None:
    text = (
        "A mill of stone makes two flours:\n\n- **Rye flour** (dark) makes heavy loaves.\n"
        "- **Wheat flour** makes light ones.\n"
    )
    assert clozes(text) == [
        "A mill of stone makes two flours: {{c1::Rye flour}}, {{c2::Wheat flour}}"
    ]


def test_two_lists_in_one_answer_are_asked_for_by_their_own_lead_ins() -> None:
    text = (
        "# Bread\n\n## FAQ\n\n### Which oven is it to be?\n\nUse a gas oven when:\n\n"
        "- you bake much\n- wood is dear\n\n"
        "Use a wood oven when:\n\n- you have time\n- you like it\n"
    )
    assert [cloze.split(":")[0] for cloze in clozes(text)] == [
        "Use a gas oven when",
        "Use a wood oven when",
    ]


def test_a_name_in_bold_on_its_own_line_is_a_label() -> None:
    page = (
        "<h1>Bread</h1><p>A bakery of old has these people:</p><ul>"
        "<li><b>Baker</b><br>Makes the dough.</li><li><b>Miller</b><br>Grinds the corn.</li></ul>"
    )
    found = find(read(page, "a.html"))
    assert [c.cloze for c in found if c.cloze] == [
        "A bakery of old has these people: {{c1::Baker}}, {{c2::Miller}}"
    ]
    assert "What does *Baker* do?" in [c.front.split("\n")[0] for c in found]


# Under a heading -----------------------------------------------------------------

TAUGHT = "A crust is a hard layer that forms in the heat of the oven."


def test_where_nothing_else_is_taught_a_heading_announces_no_list() -> None:
    assert clozes("# Baker wanted\n\n## Your tasks\n\n- bake rolls\n- sweep the floor\n") == []


def test_a_list_right_under_a_heading_is_what_the_heading_says_but_less_surely() -> None:
    text = f"# Bread\n\n{TAUGHT}\n\n## Enemies of a good crust\n\n- damp air\n- a cold oven\n"
    (card,) = lists(text)
    assert card.cloze == "Enemies of a good crust: {{c1::damp air}}, {{c2::a cold oven}}"
    assert card.confidence < 0.5


def test_a_heading_of_one_word_is_read_with_the_one_above_it() -> None:
    text = (
        f"# Bread\n\n{TAUGHT}\n\n## Rye bread of old\n\n### Enemies\n\n- damp air\n- a cold oven\n"
    )
    assert clozes(text) == ["Rye bread of old – Enemies: {{c1::damp air}}, {{c2::a cold oven}}"]


@pytest.mark.parametrize(
    "text",
    [
        "## Takeaways\n\n- bake hot\n- use steam\n",
        "## Ingredients\n\n- flour\n- water\n",
        "## Mills to visit\n\n- [Weir](http://a.b)\n- [Reed](http://a.c)\n",
    ],
)
def test_lists_to_do_or_to_look_up_under_a_heading_are_left_out(text: str) -> None:
    assert clozes(f"# Bread\n\n{TAUGHT}\n\n{text}") == []


def test_what_an_answer_depends_on_is_asked_with_and_not_for() -> None:
    text = (
        "# Bread\n\n## FAQ\n\n### Which flour is best?\n\nIt depends on the loaf:\n\n"
        "- Baguette: fine wheat\n- Black bread: coarse rye\n"
    )
    assert clozes(text) == []
    assert fronts(text) == [
        "Which flour is best: *Baguette*?",
        "Which flour is best: *Black bread*?",
    ]


def test_of_an_item_of_several_sentences_the_first_is_hidden() -> None:
    text = (
        "A baker of bread should avoid three mistakes:\n\n"
        "- Baking too early. Dough needs its time.\n- Baking too cold. The crust stays soft.\n"
    )
    assert clozes(text)[0].endswith("{{c1::Baking too early}}, {{c2::Baking too cold}}")


def test_people_of_a_list_are_asked_for_as_people() -> None:
    text = (
        "# Bread\n\nThe history of bread has these people:\n\n"
        "- Ada Korn: the baker who invented the roll.\n- Ben Mehl: a merchant of Ulm.\n"
    )
    assert [c.front.split("\n")[0] for c in find(read(text, "a.md")) if not c.cloze] == [
        "Who is *Ada Korn*?",
        "Who is *Ben Mehl*?",
    ]


def test_the_passage_of_a_list_holds_its_items_and_not_what_gives_it_context() -> None:
    text = "# Bread\n\nRye keeps bread moist. It comes as:\n\n- rye\n- rye malt\n"
    (card,) = lists(text)
    assert card.cloze.startswith("Rye keeps bread moist. It comes as:")
    assert card.quote.startswith("It comes as:")


# Long lists, nested ones, and what is left out ------------------------------------


def test_a_long_list_is_asked_for_in_parts_with_the_rest_as_context() -> None:
    grains = ["rye", "oats", "wheat", "spelt", "emmer", "millet", "rice"]
    text = "A mill of old ground these grains:\n\n" + "".join(f"- {g}\n" for g in grains)
    text = text.replace("these", "seven")
    assert clozes(text) == [
        (
            "A mill of old ground seven grains: "
            "{{c1::rye}}, {{c2::oats}}, {{c3::wheat}}, spelt, emmer, millet, rice"
        ),
        (
            "A mill of old ground seven grains: "
            "rye, oats, wheat, {{c1::spelt}}, {{c2::emmer}}, {{c3::millet}}, {{c4::rice}}"
        ),
    ]


def test_nested_items_stand_below_what_they_belong_to() -> None:
    text = "An oven of brick has parts:\n\n- dome\n  - of clay\n- hearth\n"
    assert clozes(text)[0] == (
        "An oven of brick has parts:\n\n- {{c1::dome}}\n  - of clay\n- {{c2::hearth}}"
    )


def test_a_list_is_chosen_only_where_its_lead_in_stands_alone() -> None:
    (clear,) = lists("A baker of rye bread needs:\n\n- a bowl\n- a peel\n")
    (vague,) = lists("# Bread\n\nFor example, we recommend to bake it with:\n\n- steam\n- heat\n")
    assert clear.confidence > 0.5 > vague.confidence


def test_lists_of_sentences_and_numbers_are_left_out_and_counted() -> None:
    sentence = "The baker of the old town heats the oven with dry wood long before the sun is up."
    text = f"A day of baking has parts:\n\n- {sentence}\n- {sentence[:-1]} again.\n"
    worth = worth_of(text, "a.md", lambda done: None)
    assert not any(card.cloze for card in worth.candidates)
    (told,) = worth.document.problems
    assert dict(told.arguments) == {"lists": 1, "items": 2}
    assert clozes("A proof of bread rests on:\n\n- Assumption #1\n- Assumption #2\n") == []


def test_a_plan_of_what_is_taught_is_left_out_and_counted() -> None:
    plan = "- rye and wheat\n- the oven\n- shaping\n"
    text = f"# Bread\n\n{TAUGHT}\n\n## Course topics\n\n{plan}\n## Topics\n\n{plan}"
    worth = worth_of(text, "a.md", lambda done: None)
    assert not any(card.kind == "list" for card in worth.candidates)
    (told,) = worth.document.problems
    assert dict(told.arguments) == {"lists": 2, "items": 6}


def test_a_value_or_a_remark_beside_a_label_is_no_meaning() -> None:
    text = (
        "# Bread\n\n**Title**: String\n\n**Weight**: 216\n\n**Hinweis**: Brot ist immer lecker.\n\n"
        "**k3**: I can bake a loaf of rye.\n"
    )
    assert find(read(text, "a.md")) == []


def test_an_entry_that_only_tells_about_its_label_is_offered_and_not_chosen() -> None:
    text = (
        "# Bread\n\n**Crumb**: the soft part inside a loaf.\n\n"
        "**Ovens of old**: There was much smoke in every village, and we like that.\n"
    )
    crumb, ovens = find(read(text, "a.md"))
    assert crumb.confidence > 0.5 > ovens.confidence


def test_a_label_that_each_of_several_sections_has_is_no_term() -> None:
    text = "".join(
        f"## {oven} oven\n\n**Heat**: Heat that lasts for {n} hours.\n\n"
        f"**{oven} fuel**: The fuel of the oven of a {oven}.\n\n"
        for n, oven in enumerate(("Village", "Town", "Castle"), 2)
    )
    assert "Heat" not in [card.term for card in find(read(text, "a.md"))]
