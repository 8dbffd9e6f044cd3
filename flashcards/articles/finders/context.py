"""Says behind a question or a gap what it is about, where its own words do not tell.

"What is a peak?" can be answered by who reads the page; months later it cannot, so the subject of
the article stands behind it in brackets: "What is a peak? (Insulin on Board Calculations)".
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.vocabulary import (
    names_aside,
    names_faq,
    names_glossary,
    singular,
)
from flashcards.articles.finders.rendering import escaped
from flashcards.articles.finders.structure import Article
from flashcards.articles.finders.wording import asks, key, what_is
from flashcards.model.clozes import rewritten


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHORTEST, _LONGEST = 4, 60
"""Characters of a subject; what is longer is a sentence."""
_ON_BOTH_SIDES = 40
"""Characters up to which a title with a colon stays whole."""
_ENOUGH = {CandidateKind.LIST: 2, CandidateKind.CHOICE: 3, CandidateKind.FAQ: 3}
"""Content words that tell what a question or a lead-in is about, whatever the article is."""
_ENOUGH_OF_TERM, _ENOUGH_AROUND_GAPS = 5, 3
_FEWEST_USES, _FEWEST_PER_MILLE, _TIMES_THE_NEXT = 8, 5, 2
"""How often an article uses the name that it is about, and how much oftener than other names."""
_ALL_ABOUT_PER_MILLE, _ALL_ABOUT_TIMES = 10, 4
"""The same of a name that tells more than a title without it."""
_SHARED_STEM = 5
"""Letters that two forms of one word begin with: "index", "indexing"."""
_STOPPED = re.compile(r"[.!?»]\s|[_/\\{}<>#]|https?:|^\W*$|\d{4,}\W?$")
"""Signs of a sentence, of a file's name or of broken text."""
_SITE = re.compile(r"\s[|–—-]\s")
_NUMBER = re.compile(
    r"(?:(?:chapter|lecture|part|lesson|unit|module|section|appendix|kapitel|teil|chapitre|"
    r"capítulo|tema)\s\w{1,5}|[IVXL]+|\d{1,3}(?:\.\d{1,3}){0,3})\s?[.:)–—-]\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_WHAT_IS = re.compile(
    r"(?:what(?:\sis|\sare|['’]s)|was\s(?:ist|sind)|qu['’]est-ce\squ(?:e\s|['’])|"
    r"¿?qué\s(?:es|son))\s+(?P<subject>[^?,]{2,50}?)"
    r"(?:\s(?:and|und|et|y)\s(?:why|how|what|warum|wie|pourquoi|comment|por|cómo)\b[^?]*)?\s?\?",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"(?:(?:an?\s|the\s|[\w’']+\s){0,4}?(?:introduction|intro|guide|primer|beginner['’]s\sguide)"
    r"\s(?:to|for|on)(?:\s(?:the|an?|understanding))?"
    r"|understanding|(?:all\s)?about|(?:the\s)?basics\sof|(?:an?\s)?overview\sof"
    r"|(?:the\s)?\d+\s(?:[\w-]+\s){0,3}(?:ways|tips|things|reasons|steps|facts|rules)"
    r"\s(?:to|about|on|of|for)"
    r"|glossary\sof(?:\skey)?(?:\sterms)?(?:\sin)?"
    r"|einführung\sin(?:\sdie|\sden|\sdas)?|grundlagen\s(?:der|des|von)|einblick\sin(?:\sdie)?"
    r"|introduction\s(?:à\sla|à\sl['’]|aux?|à)|guide\s(?:de\sla|de\sl['’]|des?|du)"
    r"|introducción\s(?:a\slas?|a\slos|al|a)|acerca\s(?:de\slas?|de\slos|del|de)"
    r"|guía\s(?:de\slas?|de\slos|del|de))\s+",
    re.IGNORECASE,
)
"""How titles begin before they come to their subject."""
_HOW_TO = re.compile(r"(?:how\sto\s)?\w+\s(?:an?|the|your)\s(?=\w)", re.IGNORECASE)
"""What somebody learns to do with it: "How to grow a", "Measure your"."""
_KIND_OF_TEXT = re.compile(
    r"\s(?:cheat\s?sheets?|glossary|faqs?|quiz|tutorial|study\snotes?|study\sguide|"
    r"quick\sreference|glossar|glosario|glossaire)\b.{0,30}$",
    re.IGNORECASE,
)
_NO_SUBJECT = re.compile(
    r"(?:untitled|index|home|readme|document\d*|contents|introduction|intro|overview|summary|"
    r"conclusions?|appendix|preface|foreword|abstract|background|definitions?|basics|notes?|"
    r"examples?|details|general(?:\sinformation)?|terminology|terms|words|vocabulary|key\sterms|concepts|"
    r"(?:suggested\s)?(?:answers?|solutions?)|questions?(?:\sand\sanswers)?|quiz|exercises?|"
    r"(?:first,?\s)?some\sdefinitions|configuration|usage|features|options|types|purposes?|quick|"
    r"implementation|(?:additional|further|more)\sinformation|method(?:s|ology)?|results|"
    r"einleitung|einführung|grundlagen|definition(?:en)?|begriffe|überblick|zusammenfassung|"
    r"anhang|fazit|introducción|conclusión|conclusiones|definiciones|ejemplos|résumé|"
    r"définitions?|exemples?|annexe)\W*",
    re.IGNORECASE,
)
"""Titles of parts that any text may have."""
_STEP_BY_STEP = re.compile(r",?\sstep[\s-]by[\s-]step\b.*$", re.IGNORECASE)
_OPENS_POINTING = re.compile(
    r"(?:this|these|here|my|our|we|dies\w{1,2}|ce|cette|este|esta)\b", re.I
)
_UNDER = " – "
"""Stands between a heading and the lead-in of a list under it."""
_PART = re.compile(r"chapter|section|figure|table|part|example|note|step|appendix", re.IGNORECASE)
_ADJECTIVE = ("ian", "ean", "ish", "ese")
_WORD = re.compile(r"\w+")
_USED_NAME = re.compile(r"(?<=[a-z,;'\"“„(*`’] )[A-Z]\w+")
_NAMES = re.compile(r"(?<=[\w,;'\"“„(*`]\s)[*_`\"“„(]{0,2}(?:[A-Z]{2,}|[A-Z]\w*[A-Z0-9]|[A-Z]\w+)")
_SHORT_FORM = re.compile(r"\b(?:[A-Z]{2,}|\w+[A-Z]|[A-Z]+\d)\w*|\w\.\w|\w[(_#]\w?")
_POINTS = re.compile(
    r"\b(?:this|these|those|here|i|my|we|our|us|you|your|he|she|they|their|it|its|such|"
    r"dies\w{0,2}|hier|ich|wir|unser\w*|es|ce|cette|ces|ici|je|nous|notre|nos|vous|votre|"
    r"est[aeo]s?|aquí|nosotros|nuestr[ao]s?)\b",
    re.IGNORECASE,
)
"""Words that mean something else on another page."""
_EMPTY = _words(
    "the a an of to in on at by for from with and or as is are was were be been do does did can "
    "could should would will may might must have has had what which who whom whose how why when "
    "where that this these those it its there here not no any some all each every other one two "
    "three four five following several different kind type part consist include called known "
    "mean stand used use explain name term define definition refer say get make "
    "was ist sind war wer wie warum wann wo der die das den dem des ein eine einen einer eines "
    "und oder von mit für auf zu im beschreibt bezeichnet versteht man unter heißt "
    "que qu est sont ce quoi qui quel quelle quels quelles comment pourquoi où quand le la les "
    "un une du de et ou pour appelle t on dans par se "
    "qué cuál cuáles quién cómo cuándo dónde es son el los las una unos unas del y o se llama "
    "en por con para al lo su"
)
_WHAT_MEANS = re.compile(r"What does “(?P<word>.*)” mean\?")
_CONTEXT_BEHIND = re.compile(r"(?<=[?？.!*`\w}]) \((?P<subject>[^()\n]{4,90})\)(?=\s*$|\n\n|:\n)")


