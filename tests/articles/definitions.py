"""Ways to define a term in English, and terms with their definitions to fill them with.

A template is a sentence (or two) with places for the parts of a filler. ``{term}`` and ``{terms}``
are the term in the singular and the plural, ``{a}`` the term with its indefinite article,
``{named}`` the term with the article it has in a sentence, if any; a capital letter
(``{Term}``) starts a sentence. Everything else is a part of the definition.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Filler:
    """A term and the parts of its definition."""

    term: str
    key: str
    """Words of the definition that the back of the card must hold."""
    article: str = ""
    plural: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    """Further terms that a sentence with this one defines."""

    def fields(self, mark: str = "{}") -> dict[str, str]:
        """Return every part by the name it has in templates, the term set in ``mark``."""
        lower = {"term": mark.format(self.term), "terms": mark.format(self.plural)}
        lower["named"] = f"{self.article} {lower['term']}" if self.article else lower["term"]
        lower["a"] = lower["named"]
        start = {
            "Term": mark.format(_capital(self.term)),
            "Terms": mark.format(_capital(self.plural)),
        }
        start["Named"] = _capital(lower["named"]) if self.article else start["Term"]
        start["A"] = start["Named"]
        upper = {_capital(name): _capital(part) for name, part in self.parts.items()}
        return {**self.parts, **upper, **lower, **start}


@dataclass(frozen=True)
class Sample:
    """A sentence that defines something, and what a card of it must hold."""

    text: str
    term: str
    key: str
    others: tuple[str, ...] = ()
    """Further terms that the sentence defines."""


@dataclass(frozen=True)
class Construction:
    """A way to define a term: templates with their fillers, and sentences of its own."""

    name: str
    fillers: tuple[Filler, ...] = ()
    templates: tuple[str, ...] = ()
    sentences: tuple[Sample, ...] = ()

    def samples(self, mark: str = "{}") -> Iterator[Sample]:
        """Yield every sentence; those of one's own only without a mark."""
        for template in self.templates:
            plural = "{terms}" in template or "{Terms}" in template
            for filler in self.fillers:
                yield Sample(
                    template.format(**filler.fields(mark)),
                    filler.plural if plural else filler.term,
                    filler.key,
                    filler.others,
                )
        if mark == "{}":
            yield from self.sentences


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _thing(
    term: str, article: str, plural: str, kinds: str, does: str, do: str, doing: str, key: str
) -> Filler:
    kind, many = kinds.split("/")
    first = "an" if kind[0] in "aeiou" else "a"
    parts = {"kind": kind, "kinds": many, "does": does, "do": do, "doing": doing}
    parts |= {
        "np": f"{first} {kind} that {does}",
        "nps": f"{many} that {do}",
        "one": f"{first} {kind}",
    }
    return Filler(term, key, article, plural, parts)


THINGS = (
    _thing(
        "tiltmeter", "a", "tiltmeters", "instrument/instruments",
        "records how far a slope leans", "record how far a slope leans",
        "recording how far a slope leans", "how far a slope leans",
    ),
    _thing(
        "check valve", "a", "check valves", "fitting/fittings",
        "lets water through in one direction only", "let water through in one direction only",
        "letting water through in one direction only", "in one direction only",
    ),
    _thing(
        "bridging loan", "a", "bridging loans", "credit/credits",
        "covers the weeks between buying one house and selling another",
        "cover the weeks between buying one house and selling another",
        "covering the weeks between buying one house and selling another",
        "between buying one house and selling another",
    ),
    _thing(
        "pioneer plant", "a", "pioneer plants", "species/species",
        "settles on bare ground before any other", "settle on bare ground before any other",
        "settling on bare ground before any other", "on bare ground before any other",
    ),
    _thing(
        "heat exchanger", "a", "heat exchangers", "device/devices",
        "passes warmth from one fluid to another", "pass warmth from one fluid to another",
        "passing warmth from one fluid to another", "warmth from one fluid to another",
    ),
    _thing(
        "offprint", "an", "offprints", "booklet/booklets",
        "holds a single article of a journal", "hold a single article of a journal",
        "holding a single article of a journal", "a single article of a journal",
    ),
)  # fmt: skip
DEVICES = tuple(t for t in THINGS if t.term in ("tiltmeter", "check valve", "heat exchanger"))


def _practice(term: str, of: str, ger: str, inf: str, key: str) -> Filler:
    return Filler(term, key, parts={"of": of, "np": f"the {of}", "ger": ger, "inf": inf})


PRACTICES = (
    _practice(
        "tempering", "slow cooling of melted chocolate until it sets with a shine",
        "cooling melted chocolate slowly until it sets with a shine",
        "cool melted chocolate slowly until it sets with a shine", "until it sets with a shine",
    ),
    _practice(
        "crop rotation", "growing of a different plant on one field each year",
        "growing a different plant on one field each year",
        "grow a different plant on one field each year", "on one field each year",
    ),
    _practice(
        "short selling", "sale of borrowed shares in the hope of buying them back for less",
        "selling borrowed shares in the hope of buying them back for less",
        "sell borrowed shares in the hope of buying them back for less",
        "in the hope of buying them back for less",
    ),
    _practice(
        "grafting", "joining of a shoot to the root of another plant",
        "joining a shoot to the root of another plant",
        "join a shoot to the root of another plant", "to the root of another plant",
    ),
    _practice(
        "triangulation", "working out of a distance from two measured angles",
        "working out a distance from two measured angles",
        "work out a distance from two measured angles", "from two measured angles",
    ),
)  # fmt: skip


