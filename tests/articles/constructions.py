"""The ways to define a term that the finders are asked to know."""

from tests.articles.definitions import (
    ABBREVIATIONS,
    BORROWED,
    DEVICES,
    EVENTS,
    MEASURES,
    PEOPLE,
    PRACTICES,
    SHORTENED,
    THINGS,
    VIEWS,
    Construction,
    Filler,
    Sample,
)


def _made(name: str, fillers: tuple[Filler, ...], *templates: str) -> Construction:
    return Construction(name, fillers, templates)


def _own(name: str, *sentences: tuple[str, str, str]) -> Construction:
    return Construction(name, sentences=tuple(Sample(*given) for given in sentences))


def _pair(sentence: str, *defined: tuple[str, str]) -> tuple[Sample, ...]:
    """Return the samples of one sentence that defines more than one term."""
    terms = tuple(term for term, _ in defined)
    return tuple(Sample(sentence, term, key, terms) for term, key in defined)


COPULAS = (
    _made("A X is a N that", THINGS, "{A} is {np}.", "{A} is {one} which {does}."),
    _made("Xs are Ns that", THINGS, "{Terms} are {nps}."),
    _made("Xs are Ns who", PEOPLE, "{Terms} are {nps}.", "{A} is someone who {does}."),
    _made("X is a kind of N", THINGS, "{A} is a kind of {kind} that {does}."),
    _made("X is just a N", THINGS, "{A} is simply {np}.", "{A} is nothing more than {np}."),
    _made(
        "lead-in, a X is", THINGS, "Put simply, {a} is {np}.", "In everyday use, {a} is {np}.",
        "Although the books differ in detail, {a} is {np}.",
    ),
    _made("X, aside, is", THINGS, "{A}, at least in this book, is {np}.",
        "{A}, which is easy to spot, is {np}."),
    _made("know that a X is", THINGS, "It helps to know that {a} is {np}.",
        "Remember that {terms} are {nps}."),
    _made("X is the V-ing of", PRACTICES, "{Term} is {np}."),
    _made("X is the practice of V-ing", PRACTICES, "{Term} is the practice of {ger}."),
    _made("X means V-ing", PRACTICES, "{Term} means {ger}."),
    _made("X is the view that", VIEWS, "{Named} is the {genus} that {claim}."),
    _made("X, which in this context, is the view that", VIEWS,
        "{Named}, which has a wider sense elsewhere, is the {genus} that {claim}."),
    _made("X is the measure", MEASURES, "{Named} is {np}.", "{Named} is a measure of {how}."),
    _made("X is N in which", EVENTS, "{Named} is {genus} in which {when}."),
    _made("X (ABC) is", SHORTENED, "{Named} ({abbr}) is {np}."),
    _made("X, or ABC, is", SHORTENED, "{Named}, or {abbr}, is {np}.",
        "{Named}, often shortened to {abbr}, is {np}."),
    _made("borrowed X is", BORROWED, "{Term} is {np}.", "The guide explains that {term} is {np}."),
    _made("X is when", EVENTS, "{Named} is when {when}.", "{Named} is what happens when {when}."),
    _made("X, as it is called, is", THINGS, "{A}, as it is called, is {np}.",
        "{A}, by contrast, is {np}.", "{A}, then, is {np}."),
    _made("X serves as", DEVICES, "{A} serves as {np}.", "{A} acts as {np}."),
)  # fmt: skip
VERBS = (
    _made("X refers to", THINGS, "{A} refers to {np}.", "{Term} usually refers to {np}."),
    _made("X denotes", BORROWED, "{Term} denotes {np}.", "{Term} designates {np}."),
    _made("X means N", BORROWED, "{Term} means {np}."),
    _made("X consists of V-ing", PRACTICES, "{Term} consists of {ger}.",
        "{Term} consists in {ger}."),
    _made("X holds that", VIEWS, "{Named} holds that {claim}.", "{Named} says that {claim}.",
        "{Named} states that {claim}."),
    _made("X maintains that", VIEWS, "{Named} maintains that {claim}."),
    _made("X is defined as", THINGS, "{A} is defined as {np}.", "{Terms} are defined as {nps}."),
    _made("is understood as", THINGS, "{A} is best understood as {np}.",
        "{A} may be described as {np}."),
    _made("the X is defined as", MEASURES, "{Named} is defined as {np}."),
    _made("X measures how", MEASURES, "{Named} measures {how}."),
    _made("X occurs when", EVENTS, "{Named} occurs when {when}.", "{Named} happens when {when}.",
        "{Named} arises when {when}."),
    _made("ABC stands for", ABBREVIATIONS, "{term} stands for {long}, {np}.",
        "{term} is short for {long}."),
)  # fmt: skip
NAMINGS = (
    _made("Ns that V are known as Xs", THINGS, "{Nps} are known as {terms}.",
        "{Nps} are called {terms}.", "{Nps} are referred to as {terms}."),
    _made("Ns that V are termed Xs", THINGS, "{Nps} are termed {terms}."),
    _made("A N that V is called a X", THINGS, "{Np} is called {a}.", "{Np} is known as {a}."),
    _made("Those who V are known as Xs", PEOPLE, "Those who {do} are known as {terms}.",
        "People who {do} are called {terms}.", "Anyone who {does} is called {a}."),
    _made("V-ing is known as X", PRACTICES, "{Ger} is known as {term}.",
        "{Ger} is called {term}."),
    _made("The V-ing of is called X", PRACTICES, "{Np} is called {term}.",
        "{Np} goes by the name of {term}."),
    _made("To V is called X", PRACTICES, "To {inf} is called {term}."),
    _made("the measure is called X", MEASURES, "{Np} is called {named}.",
        "{How} is called {named}."),
    _made("the view that is known as X", VIEWS, "The {genus} that {claim} is known as {named}.",
        "The {genus} that {claim} is called {named}."),
    _made("what people call a X", THINGS,
        "{Np} is what the trade calls {a}."),
    _made("V-ing, a practice known as X", PRACTICES,
        "The second chapter is about {ger}, a practice known as {term}.",
        "The trade began by {ger}, a technique that goes by the name of {term}.",
        "The school teaches {ger}, a method called {term}."),
    _made("N that V, known as X", THINGS, "The guide shows {np}, known as {a}.",
        "They paid for {np}, called {a}."),
    _made("which is called the X", MEASURES, "The report lists {np}, which is called {named}."),
    _made("By X is meant", THINGS, "By {a} is meant {np}.", "By {a} we mean {np}."),
    _made("the term X describes", THINGS, "The term {term} describes {np}.",
        "The word {term} stands for {np}.", "The term {term} refers to {np}."),
    _made("the term X, borrowed", BORROWED, "The word {term} means {np}.",
        "The term {term} denotes {np}.", "The expression {term} is used for {np}."),
    _made("use the word X for", THINGS, "The authors use the word {term} for {np}."),
)  # fmt: skip
NEIGHBOURS = (
    _made("N that V. It is called a X", THINGS, "The handbook describes {np}. It is called {a}.",
        "The handbook describes {nps}. These are known as {terms}."),
    _made("V-ing. This is called X", PRACTICES, "The trade lives by {ger}. This is called {term}.",
        "The trade lives by {ger}. We call this {term}."),
    _made("V-ing. The name for this is X", PRACTICES,
        "The trade lives by {ger}. The name for this is {term}.",
        "The trade lives by {ger}. The term for this is {term}."),
    _made("clause. This is known as X", EVENTS, "Sometimes {when}. This is known as {named}.",
        "Sometimes {when}. Experts call this {named}."),
    _made("claim. This view is called X", VIEWS,
        "Some people argue that {claim}. This view is called {named}."),
)  # fmt: skip
ODD = (
    Construction("X is, while Y is", sentences=(
        *_pair("A moraine is a ridge of rubble, while a dune is a ridge of sand piled up by wind.",
               ("moraine", "a ridge of rubble"), ("dune", "a ridge of sand piled up by wind")),
        *_pair("Stalactites hang from the roof of a cave; stalagmites are columns that rise up.",
               ("stalagmites", "columns that rise up")))),
    _own("X, also called Y, is",
        ("Quicklime (also known as burnt lime) is a white powder made by heating limestone.",
         "quicklime", "a white powder made by heating limestone")),
    _own("X is used to",
        ("A burette is used to add a liquid drop by drop in measured amounts.", "burette",
         "add a liquid drop by drop")),
)  # fmt: skip
LATER = (
    _own("adjective means that",
        ("Voidable means that one side is free to cancel the contract.", "voidable",
         "one side is free to cancel the contract"),
        ("Saturated means that no more of the solid will dissolve.", "saturated",
         "no more of the solid will dissolve")),
)  # fmt: skip
CONSTRUCTIONS = LATER + COPULAS + VERBS + NAMINGS + NEIGHBOURS + ODD