def with_context(article: Article, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates, each with the article's subject where its words do not tell it.

    The subject is that of the title, else of the nearest heading that has one, else the name the
    article uses most. Linear in the text and in the number of candidates.
    """
    title = subject_of(article.document.title)
    name = _name_used_most(article, title)
    known: dict[tuple[str, ...], str] = {}
    worded = []
    for each in candidates:
        if each.heading not in known:
            headings = (subject_of(heading) for heading in reversed(each.heading))
            known[each.heading] = next(filter(None, (title, *headings)), "")
        worded.append(_worded(article, each, name or known[each.heading]))
    return worded


def without_context(front: str) -> str:
    """Return a question or a text with gaps without the subject that stands behind it."""
    return _CONTEXT_BEHIND.sub("", front, count=1)


def context_of(front: str) -> str:
    """Return what stands in brackets behind a question or a text with gaps, or ""."""
    found = _CONTEXT_BEHIND.search(front)
    return found["subject"] if found else ""


def plain_question(front: str) -> str:
    """Return a question in the form that it always had: "What is X?", without its context."""
    bare = without_context(front)
    meant = _WHAT_MEANS.fullmatch(bare)
    return what_is(meant["word"]) if meant else bare


def subject_of(title: str) -> str:
    """Return what a title says an article is about, or "": "Rust" of "What is Rust?"."""
    title = " ".join(title.split()).strip(" *:")
    asked = _WHAT_IS.match(title)
    if asked:
        title = asked["subject"]
    title = _NUMBER.sub("", title, count=1) if _NUMBER.match(title) else title
    title = _SITE.split(title, maxsplit=1)[0]
    title = _BRACKETS.sub("", title)
    title = _STEP_BY_STEP.sub("", _KIND_OF_TEXT.sub("", title))
    announced = _ANNOUNCES.match(title)
    title = title[announced.end() :] if announced else title
    done = _HOW_TO.match(title) if announced or title.lower().startswith("how to") else None
    title = title[done.end() :] if done else title
    first, _, rest = title.partition(": ")
    title = first if rest and len(title) > _ON_BOTH_SIDES else title
    title = title.strip(" *:,;–—-")
    return title if _is_subject(title) else ""


def _is_subject(title: str) -> bool:
    return (
        _SHORTEST <= len(title) <= _LONGEST
        and not _STOPPED.search(title)
        and not _NO_SUBJECT.fullmatch(title)
        and not _OPENS_POINTING.match(title)
        and not asks(title)
        and not (names_glossary(title) or names_faq(title) or names_aside(title))
    )


def _name_used_most(article: Article, title: str) -> str:
    """Return the name an article is all about, where its title says less; "" if none is."""
    words = len(_WORD.findall(article.text))
    used = Counter(found[0] for found in _USED_NAME.finditer(article.text))
    (name, uses), (_, others) = (*used.most_common(2), ("", 0), ("", 0))[:2]
    if _PART.fullmatch(name) or 3 * uses < article.uses[singular(name.lower())]:
        return ""
    least = _ALL_ABOUT_PER_MILLE if title else _FEWEST_PER_MILLE
    times = _ALL_ABOUT_TIMES if title else _TIMES_THE_NEXT
    enough = uses >= max(_FEWEST_USES, times * others) and uses * 1000 >= least * words
    return name if enough and not name.endswith(_ADJECTIVE) and name not in title else ""


def _worded(article: Article, candidate: Candidate, subject: str) -> Candidate:
    """Return a candidate with the subject behind what it asks, unless its words tell already."""
    text = candidate.cloze or candidate.front
    asked, context = _parts(text)
    if candidate.kind is CandidateKind.FAQ and subject_of(context) in ("", subject):
        text, context = asked, ""  # "FAQ" over a question says nothing, the title no more
    if not subject or context or _tells(article, candidate, asked):
        return candidate
    if _shares(subject, rewritten(asked, lambda _, inside: inside)):
        return candidate
    worded = _with_behind(text, f" ({escaped(subject)})")
    if candidate.cloze:
        return replace(candidate, cloze=worded)
    return replace(candidate, front=worded)


def _parts(text: str) -> tuple[str, str]:
    """Return what asks, and what stands below it and says where in the article that is."""
    asked, _, rest = text.partition("\n\n")
    return asked, rest[2:] if rest.startswith("> ") else ""


def _with_behind(text: str, behind: str) -> str:
    asked, gap, rest = text.partition("\n\n")
    if asked.endswith((":", "：")):
        return f"{asked[:-1]}{behind}{asked[-1]}{gap}{rest}"
    return f"{asked.rstrip()}{behind}{gap}{rest}"


def _tells(article: Article, candidate: Candidate, asked: str) -> bool:
    """Tell whether a question or a sentence with gaps can be understood on any page."""
    if candidate.kind is CandidateKind.STATEMENT:
        return False
    if candidate.kind is CandidateKind.CONTRAST or "stand for" in asked or _UNDER in asked:
        return True
    shown = rewritten(asked, lambda *_: " ") if candidate.cloze else asked
    if _NAMES.search(shown) and not _is_common(article, shown):
        return True
    if candidate.kind is CandidateKind.FAQ and _POINTS.search(shown):
        return False
    around = _ENOUGH_AROUND_GAPS if candidate.cloze else _ENOUGH_OF_TERM
    enough = _ENOUGH.get(candidate.kind, around)
    return _SHORT_FORM.search(shown) is not None or len(list(_content(shown))) >= enough


def _is_common(article: Article, text: str) -> bool:
    """Tell whether all words with a capital are words that the article also writes small."""
    if article.language == "de":
        return not _SHORT_FORM.search(text)
    capitals = [word for word in _WORD.findall(text)[1:] if word[:1].isupper()]
    return all(
        word.lower() in article.lower_words or not (word in article.names or word[1:].isupper())
        for word in capitals
    )


def _content(text: str) -> Iterator[str]:
    """Yield the words of a text that say something, small and without their plural ending."""
    for word in _WORD.findall(text):
        lower = word.lower()
        if lower not in _EMPTY and key(lower) not in _EMPTY:
            yield key(word)


def _shares(subject: str, text: str) -> bool:
    """Tell whether a text has a word of the subject, in whatever form."""
    own, said = set(_content(subject)), set(_content(text))
    if own & said:
        return True
    return any(
        one[:_SHARED_STEM] == other[:_SHARED_STEM]
        for one in own
        for other in said
        if min(len(one), len(other)) >= _SHARED_STEM
    )
