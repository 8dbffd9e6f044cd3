"""What the finders make of the structures that articles come in."""

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read
from flashcards.articles.report import as_json
from tests.articles.sample_documents import Draft

K = CandidateKind


def of(draft: Draft, *kinds: CandidateKind) -> list[Candidate]:
    return [c for c in find(draft.document()) if not kinds or c.kind in kinds]


def only(draft: Draft, *kinds: CandidateKind) -> Candidate:
    (candidate,) = of(draft, *kinds)
    return candidate


def test_a_definition_list_gives_one_card_per_entry_with_other_names_as_aliases() -> None:
    draft = Draft().definitions(
        ("Public key", ""),
        ("asymmetric key (PK)", "The half of a pair that may be shown."),
        ("Cipher", "A way to make a message unreadable."),
    )
    first, second = of(draft, K.TERM)
    assert (first.term, first.aliases) == ("Public key", ("asymmetric key", "PK"))
    assert first.front == "What does “public key” mean?"
    assert second.term == "Cipher"


def test_an_entry_that_only_points_elsewhere_is_no_card() -> None:
    assert (
        of(Draft().definitions(("Directive", "See: Command"), ("Command", "See also: Directive")))
        == []
    )


def test_headings_are_terms_under_a_glossary() -> None:
    draft = (
        Draft()
        .heading("Glossary", 1)
        .heading("Reducer", 2)
        .paragraph("A function from a state and an action to the next state.")
        .heading("Further reading", 2)
        .paragraph("A book about functions that somebody wrote.")
    )
    assert [c.term for c in of(draft)] == ["Reducer"]
    assert only(draft).heading == ("Glossary",)


def test_elsewhere_a_heading_is_a_term_only_when_what_follows_defines_it() -> None:
    told = Draft().heading("Baking", 1).heading("Sourdough", 2)
    assert (
        only(told.paragraph("Sourdough is a dough that rises by wild yeast.")).term == "Sourdough"
    )
    untold = Draft().heading("Baking", 1).heading("Sourdough", 2)
    assert of(untold.paragraph("We baked all night and the kitchen was warm.")) == []


def test_marked_labels_are_terms() -> None:
    draft = Draft()
    draft.paragraph("Crumb - the soft part inside a loaf.", "Crumb")
    draft.paragraph("Crust: the hard part outside.", "Crust:")
    assert [(c.term, c.back) for c in of(draft, K.TERM)] == [
        ("Crumb", "the soft part inside a loaf."),
        ("Crust", "the hard part outside."),
    ]


def test_labels_that_announce_a_remark_are_no_terms() -> None:
    draft = Draft().heading("Glossary", 1)
    draft.paragraph("Note: this list grows.").paragraph("Crumb: the soft part inside a loaf.")
    assert [c.term for c in of(draft)] == ["Crumb"]


def test_a_table_with_a_column_of_terms_gives_terms() -> None:
    draft = Draft().table(
        ("Term", "Meaning", "Since"),
        ("Crumb", "the soft part inside a loaf", "1200"),
        ("Crust", "the hard part outside", "1300"),
    )
    assert [(c.term, c.back) for c in of(draft, K.TERM)] == [
        ("Crumb", "the soft part inside a loaf"),
        ("Crust", "the hard part outside"),
    ]


def test_other_tables_give_none() -> None:
    assert of(Draft().table(("Month", "Loaves"), ("May", "200"), ("June", "220")), K.TERM) == []


def test_a_question_heading_is_answered_by_all_blocks_under_it() -> None:
    draft = Draft().heading("Why does dough rise?", 2)
    draft.paragraph("Yeast makes gas.").items("It eats sugar.", "It breathes out.")
    draft.heading("Baking", 2).paragraph("We baked all night.")
    card = only(draft, K.FAQ)
    assert card.term == "Why does dough rise?"
    assert card.back == "Yeast makes gas.\n\n- It eats sugar.\n- It breathes out."


def test_items_inside_an_answer_are_a_list_and_no_terms() -> None:
    draft = Draft().heading("FAQ", 1).heading("Which roles are there?", 2)
    draft.paragraph("The roles are:").items("Baker: makes the dough.", "Grocer: sells the bread.")
    assert {c.kind for c in of(draft)} == {K.FAQ, K.LIST}


def test_questions_without_answers_and_lists_of_links_give_no_card() -> None:
    assert of(Draft().items("Why does dough rise?", "Who eats bread?")) == []
    linked = Draft().heading("FAQ", 1).heading("Why does dough rise?", 2)
    assert of(linked.items("Yeast", "Gas", mark="link")) == []
    asked = Draft().heading("FAQ", 1).heading("Why does dough rise?", 2)
    assert of(asked.paragraph("Do you know? Does anybody?")) == []


def test_under_a_faq_a_heading_without_a_question_mark_is_an_entry_too() -> None:
    draft = Draft().heading("FAQ", 1)
    draft.heading("Why does dough rise?", 2).paragraph("Yeast makes gas.")
    draft.heading("Who eats it?", 2).paragraph("Nearly everybody eats bread.")
    draft.heading("My dough does not rise", 2).paragraph("The yeast is too old.")
    assert [c.term for c in of(draft, K.FAQ)][-1] == "My dough does not rise"


