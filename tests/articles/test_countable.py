"""A common noun is asked for with its article, everything else as it stands."""

import pytest

from flashcards.articles.finding import find
from flashcards.articles.reading import read


def asked(*entries: str, text: str = "Nothing more is said of them.") -> list[str]:
    """Return how the entries of a glossary, "Name: meaning", are asked for."""
    lines = [f"**{name}**: {meaning}" for name, meaning in (e.split(": ", 1) for e in entries)]
    page = "# Glossary\n\n" + "\n\n".join(lines) + f"\n\n## Use\n\n{text}\n"
    return [found.front for found in find(read(page.encode(), "page.md"))][: len(entries)]


@pytest.mark.parametrize(
    ("entry", "front"),
    [
        ("Sluice: A long sloping trough.", "What is a sluice?"),
        ("Adit: A horizontal passage into a mine.", "What is an adit?"),
        ("Unit test: A check of one small part of a program.", "What is a unit test?"),
        ("HTTP header: A line before the body of a message.", "What is an HTTP header?"),
        ("Vertebrate: Any animal with a backbone.", "What is a vertebrate?"),
    ],
)
def test_what_a_definition_opens_as_one_of_many_gets_its_article(entry: str, front: str) -> None:
    assert asked(entry, "Gangue: The worthless rock.")[0] == front


@pytest.mark.parametrize(
    ("entry", "front"),
    [
        ("Photosynthesis: A process by which plants make sugar.", "What is photosynthesis?"),
        ("Honesty: A duty that everybody has.", "What is honesty?"),
        ("Tin: A metal that melts early.", "What is Tin?"),
        ("Python: A language for programs.", "What is Python?"),
        ("Lisbon: A city on the Tagus.", "What is Lisbon?"),
        ("NATO: An alliance of states.", "What is NATO?"),
        (
            "idempotent: An operation is so if doing it twice changes nothing.",
            "What does “idempotent” mean?",
        ),
        ("tailings: What is left after the ore is out.", "What are tailings?"),
    ],
)
def test_names_masses_and_plurals_take_no_article_and_words_are_asked_for_as_words(
    entry: str, front: str
) -> None:
    assert asked(entry, "Gangue: The worthless rock.")[0] == front


def test_the_articles_own_words_tell_what_is_counted() -> None:
    entries = ("Drone: Male bee.", "Smoker: Blows cool smoke.", "Brood: The eggs and larvae.")
    text = "In summer the drones leave. Light a smoker before the brood is touched."
    assert asked(*entries, text=text) == [
        "What is a drone?",
        "What is a smoker?",
        "What does “brood” mean?",
    ]


def test_a_part_of_a_longer_name_and_a_verb_tell_nothing() -> None:
    entries = ("Drift: Slow change of a signal.", "Brood: The eggs and larvae.")
    text = "The signal drifts for hours. There is a brood nest in the middle."
    assert asked(*entries, text=text) == ["What does “drift” mean?", "What does “brood” mean?"]


def test_the_term_itself_stays_bare() -> None:
    page = b"# Glossary\n\n**Adit**: A passage into a mine.\n\n**Sluice**: A trough for gravel.\n"
    assert [found.term for found in find(read(page, "page.md"))] == ["Adit", "Sluice"]


def test_the_full_stop_behind_a_label_is_no_part_of_the_term() -> None:
    page = b"# Glossary\n\n**Cairn.** A pile of stones.\n\n**Col.** A low point of a ridge.\n"
    found = find(read(page, "page.md"))
    assert [(each.term, each.front) for each in found] == [
        ("Cairn", "What is a cairn?"),
        ("Col", "What is a col?"),
    ]


@pytest.mark.parametrize(
    ("entry", "front"),
    [
        ("nonce: Number that is used once.", "What does “nonce” mean?"),
        ("Positive control: Known pair of cause and effect.", "What does “positive control” mean?"),
        ("Heat and swelling: They come of nerves.", "What does “heat and swelling” mean?"),
        ("Common Data Model: How records are kept.", "What does “Common Data Model” mean?"),
        ("Cross-reference: Note that leads elsewhere.", "What does “cross-reference” mean?"),
        ("Data quality: How far data can be trusted.", "What is data quality?"),
        ("Erie Canal: The way from there to the lakes.", "What is Erie Canal?"),
    ],
)  # fmt: skip
def test_where_no_article_can_be_told_the_question_does_without(entry: str, front: str) -> None:
    text = "Every model has its own."
    assert asked(entry, "Gangue: The worthless rock.", text=text)[0] == front


def test_a_sentence_shows_that_its_term_takes_no_article() -> None:
    page = (
        "# Rest\n\nYoga is a practice that calms. Much is said of yoga, and more of yoga at dawn.\n"
    )
    assert [found.front for found in find(read(page.encode(), "page.md"))] == [
        "What is yoga? (Rest)"
    ]
