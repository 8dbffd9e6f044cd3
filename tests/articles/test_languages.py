"""German, French and Spanish articles: what they define is found, and what only looks so is not."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read
from flashcards.articles.worth import worth_of
from tests.articles.languages_definitions import DEFINITIONS, NO_DEFINITIONS

_AROUND = {
    "de": (
        "Am zweiten Tag ging es vor allem um die Fragen, die noch offen waren.",
        "Das Essen kam wieder spät, und am Nachmittag wurde über Kleinigkeiten geredet.",
        "Am Abend ging es noch einmal um {}, und auch der Morgen begann mit {}.",
    ),
    "fr": (
        "La deuxième journée a été consacrée aux questions qui restaient ouvertes.",
        "Le repas est encore arrivé tard, et l’après-midi on a parlé de petites choses.",
        "Le soir, on a encore parlé de {}, et le matin a commencé avec {}.",
    ),
    "es": (
        "El segundo día se dedicó a las preguntas que quedaban abiertas.",
        "La comida llegó tarde otra vez, y por la tarde se habló de cosas pequeñas.",
        "Por la noche se habló otra vez de {}, y la mañana empezó con {}.",
    ),
}
_DEFINED = [(code, *row) for code, rows in DEFINITIONS.items() for row in rows]
_UNDEFINED = [(code, text) for code, rows in NO_DEFINITIONS.items() for text in rows]


def terms_in(code: str, sentence: str, term: str = "") -> list[Candidate]:
    before, after, later = _AROUND[code]
    text = f"{before} {sentence} {after}\n\n{later.format(term, term) if term else after}\n"
    return [card for card in find(read(text, "a.txt")) if card.kind is CandidateKind.TERM]


@pytest.mark.parametrize(("code", "sentence", "term", "question"), _DEFINED)
def test_a_definition_is_quoted_and_asked_for_in_its_language(
    code: str, sentence: str, term: str, question: str
) -> None:
    cards = terms_in(code, sentence, term)
    assert [(card.term, card.front) for card in cards] == [(term, question)]
    assert cards[0].quote in sentence
    assert bool(cards[0].cloze) == (not question)


@pytest.mark.parametrize(("code", "sentence"), _UNDEFINED)
def test_what_defines_nothing_gives_no_card(code: str, sentence: str) -> None:
    assert [card.term for card in terms_in(code, sentence)] == []


def test_a_language_whose_sentences_are_not_read_is_named_once() -> None:
    text = "Una valanga è una massa di neve che scende da un pendio. " * 5
    told = worth_of(text, "a.txt", lambda _: None).document.problems
    said = (
        "This article seems to be in Italian. Sentences are searched for definitions only in "
        "English, German, French and Spanish."
    )
    assert [str(each) for each in told] == [said]
    russian = "Лавина — это масса снега, которая сходит со склона. " * 5
    other = worth_of(russian, "a.txt", lambda _: None)
    assert "another language" in str(other.document.problems[0])


@pytest.mark.parametrize("code", DEFINITIONS)
def test_nothing_is_said_of_a_language_that_is_read(code: str) -> None:
    text = " ".join(sentence for sentence, _, _ in DEFINITIONS[code])
    assert worth_of(text, "a.txt", lambda _: None).document.problems == ()


def test_a_glossary_of_any_language_is_read_without_english_questions() -> None:
    text = (
        "# Glossario\n\n**Valanga**: massa di neve che scende da un pendio.\n\n"
        "**Nevaio**: neve vecchia che non si scioglie in estate.\n\n"
        "**Cresta**: linea che unisce le cime di una catena di monti.\n"
    )
    found = {card.term: card.front for card in find(read(text, "a.md"))}
    assert found == {"Valanga": "Valanga", "Nevaio": "Nevaio", "Cresta": "Cresta"}


def test_a_section_in_another_language_is_read_in_it() -> None:
    german = " ".join(sentence for sentence, _, _ in DEFINITIONS["de"][:3])
    english = "A glacier is a mass of ice that moves down a valley under its own weight. "
    more = "It is one of the things that the rest of this text has to do with. " * 4
    text = f"# Glacier, Gletscher\n\n{english}{more}\n\n## Auf Deutsch\n\n{german} {german[:20]}\n"
    asked = {card.front for card in find(read(text, "a.md"))}
    assert {"What is a glacier?", "Was ist eine Lawine?"} <= asked


@pytest.mark.parametrize(
    ("around", "paragraph", "question"),
    [
        (
            "es",
            (
                "Eine Lawine ist eine Masse von Schnee, die sich von einem Hang löst und ins Tal "
                "gleitet. Sie wird durch das Gewicht von Menschen oder durch Neuschnee ausgelöst."
            ),
            "Was ist eine Lawine?",
        ),
        (
            "de",
            (
                "Une avalanche est une masse de neige qui se détache d’une pente et glisse dans la "
                "vallée. Elle est causée par le poids des gens ou par la neige qui vient de tomber."
            ),
            "Qu’est-ce qu’une avalanche ?",
        ),
        (
            "fr",
            (
                "An avalanche is a mass of snow that comes off a slope and slides down. "
                "It is set off by the weight of people or of the snow that has just come down."
            ),
            "What is an avalanche?",
        ),
    ],
)
def test_a_paragraph_in_another_language_is_read_by_its_own(
    around: str, paragraph: str, question: str
) -> None:
    before, after, _ = _AROUND[around]
    text = "\n\n".join([*[before, after] * 3, paragraph, *[before, after] * 3])
    fronts = [card.front for card in find(read(text, "a.txt"))]
    assert [front for front in fronts if front.startswith(question.rstrip("?").strip())]


def test_a_foreign_word_or_name_does_not_change_the_language_of_a_paragraph() -> None:
    text = (
        "Ein Grand Prix ist ein Rennen, das in einem Jahr nur einmal gefahren wird. Am Start waren "
        "Les Amis de la Route, The Men of the Hour und El Rey de la Pista.\n\n"
        + "\n\n".join(_AROUND["de"][:2])
    )
    assert any(card.front.startswith("Was ist ein") for card in find(read(text, "a.txt")))