def test_numbered_questions_lose_their_number() -> None:
    draft = Draft().paragraph("1. Why does dough rise?").paragraph("Yeast makes gas.")
    draft.paragraph("2. Who eats bread?").paragraph("Nearly everybody does.")
    assert [(c.term, c.back) for c in of(draft, K.FAQ)] == [
        ("Why does dough rise?", "Yeast makes gas."),
        ("Who eats bread?", "Nearly everybody does."),
    ]


def test_letters_before_question_and_answer_are_left_off() -> None:
    draft = Draft().paragraph("Q: Why does dough rise?").paragraph("A: Yeast makes gas.")
    card = only(draft, K.FAQ)
    assert (card.front, card.back) == ("Why does dough rise?", "Yeast makes gas.")


def test_a_fold_out_with_a_question_is_a_card() -> None:
    card = only(Draft().fold_out("Why does dough rise?", "Yeast makes gas."), K.FAQ)
    assert (card.term, card.back) == ("Why does dough rise?", "Yeast makes gas.")


def test_a_fold_out_that_reveals_an_answer_belongs_to_the_question_above() -> None:
    draft = Draft().paragraph("Why does dough rise?").fold_out("Show answer", "Yeast makes gas.")
    assert only(draft, K.FAQ).term == "Why does dough rise?"


def test_the_title_of_an_article_is_not_answered_by_its_greeting() -> None:
    draft = Draft().heading("What is bread?", 1).paragraph("Hello, dear reader of this page!")
    for name in ("Flour", "Water", "Salt"):
        draft.heading(name, 2).paragraph("We bought some at the market today.")
    assert of(draft, K.FAQ) == []


def test_a_list_becomes_a_cloze_in_its_context() -> None:
    draft = Draft().paragraph("Bread needs three things:").items("flour", "water", "salt")
    card = only(draft, K.LIST)
    assert card.cloze == "Bread needs three things: {{c1::flour}}, {{c2::water}}, {{c3::salt}}"
    assert card.front == ""


def test_strengths_and_limitations_are_named_with_what_they_belong_to() -> None:
    text = (
        "# Ovens\n\n- Wood oven\n  - Strengths:\n    - It is hot.\n    - It smells good.\n"
        "  - Limitations:\n    - It is slow.\n    - It needs wood.\n"
    )
    found = find(read(text, "ovens.md"))
    clozes = [c.cloze for c in found if c.kind is K.LIST]
    assert clozes[0] == "Strengths of Wood oven: {{c1::It is hot}}, {{c2::It smells good}}"


def test_a_comparison_asks_how_two_things_differ() -> None:
    draft = Draft().paragraph("A loaf is baked in a tin, whereas a roll is baked by itself.")
    card = only(draft, K.CONTRAST)
    assert card.front == "How does a loaf differ from a roll?"
    assert card.confidence < 0.5  # offered, not chosen


def test_two_things_compared_in_two_places_are_asked_for_on_one_card() -> None:
    draft = Draft().paragraph("A loaf is baked in a tin, whereas a roll is baked by itself.")
    draft.paragraph("A loaf is cut in slices, whereas a roll is torn by hand.")
    card = only(draft, K.CONTRAST)
    assert "baked in a tin" in card.back
    assert "torn by hand" in card.back


def test_an_abbreviation_is_another_name_of_its_term() -> None:
    draft = Draft().paragraph(
        "The dough yield index (DYI) is a number that compares water and flour."
    )
    draft.paragraph("Bakers watch the DYI.")
    card = only(draft, K.TERM)
    assert (card.term, card.aliases) == ("dough yield index", ("DYI",))


def test_a_sentence_that_points_back_takes_the_one_before_it_along() -> None:
    draft = Draft().paragraph("The dough rests for an hour. This is known as proofing.")
    card = only(draft, K.TERM)
    assert card.term == "proofing"
    assert card.back == "The dough rests for an hour. This is known as proofing."


def test_clauses_that_define_two_terms_give_two_short_answers() -> None:
    draft = Draft().paragraph("Crumb is the part inside a loaf; crust is the part outside of it.")
    assert [c.back for c in of(draft, K.TERM)] == [
        "Crumb is the part inside a loaf.",
        "Crust is the part outside of it.",
    ]


def test_judgements_and_pronouns_define_nothing() -> None:
    draft = Draft().paragraph(
        "The result was a disaster for the town. It is a common mistake. This loaf is a good one. "
        "Baking is a matter of taste. There is a shop that sells bread."
    )
    assert of(draft, K.TERM) == []


def test_answers_show_code_and_signs_as_they_stand() -> None:
    draft = Draft().definitions(("glob", "Matches * and <b> in names like a_b."))
    assert only(draft).back == "Matches \\* and \\<b> in names like a_b."