def _view(term: str, article: str, genus: str, claim: str) -> Filler:
    return Filler(term, claim, article, parts={"genus": genus, "claim": claim})


VIEWS = (
    _view("fallibilism", "", "view", "no belief is ever beyond doubt"),
    _view(
        "precautionary principle", "the", "rule",
        "a product must be shown to be harmless before it is sold",
    ),
    _view("exhaustion doctrine", "the", "rule", "a maker has no say over a copy once it is sold"),
    _view("linguistic relativity", "", "idea", "the language we speak steers what we notice"),
    _view("uniformitarianism", "", "idea", "the land was always shaped by the forces of today"),
)  # fmt: skip


def _measure(term: str, article: str, np: str, how: str, key: str) -> Filler:
    return Filler(term, key, article, parts={"np": np, "how": how})


MEASURES = (
    _measure(
        "albedo", "", "the share of sunlight that a surface sends back",
        "how much of the sunlight a surface sends back", "a surface sends back",
    ),
    _measure(
        "bounce rate", "the", "the share of visitors who leave after a single page",
        "how many visitors leave after a single page", "leave after a single page",
    ),
    _measure(
        "turnover ratio", "the", "the number of times a year that the stock is sold and replaced",
        "how often a year the stock is sold and replaced", "the stock is sold and replaced",
    ),
    _measure(
        "turbidity", "", "the cloudiness that fine grains give to water",
        "how cloudy the water is when fine grains float in it", "fine grains",
    ),
    _measure(
        "dew point", "the", "the temperature at which the air can hold no more moisture",
        "how cool the air is when it can hold no more moisture", "can hold no more moisture",
    ),
)  # fmt: skip


def _event(term: str, article: str, genus: str, when: str) -> Filler:
    return Filler(term, when, article, parts={"genus": genus, "when": when})


EVENTS = (
    _event("thermal runaway", "", "a chain reaction", "a cell heats up faster than it cools"),
    _event("inversion", "an", "a layering", "warm air lies on top of cold air"),
    _event("deadlock", "a", "a standstill", "two programs each wait for the other to let go"),
    _event("moral hazard", "", "a situation", "the insured take risks because somebody else pays"),
    _event("demurrage", "", "a state of affairs", "a ship is held in port longer than agreed"),
)  # fmt: skip


def _shortened(term: str, abbr: str, np: str) -> Filler:
    return Filler(term, np, "the", parts={"abbr": abbr, "np": np})


SHORTENED = (
    _shortened("coefficient of performance", "COP", "the heat gained for each unit of power used"),
    _shortened("basal metabolic rate", "BMR", "the energy a body uses at complete rest"),
    _shortened("limit of detection", "LOD", "the smallest amount that a test can tell from none"),
    _shortened("net present value", "NPV", "the worth today of all that a project will earn"),
)
ABBREVIATIONS = tuple(
    Filler(
        filler.parts["abbr"],
        filler.term,
        parts={"long": filler.term, "np": filler.parts["np"]},
        others=(filler.term,),
    )
    for filler in SHORTENED
)


def _borrowed(term: str, np: str) -> Filler:
    return Filler(term, np, parts={"np": np})


BORROWED = (
    _borrowed("hygge", "the warmth of an evening shared indoors"),
    _borrowed("verglas", "a thin glaze of ice on bare rock"),
    _borrowed("komorebi", "the light that falls through leaves"),
    _borrowed("bricolage", "the making of new things from whatever is at hand"),
    _borrowed("mise en place", "the laying out of all ingredients before any cooking begins"),
)


def _people(term: str, genus: str, does: str, do: str, key: str) -> Filler:
    first = "an" if term[0] in "aeiou" else "a"
    parts = {"does": does, "do": do, "np": f"a {genus} who {does}", "nps": f"{genus}s who {do}"}
    return Filler(term, key, first, term + "s", parts | {"genus": genus})


PEOPLE = (
    _people(
        "early adopter", "customer", "buys a new product before most others know of it",
        "buy a new product before most others know of it", "before most others know of it",
    ),
    _people(
        "lurker", "reader", "follows a forum without ever posting in it",
        "follow a forum without ever posting in it", "without ever posting in it",
    ),
    _people(
        "free rider", "traveller", "uses a service without paying for a share of it",
        "use a service without paying for a share of it", "without paying for a share of it",
    ),
    _people(
        "swing voter", "voter", "changes parties from one election to the next",
        "change parties from one election to the next", "from one election to the next",
    ),
    _people(
        "sworn translator", "translator", "vouches for a rendering before a court",
        "vouch for a rendering before a court", "for a rendering before a court",
    ),
)  # fmt: skip
