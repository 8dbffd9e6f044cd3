"""What the reading of sentences has to know of a language: its patterns and its small words."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Side(Enum):
    """On which side of a pattern's cue the term stands; what it means stands on the other."""

    BEFORE = "before"
    AFTER = "after"


class Meaning(Enum):
    """What must stand on the other side of the cue."""

    KIND = "kind"
    """A noun that says what kind of thing it is, narrowed down: "a tool that cuts wood"."""
    WORDS = "words"
    """Any words that go on long enough."""
    SUBJECT = "subject"
    """Before the cue: a subject that says by itself what is named; no pronoun."""
    SENTENCE = "sentence"
    """Before the cue: only "This", which the sentence before explains."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which sentences define a term."""

    name: str
    cue: re.Pattern[str]
    """The words between a term and its meaning."""
    term: Side
    meaning: Meaning
    confidence: float
    """The share of such cards that a careful reader keeps, before the term is looked at."""
    question: tuple[str, str] = ("", "")
    """Asks for one thing and for several, with ``{term}``; a cloze is made where it is empty."""
    past: tuple[str, str] = ("", "")
    """The same for what was; empty where the pattern knows no past."""
    closes: bool = False
    """Whether nothing may stand behind the term in its clause."""
    hints: tuple[str, ...] = ()
    """Letters of which a clause with the cue holds some; the others are spared the search."""
    announced: bool = False
    """Whether the term must be announced: in quotation marks, or as "the term"."""


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of one language. All words are in small letters."""

    code: str
    """Of ISO 639: "en"."""
    patterns: tuple[Pattern, ...]
    """Tried in this order; the first that fits a clause is taken."""
    indefinite: frozenset[str]
    definite: frozenset[str]
    within: frozenset[str]
    """Words that may stand inside a term, though not at its edges: "of"."""
    never: frozenset[str]
    """Words that stand in no term: pronouns, conjunctions, adverbs."""
    verbs: frozenset[str]
    """Verbs, which stand in a term only right behind its article: "the mean"."""
    owner: re.Pattern[str]
    """What parts a term from the thing it is of: "the half-life" "of an isotope"."""
    not_first: frozenset[str]
    """Words with which no term begins: numbers, "good", "such"."""
    not_last: frozenset[str]
    not_alone: frozenset[str]
    """Nouns and adjectives that are a term only with another word: "process", "important"."""
    persons: frozenset[str]
    """Nouns for what somebody is by trade, by which a name is known as a person's."""
    who: tuple[str, str]
    """Asks who somebody is, and was."""
    judging: frozenset[str]
    """Words behind "is a" with which a sentence judges and does not define: "good", "reason"."""
    open_subjects: frozenset[str]
    """Words that may open the subject of "... is called X" and yet say what it is: "those"."""
    open_nouns: frozenset[str]
    """Words that stand for a noun before a clause: "someone", "those"."""
    pronouns: frozenset[str]
    relatives: frozenset[str]
    """Words behind which what is called something stands before them: "which"."""
    opining: frozenset[str]
    """Those that judge only behind an indefinite article: "a matter of taste"."""
    narrowing: frozenset[str]
    """Words that narrow down a noun: "that", "of"."""
    finite: frozenset[str]
    """Verbs that show that a new clause has begun."""
    opening: re.Pattern[str]
    """Words before a subject that tie a sentence to the one before it; they are left out."""
    setting: re.Pattern[str]
    """Words before a subject that say where something holds: "In chemistry,"; they stay."""
    naming: re.Pattern[str]
    """Words that announce a term and do not belong to it: "the term"."""
    alias: re.Pattern[str]
    """An aside behind a term that gives another name, in the group ``name``."""
    aside: re.Pattern[str]
    """Any other aside between a term and its cue."""
    pointing: re.Pattern[str]
    """Words that point out of the sentence: "this", "he", "above"."""
    goes_on: re.Pattern[str]
    """How a clause begins that goes on about the term of the one before: "it", "so"."""
    continues: re.Pattern[str]
    """How a sentence begins that says more of the term of the one before it."""
    repeats: re.Pattern[str]
    """How a sentence begins that takes up the last noun of the one before, in group 1."""
    longer: re.Pattern[str]
    """What behind a term shows that it was cut too short: "the duty" "to mitigate"."""
    doubt: re.Pattern[str]
    """Words around a cue that deny or suppose what it says: "not", "instead of", "if"."""
    is_noun: Callable[[str], bool]
    """Tells of a word by its ending whether it may be a noun."""
    is_plural: Callable[[str], bool]
    """Tells it of a term, where the verb does not."""
    plural_verbs: re.Pattern[str]
    singular_verbs: re.Pattern[str]
    past_verbs: re.Pattern[str]
    """Verbs of cues that tell how many things a term names, and when."""
