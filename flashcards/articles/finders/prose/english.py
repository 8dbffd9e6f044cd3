"""English: the patterns with which its sentences define a term, and the words they are read by."""

import re

from flashcards.articles.finders.prose.language import Language, Meaning, Pattern, Side
from flashcards.articles.finders.prose.vocabulary import (
    ADVERBS_BEHIND,
    AGENTS,
    BE,
    COMMON_ADJECTIVES,
    COMPARATIVES,
    CONJUNCTIONS,
    DETERMINERS,
    EVALUATIONS,
    FINITE,
    HEDGES,
    LOOSE_ADJECTIVES,
    MODALS,
    NOUNS_IN_EST,
    NOUNS_IN_LY,
    NUMBERS,
    OPENING_ADVERBS,
    PARTICIPLES,
    PERSON_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RESTRICTORS,
    SUPERLATIVES,
    VAGUE_NOUNS,
    VERBS,
    singular,
)
from flashcards.articles.finders.wording import looks_plural


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ADVERBS = (
    r"(?:(?:also|often|usually|generally|commonly|sometimes|simply|essentially|basically|broadly|"
    r"typically|formally|technically|informally|collectively|widely|traditionally|originally|"
    r"frequently|normally|officially|popularly|variously|together|either|then|thus|therefore|now|"
    r"therefore|really|just|nothing more than|nothing but|more|best|better|"
    r"in turn|by definition),?"
    r"\s){0,2}"
)
_NAMED = r"(?:called|termed|known as|known\s(?:among|to|by|in)\s(?:\w+\s){1,3}as|referred to as)"
_IS = ("What is {term}?", "What are {term}?")
_MEANS = "What does “{term}” mean?"
_WAS = ("What was {term}?", "What were {term}?")


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("ADV ", _ADVERBS).replace("NAMED", _NAMED))