def test_structures_work_in_other_languages_and_scripts() -> None:
    draft = Draft().definitions(("細胞", "生命の基本単位。"), ("خلية", "الوحدة الأساسية للحياة"))
    draft.table(("用語", "意味"), ("細胞核", "遺伝子を含む部分"))
    draft.heading("Что такое клетка?", 2).paragraph("Клетка — единица жизни.")
    assert [(c.kind, c.term) for c in of(draft, K.TERM, K.FAQ)] == [
        (K.TERM, "細胞"),
        (K.TERM, "خلية"),
        (K.TERM, "細胞核"),
        (K.FAQ, "Что такое клетка?"),
    ]


def test_the_report_holds_exactly_what_other_programs_read() -> None:
    draft = Draft("Bread").definitions(("Crumb", "The soft part inside a loaf."))
    document = draft.document()
    report = as_json(document, find(document))
    assert list(report) == ["title", "text", "candidates"]
    (candidate,) = report["candidates"]
    assert list(candidate) == [
        "kind",
        "term",
        "front",
        "back",
        "cloze",
        "aliases",
        "confidence",
        "chosen",
        "heading",
        "start",
        "end",
        "quote",
    ]
    assert candidate["quote"] == report["text"][candidate["start"] : candidate["end"]]


def test_an_article_without_terms_yields_nothing() -> None:
    assert of(Draft()) == []
    assert of(Draft().paragraph("We went home early and nobody said a word.")) == []


def test_parts_counted_in_a_sentence_become_a_cloze() -> None:
    draft = Draft().paragraph("There are three kinds of loaf: round, long and flat.")
    assert only(draft, K.LIST).cloze == (
        "There are three kinds of loaf: {{c1::round}}, {{c2::long}}, {{c3::flat}}."
    )


def test_people_are_asked_for_as_people_by_their_own_article_alone() -> None:
    said = "Marie Curie was a physicist who discovered two elements."
    assert only(Draft("Marie Curie").paragraph(said), K.TERM).front == "Who was Marie Curie?"
    assert of(Draft("Radium").paragraph(said), K.TERM) == []


def test_names_keep_their_capital_and_nouns_lose_that_of_the_sentence() -> None:
    named = Draft().paragraph("Toast is a program that browns bread. We like Toast and toast.")
    assert only(named, K.TERM).front == "What is Toast?"
    common = Draft().paragraph("Dough is a mixture that rises. We like dough.")
    assert only(common, K.TERM).front == "What is dough?"


def test_what_two_things_share_and_what_one_cannot_do_are_asked() -> None:
    draft = Draft().paragraph("Both rolls and loaves are made of dough.")
    draft.paragraph("Rye flour cannot form strong gluten.")
    assert [c.front for c in of(draft, K.CONTRAST)] == [
        "What do rolls and loaves have in common?",
        "What can Rye flour not do?",
    ]


def test_two_entries_of_one_name_are_both_kept_when_they_say_different_things() -> None:
    draft = Draft().definitions(("head", "The tip of a branch."), ("HEAD", "The branch in use."))
    assert [c.term for c in of(draft, K.TERM)] == ["head", "HEAD"]


def test_an_entry_and_a_sentence_about_one_term_make_one_card() -> None:
    draft = Draft().definitions(("Crumb", "The soft part inside a loaf."))
    draft.paragraph("The crumb is a web of holes that gas has made. Crumbs are everywhere.")
    assert [c.term for c in of(draft, K.TERM)] == ["Crumb"]


def test_a_question_that_points_back_shows_what_stands_above_it_and_is_not_chosen() -> None:
    text = "# Rye bread\n\n## Why does this matter?\n\nRye keeps a loaf moist for a week.\n"
    (card,) = find(read(text, "a.md"))
    assert card.front == "Why does this matter? (Rye bread)"
    assert card.confidence < 0.5


def test_long_answers_and_questions_to_the_reader_are_offered_and_not_chosen() -> None:
    text = f"## What is rye?\n\n{'Cold fields are common in the north. ' * 25}\n"
    text += "\n## Do you bake with rye?\n\nRye keeps a loaf moist for a week.\n"
    assert all(card.confidence < 0.5 for card in find(read(text, "a.md")))


def test_code_under_a_question_belongs_to_it_when_the_answer_is_folded_away() -> None:
    text = (
        "## What does it print?\n\n```\nprint(1)\n```\n\n"
        "<details><summary>Answer</summary>\n\n**Answer: 1**, the number.\n\n</details>\n"
    )
    (card,) = [c for c in find(read(text, "quiz.md")) if c.kind is K.FAQ]
    assert card.term == "What does it print?"
    assert card.front == "What does it print?\n\n```\nprint(1)\n```"
    assert card.back == "**Answer: 1**, the number."


def test_terms_of_articles_in_other_languages_are_not_asked_for_in_english() -> None:
    draft = Draft("Glossar").definitions(("Krume", "Der weiche Teil im Inneren des Brotes."))
    assert only(draft).front == "Krume"
