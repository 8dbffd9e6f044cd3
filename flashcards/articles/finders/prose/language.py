"""What the reading of sentences has to know of a language: its patterns and its small words."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from flashcards.articles.finders.prose.splitting import Word, words_in


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
    of_word: str = ""
    """Asks for a word that is spoken of: "the term X"; else as for any other."""
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
    belonging: frozenset[str]
    """Nouns that only say where somebody, or a company, belongs: "a member of"."""
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
    singular: Callable[[str], str]
    """Returns a word without its plural ending, by which the uses of a term are counted."""
    of: frozenset[str]
    """Those of ``within`` that may stand in a term which nothing sets apart."""
    behind_comma: frozenset[str]
    """Words behind a comma that narrow the noun before it: ", which"."""
    counting: frozenset[str] = frozenset()
    """Words behind "is a" that count a thing among others told before: "third"."""
    ends: frozenset[str] = frozenset()
    """Words for the ends of a thing, which judge unless it is any thing: "the last line of a"."""
    praising: frozenset[str] = frozenset()
    """Adjectives that judge, but leave the noun behind them as it is: "a popular dish"."""
    also: frozenset[str] = frozenset()
    """Adverbs at a cue that add to what was said before: "is also used to"."""
    telling: re.Pattern[str] = re.compile(r"(?!)")
    """Words with which an author leads readers on: "let us", "we saw"."""
    participles: tuple[str, ...] = ()
    """Endings of words that narrow the noun before them: "made", "being"."""
    superlative: str = ""
    """The ending of an adjective with which a sentence judges: "smallest"."""
    longest: int = 4
    """Words of a term that nothing sets apart."""
    capital_nouns: bool = False
    """Whether nouns are written with a capital, and a comma stands before every relative."""
    noun_first: bool = False
    """Whether adjectives follow their noun."""
    definite_for_all: bool = False
    """Whether "the" also stands before what is meant in general: "la inflation"."""
    elided: frozenset[str] = frozenset()
    """Words that lean on the next one with an apostrophe: "l’"."""
    contractions: tuple[tuple[str, str], ...] = field(default=())
    """Regular expressions for words of a question that melt together: "que un" is "qu’un"."""

    def words(self, text: str, start: int, end: int) -> list[Word]:
        """Return the words and signs of a stretch, with elided words on their own."""
        words = words_in(text, start, end)
        if not self.elided:
            return words
        return [part for word in words for part in self._parts(word)]

    def _parts(self, word: Word) -> list[Word]:
        at = max(word.text.find("’"), word.text.find("'")) + 1
        first = word.lower[:at].replace("'", "’")
        if first not in self.elided:
            return [word]
        rest = Word(word.text[at:], word.lower[at:], word.start + at, word.end, True)
        return [Word(word.text[:at], first, word.start, word.start + at, True), *self._parts(rest)]

    def asked(self, frame: str, determiner: str, term: str) -> str:
        """Return the question that asks for a term."""
        space = "" if not determiner or determiner.endswith("’") else " "
        question = frame.format(term=f"{determiner}{space}{term}")
        for pattern, short in self.contractions:
            question = re.sub(pattern, short, question)
        return question