PATTERNS = (
    Pattern("by X we mean", _cue(r"\b[Bb]y\s(?=.{2,60}?\s(?:we|I|is|are)\s(?:here\s)?meant?\b)"),
            Side.AFTER, Meaning.WORDS, 0.7, _IS,
            hints=("mean",)),
    Pattern("X is defined as",
            _cue(r"\s(?:is|are|can be|may be|could be)\sADV "
                 r"(?:defined|understood|described)\s(?:as|to be)\s"),
            Side.BEFORE, Meaning.WORDS, 0.68, _IS,
            hints=("defined", "understood", "described")),
    Pattern("X refers to", _cue(r"\s(?!also)ADV refers?\sto\s(?!(?:this|it|these|them)\b)"),
            Side.BEFORE, Meaning.WORDS, 0.7, _IS,
            hints=("refer",), of_word="What does “{term}” refer to?"),
    Pattern("X stands for",
            _cue(r"(?:(?<=[A-Z0-9])|(?<=[A-Z]s)|(?<=[A-Z][\"”)]))"
                 r"\s(?:stands?|is\s(?:short|an abbreviation|an acronym))\sfor\s"),
            Side.BEFORE, Meaning.WORDS, 0.7,
            ("What does {term} stand for?", "What does {term} stand for?"),
            hints=("stand", "short", "abbreviation", "acronym")),
    Pattern("the word X stands for", _cue(r"\sstands?\sfor\s"),
            Side.BEFORE, Meaning.WORDS, 0.6, _IS, announced=True,
            hints=("stand",), of_word="What does “{term}” stand for?"),
    Pattern("X denotes", _cue(r"\sADV (?:denotes?|designates?|signifies)\s"),
            Side.BEFORE, Meaning.WORDS, 0.6, _IS,
            hints=("denote", "designate", "signifies"), of_word=_MEANS),
    Pattern("the term X describes",
            _cue(r"\s(?:describes?|is\sused\sto\s(?:describe|mean|refer\sto))\s"),
            Side.BEFORE, Meaning.WORDS, 0.5, _IS, announced=True,
            hints=("describe", "used to"), of_word=_MEANS),
    Pattern("X means that", _cue(r"\s(?!also)ADV means?\s(?=that\b|[\"“])"),
            Side.BEFORE, Meaning.WORDS, 0.46,
            ("What does {term} mean?", "What do {term} mean?"),
            hints=("mean",), of_word=_MEANS),
    Pattern("X means", _cue(r"\s(?!also)ADV means?\s"), Side.BEFORE, Meaning.WORDS, 0.46, _IS,
            hints=("mean",), of_word=_MEANS),
    Pattern("M is called X",
            _cue(r"\s(?:is|are|was|were|can be|may be)\sADV NAMED\s"
                 r"|\sgo(?:es)?\s(?:by|under)\sthe\sname\s(?:of\s)?"),
            Side.AFTER, Meaning.SUBJECT, 0.6,
            hints=("called", "termed", "known", "referred", "the name")),
    Pattern("M. This is called X",
            _cue(r"\b(?:[Tt]his|[Tt]hese|Such)\s(?:\w+\s){0,2}(?:is|are)\sADV NAMED\s"
                 r"|\b(?:[Ww]e|[Pp]eople|[A-Za-z]\w+s)\s(?:will\s)?(?:call|refer\sto)\s(?:this|these)\s(?:as\s)?"
                 r"(?:(?:kind|type|sort|process|phenomenon|practice|effect|property)\s)?"
                 r"|\b[Tt]he\s(?:\w+['’]?\s){0,2}(?:word|term|name)\sfor\s(?:this|these)\s(?:is|are)\s"),
            Side.AFTER, Meaning.SENTENCE, 0.5,
            hints=("call", "termed", "known", "refer", "for th")),
    Pattern("M. It is called X", _cue(r"\b(?:It|They)\s(?:is|are)\sADV NAMED\s"),
            Side.AFTER, Meaning.SENTENCE, 0.38,
            hints=("called", "termed", "known", "referred")),
    Pattern("the term X for M",
            _cue(r"\suses?\s(?=the\s(?:word|term|name|phrase)\s.{2,60}\sfor\s)"),
            Side.AFTER, Meaning.WORDS, 0.5,
            hints=("the term", "the word", "the name", "the phrase")),
    Pattern("what people call X", _cue(r"(?:\s(?:is|are))?\swhat\s(?:\w+\s){1,3}calls?\s"),
            Side.AFTER, Meaning.SUBJECT, 0.4,
            hints=("what ",)),
    Pattern("X is a",
            _cue(r"\s(?:is|are|was|were|serves\sas|acts\sas)\sADV (?=(?:an?|any|the|one of)\s)"),
            Side.BEFORE, Meaning.KIND, 0.6, _IS, _WAS),
    Pattern("X is when", _cue(r"\s(?:is|are)\s(?:what\shappens\s)?(?:when|where)\s"),
            Side.BEFORE, Meaning.WORDS, 0.4, _IS,
            hints=("when", "where")),
    Pattern("Xs are", _cue(r"\s(?:is|are)\sADV (?=[a-z-]+\s[a-z])"),
            Side.BEFORE, Meaning.KIND, 0.56, _IS),
    Pattern("the name X for M",
            _cue(r"\b(?:give|gave)s?\sthe\sname\s(?:of\s)?(?=[\"“]?\w.{2,60}?\sto\s)"),
            Side.AFTER, Meaning.WORDS, 0.6,
            hints=("the name",)),
    Pattern("somebody defines X as",
            _cue(r"(?<!not)\sdefines?\s(?!it|this|these|them)(?=[^,.;]{2,60}?\sas\s[\"“]?(?:an?|the|any|\w+ing)\s)"),
            Side.AFTER, Meaning.WORDS, 0.6,
            hints=("define",)),
    Pattern("we call M X",
            _cue(r"\b[Ww]e\s(?:will\s)?call\s(?:an?|the)\s[^,.;:]{3,80}?\s(?=an?\s|the\s|[\"“])"),
            Side.AFTER, Meaning.WORDS, 0.5, announced=True,
            hints=("e call", "will call")),
    Pattern("M is its X", _cue(r"\s(?:is|are)\s(?:its|their)\s"),
            Side.AFTER, Meaning.SUBJECT, 0.35,
            hints=(" its ", " their ")),
    Pattern("M is the X", _cue(r"\s(?:is|are)\s(?=(?:an?|the)\s)"),
            Side.AFTER, Meaning.SUBJECT, 0.36, closes=True),
    Pattern("a thing called X", _cue(r",?\s(?:also\s|commonly\s|often\s|or\s)?NAMED\s"),
            Side.AFTER, Meaning.KIND, 0.3,
            hints=("called", "termed", "known", "referred")),
    Pattern("X consists of", _cue(r"\sADV (?:consists?|is composed|are composed|comprises)\s"
                                       r"(?:of\s)?(?!of\s|several|many|various|a number|a series)"),
            Side.BEFORE, Meaning.WORDS, 0.4,
            ("What does {term} consist of?", "What do {term} consist of?"),
            hints=("consist", "composed", "comprise")),
    Pattern("X occurs when", _cue(r"\sADV (?:occurs?|arises?|happens?)\s(?:when|if|whenever)\s"),
            Side.BEFORE, Meaning.WORDS, 0.5,
            ("When does {term} occur?", "When do {term} occur?"),
            hints=("occur", "arise", "happen")),
    Pattern("X states that", _cue(r"\s(?:states?|says|holds?|asserts?|maintains?)\sthat\s"),
            Side.BEFORE, Meaning.WORDS, 0.5,
            ("What does {term} state?", "What do {term} state?"),
            hints=(" that ",)),
    Pattern("X indicates that", _cue(r"\s(?:indicates?|implies|imply)\sthat\s"),
            Side.BEFORE, Meaning.WORDS, 0.5,
            ("What does {term} indicate?", "What do {term} indicate?"),
            hints=("indicate", "impl")),
    Pattern("X measures", _cue(r"\sADV measures?\s(?=(?:how|the|what|whether)\s)"),
            Side.BEFORE, Meaning.WORDS, 0.5,
            ("What does {term} measure?", "What do {term} measure?"),
            hints=("measure",)),
    Pattern("X is used to", _cue(r"\s(?:is|are)\sADV used\s(?:to|for)\s(?!\w+ing\s|ease\s)"),
            Side.BEFORE, Meaning.WORDS, 0.45,
            ("What is {term} used for?", "What are {term} used for?"),
            hints=("used",)),
)  # fmt: skip

_NOUNS_TOO = _words(
    "form forms work works use uses state states show shows need needs lead name names stand hold "
    "run fall rise look call means play keep carry take give set in out"
)
"""Words in the table of verbs that also begin or end terms: "state machine", "use case"."""
_ADJECTIVE_ENDINGS = ("ous", "ful", "less", "able", "ible")
_PARTICIPLE = "ed"
_POINTS_TOO = _words("time point moment end beginning start change idea failure need matter case")
_NOUNS_IN_ED = _words("seed need feed speed reed weed breed bed shed sled")
_JUDGING = (EVALUATIONS - _POINTS_TOO) | _words(
    "role way reason aspect topic popular important key major great good best worst better "
    "first last only main most same perfect nice useful powerful excellent interesting bad typical "
    "classic favourite favorite next focus goal purpose aim total "
    "following latter former lot few result results answer solution very little nothing everything "
    "cause causes "
    "rest opposite equivalent victims primary keynote different similar other chief critical "
    "crucial "
    "vital essential fundamental core heart centre center essence foundation beneficiary ideal "
    "usual incredible amazing wonderful beautiful fantastic remarkable unique "
    "friend lover victim crowd nobody everybody "
    "illusion opponent supporter proponent advocate critic fan "
    "representative"
)

_ORDINALS = _words("second third fourth fifth sixth seventh eighth ninth tenth")

ENGLISH = Language(
    code="en",
    patterns=PATTERNS,
    indefinite=_words("a an any"),
    definite=_words("the"),
    within=_words("of in for to and or the on at with"),
    never=(
        (PRONOUNS | BE | MODALS | HEDGES | ADVERBS_BEHIND | DETERMINERS | PREPOSITIONS)
        | CONJUNCTIONS
        | _words(
            "not no very too all even be been being whatever whoever please done doing etc only"
        )
    )
    - _NOUNS_TOO,
    verbs=VERBS - BE - _NOUNS_TOO,
    owner=re.compile(r"\sof\s(?=(?:an?|the|its|their|one|some|any|each)\s)"),
    not_first=(
        (NUMBERS | OPENING_ADVERBS | LOOSE_ADJECTIVES | COMPARATIVES | SUPERLATIVES)
        | _words(
            "above below following previous next such many most several first second certain "
            "using making doing having being given regarding including based according so-called "
            "present today yesterday chapter section figure table page step example note "
            "mr mrs ms dr sir professor hello dear everyone"
        )
    )
    - _words("first second full general normal common modern late early little local"),
    not_last=COMMON_ADJECTIVES | COMPARATIVES | _words("more less etc used based such much"),
    not_alone=VAGUE_NOUNS
    | EVALUATIONS
    | AGENTS
    | COMMON_ADJECTIVES
    | _words("studies study research survey data lecture essay report paper book"),
    belonging=_words("member fellow friend graduate native resident veteran partner"),
    who=("Who is {term}?", "Who was {term}?"),
    persons=PERSON_NOUNS
    | _words(
        "fellow expert researcher spokesman spokeswoman spokesperson analyst journalist reporter "
        "advisor adviser co-founder cofounder friend member economist student critic chief "
        "master executive manager consultant veteran resident native graduate man woman"
    ),
    judging=_JUDGING,
    opining=_words("matter idea need stroke"),
    ends=_words("first last"),
    counting=_ORDINALS,
    praising=_words("popular important major great typical classic favourite favorite unique"),
    also=_words("also"),
    telling=re.compile(
        r"\b(?:we|us|our|let['’]s|I|my|(?:in\s)?(?:chapter|section|lecture)\s\d+)\b"
    ),
    open_subjects=_words("those any each every all whatever anything people anyone to some how"),
    open_nouns=_words("someone somebody something anyone anything those people persons"),
    pronouns=_words("it they this these he she we you i that there"),
    relatives=_words("which that"),
    narrowing=RESTRICTORS
    | PARTICIPLES
    | (PREPOSITIONS - _words("like as off up down out because"))
    | _words("whereby wherein given intended able capable so including"),
    finite=FINITE | BE,
    opening=re.compile(
        r"(?:(?:However|Thus|Therefore|Hence|So|But|And|Also|Then|Now|Moreover|Furthermore|Similarly|"
        r"Likewise|Finally|First|Second|Third|Firstly|Secondly|For example|For instance|In short|"
        r"In other words|In contrast|By contrast|On the other hand|Conversely|Meanwhile|Indeed|"
        r"Of course|Again|Additionally|In addition|Generally|Basically|Essentially|Simply put|"
        r"Put simply|Quite simply|Formally|Informally|More formally|Strictly speaking|Here|"
        r"Specifically|In particular|In fact|Recall|That is|To put it simply|Roughly speaking|"
        r"In general|Instead|Nevertheless|By definition|Next|Since then|As such),?\s"
        r"|(?:(?:Recall|Remember|Note|Notice)|(?:We|You) (?:saw|know|have seen)[^,]{0,30}"
        r"|It (?:helps|is important|is useful) to (?:know|remember|note)|[Tt]he \w+ explains)"
        r"\s?,?\sthat\s"
        r"|(?:As (?:mentioned|noted|discussed|described)|Although|Though|While|Whereas|In this|"
        r"In these|For the purposes? of this|Throughout this|In the present)\s?[^,]{2,80},\s"
        r"|(?:whereas|while|whilst|but|and)\s)"
    ),
    setting=re.compile(
        r"(?:In|At|For|Within|Under|On|From|With|Among|To|Unlike|Like)\s[^,.;:]{2,60},\s"
    ),
    naming=re.compile(
        r"(?:[Tt]he|[Aa])\s(?:term|word|phrase|expression|acronym|abbreviation)s?\s"
        r"|[Tt]o\s(?=[\"“])"
    ),
    alias=re.compile(
        r"\s?\((?:(?:also|or|sometimes|often|commonly|abbreviated|known|called|short|as|for|the|an?|"
        r"aka|i\.e\.)[\s,:]+){0,4}(?P<name>[^()]{1,50})\)"
        r"|,\s(?:(?:or|also|sometimes|often|commonly|more|abbreviated|formerly)\s){1,3}"
        r"(?:(?:known|referred to|called|termed|written|shortened|abbreviated)\s)?(?:as\s|to\s)?"
        r"(?:(?:the|an?)\s)?(?P<other>[^,()]{1,50}),?(?=\s|$)"
    ),
    aside=re.compile(
        r",\s(?:however|then|by contrast|in contrast|in turn|therefore|"
        r"on the other hand|in this \w+|by the way|\w+ed by [^,]{2,40}|"
        r"at least[^,]{0,30}|which[^,]{3,60}|"
        r"as (?:the|its) name (?:suggests|implies)|as it is called|in general|in short),"
    ),
    pointing=re.compile(
        r"\b(?:[Tt]his|[Tt]hese|[Ss]uch(?!\sas\b)|[Ss]imilar|[Oo]therwise|[Ff]ormer|[Ll]atter|our|above|below|earlier|"
        r"previous|previously|here|those(?! (?:who|that|which|of|in))|aforementioned|following)\b"
    ),
    goes_on=re.compile(
        r"(?:and\s|but\s)?(?:it|they|its|their|this|that|these|so|which|because|since|as|one)\b"
    ),
    longer=re.compile(r"[\"”*]?\s(?:to\s\w+|and\s\w+(?:\s\w+)?[.,;:)])"),
    doubt=re.compile(
        r"\b(?:not|never|no longer|nor|neither|hardly|n['’]t|instead of|rather than|without being|"
        r"would|should|might|if|unless|whether|suppose|imagine|as if|as though|supposedly|I|my|he|"
        r"she|his|her|you|your|perhaps|maybe|probably|so-called)\b|n['’]t\b"
    ),
    is_noun=lambda word: _may_be_noun(word.lower()),
    is_plural=lambda term: looks_plural(term.lower()),
    singular=singular,
    of=_words("of"),
    behind_comma=_words("which whose where"),
    participles=("ed", "ing"),
    superlative="est",
    plural_verbs=re.compile(
        r"\b(?:are|were|refer|mean|denote|designate|consist|comprise|occur|arise|happen|state|say|"
        r"hold|assert|measure|stand)\b"
    ),
    past_verbs=re.compile(r"\b(?:was|were)\b"),
    singular_verbs=re.compile(r"\b(?:is|was|signifies|\w{2,}s)\b"),
)


def _may_be_noun(word: str) -> bool:
    """Tell by its ending whether a small word may be a noun."""
    if word.endswith("ly"):
        return word in NOUNS_IN_LY
    if word.endswith("est"):
        return word in NOUNS_IN_EST
    if word.endswith(_PARTICIPLE):
        return word in _NOUNS_IN_ED or len(word) < 5
    return not word.endswith(_ADJECTIVE_ENDINGS)
