"""Says how much of an answer a card asks for, and which questions stand on their own."""

import re
from collections import Counter
from collections.abc import Iterator

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.splitting import split_sentences
from flashcards.articles.finders.prose.vocabulary import BE, MODALS, VERBS
from flashcards.articles.finders.wording import asks, key

LONGEST = 45
"""Words of an answer that is learnt at once; of a longer one only its beginning is asked for."""
_SHORT = 25
"""Words of a paragraph that stays whole."""
_ENOUGH = 10
"""Words of a sentence that answers by itself; "No." is followed by its reason."""
_ENOUGH_REASON = 6
"""Words of a sentence that says yes or no and why."""
_ENOUGH_OF_MEANING = 7
"""Words of a sentence that says what a term means."""
_TAKES_UP, _TAKES_UP_IN_FAQ = 0.5, 1 / 3
"""Share of the words of a question that an opening which answers it takes up."""
_LAST_WORDS = 4
"""Words by which the end of an answer is found in its passage."""
_FEWEST_LETTERS, _STEM = 4, 6
_SMALL = frozenset(
    {"what", "which", "when", "where", "does", "have", "with", "from", "that", "this", "should"}
    | {"would", "could", "been", "your", "they", "them", "possible", "there", "about", "into"}
)

_WORD = re.compile(r"\w[\w'’-]*")
_NO_PROSE = re.compile(r"\s*(?:[-*>|] |\d+[.)] |`{3,}|\|)")
_WHETHER = re.compile(
    r"(?:^|, )(?:is|are|was|were|do|does|did|can|could|may|should|will|would|has|have|must|ist|"
    r"sind|kann|darf|muss|soll|est-ce|peut-on|faut-il|es|son|puede|debe)n?['’]?t?\b",
    re.IGNORECASE,
)
_MOST_LETTERS = 6000
_YES_NO = re.compile(
    r"(?:(?:usually|generally|not|in general|in short|short answer)[,:]? )?"
    r"(?:yes|no|yep|nope|not (?:necessarily|really|always|yet)|absolutely|of course|certainly|"
    r"ja|nein|oui|non|sí)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"(?:the reason|this is (?:because|so|due)|that is because|that['’]s because|because|therefore|"
    r"denn|deshalb|weil|c['’]est (?:parce|pourquoi)|porque|por eso)\b",
    re.IGNORECASE,
)
_LEADS_UP = re.compile(
    r"(?:while|although|though|whereas|before (?:we|you)|keep in mind|many|some people|plenty|"
    r"in this|let['’]?s|first(?:ly)?(?=,)|as (?:we|you|mentioned)|this is a (?:\w+ )?question|"
    r"(?:a )?(?:good|great) question|thank|use (?:common sense|your)|it depends|that depends|"
    r"viele|zwar|falls sie|obwohl|während|bien que|si bien|aunque)\b"
    r"|.* (?:is|are)(?:n['’]t| not)? (?:an? )?(?:normal|common|natural|easy|difficult)\b",
    re.IGNORECASE,
)
"""How a sentence opens that says something before the answer comes, or nothing at all."""
_ONLY_COUNTS = re.compile(
    r"(?:yes, )?there (?:are|is) \w+(?: (?:different )?(?:types|kinds|ways|reasons|options))?"
    r"(?: of [\w -]{1,40})?\.(?=\s|$)",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:a (?:wide )?(?:range|variety|number) of|several|various|some (?:\w+ )?\w+s can)\b", re.I
)
"""What an opening says that names none of the things it was asked for."""
_POINTS_ON = re.compile(r"\b(?:the following|as follows|see below|below)\b|[:：]$", re.IGNORECASE)
_DENIES = re.compile(r"\b(?:does|do|did|is|are|was|were)(?:n['’]t| not)\b", re.IGNORECASE)
_REMARK = re.compile(
    r"[*_(]{0,3}(?:not to be confused|see\b|cf\.|compare\b|contrast (?:with|to)\b|"
    r"also (?:known|called)|sometimes (?:also )?called|for (?:more|details|further)|"
    r"siehe\b|vgl\.|voir\b|véase\b)",
    re.IGNORECASE,
)
_REMARK_BEFORE = re.compile(
    r"[*_]{0,2}(?:see|siehe|voir|véase)(?: also)?[*_:]{0,3} [^.\n]{1,120}\.\s+", re.IGNORECASE
)
"""What stands before or behind a definition and only leads on."""
_COMPARES = re.compile(r"\b(?:differ\w*|compare[sd]?|versus|vs)\b", re.IGNORECASE)
_CONTRASTS = re.compile(
    r"\b(?:whereas|while|but|unlike|instead|rather|differ\w*|not)\b", re.IGNORECASE
)
_ASKS_WHAT = re.compile(r"(?:what|which)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\(.*\)|\*\*[^*]+\*\*", re.DOTALL)
"""A remark, or a heading in bold, in the place of an answer."""
_STOPS = ".!?…。:;)\"”»'’`*_"
_LONGEST_PHRASE = 8

_POINTS = re.compile(
    r"\b(?:this|these|those|such|it|they|them|above|below|following|my|our|"
    r"dies\w{0,2}|folgende\w?|cette|ces)\b",
    re.IGNORECASE,
)
"""What makes a question depend on what stands over it, which is then shown with it."""
_TO_THE_READER = re.compile(
    r"(?:already|ready|want|what if|(?:did|do|have|are|would) you|fandest du|avez-vous)\b"
    r"|.*\b(?:for|about) you\s?\?$",
    re.IGNORECASE,
)
_TO_SOMEBODY = re.compile(
    r"\b(?:vous|votre|vos|(?:you|your) (?:think|say|said|write|wrote|mean|feel|mention\w*|argue\w*|"
    r"book|research|work|opinion|view|team|study)|you['’]ve)\b",
    re.IGNORECASE,
)
"""What a person is asked in an interview."""
_NO_SUBJECT = re.compile(
    r"(?:what|which|who|how many|how|where) (?:are|is|were|was) (?:the|its|some) "
    r"(?:(?:different|main|common|key|most common|possible|early) )?"
    r"[\w-]+(?: [\w-]+)?(?: and [\w-]+)?\s?\?",
    re.IGNORECASE,
)
"""Questions such as "What are the symptoms?", which leave out of what."""
_STOP = re.compile(r"[.!]\s")


def points_back(question: str) -> bool:
    """Tell whether a question depends on what stands over it."""
    return bool(_POINTS.search(question))


def lacks_subject(question: str) -> bool:
    """Tell whether a question does not say what it is about: "What are the symptoms?"."""
    return bool(_NO_SUBJECT.fullmatch(question.strip()))


def asks_somebody(question: str, faq: bool) -> bool:
    """Tell whether a question is put to a person: to the reader, or in an interview."""
    if _TO_THE_READER.match(question) or question.rstrip().endswith("!"):
        return True
    return not faq and bool(_TO_SOMEBODY.search(question) or _STOP.search(question))


def opening(question: str, back: str, faq: bool) -> tuple[str, bool]:
    """Return as much of an answer, Markdown, as one card asks for, and whether it answers.

    That is the whole where it is short, else the first sentence of its first paragraph, two where
    the first is short or the second gives its reason. Outside a FAQ the opening of a long answer
    has to take up the words of the question, since a section may come to its answer late.
    """
    size = len(back.split())
    first, _, rest = back.partition("\n\n")
    if _ASIDE.fullmatch(first) or (rest and _breaks_off(first)):
        return back, False
    if (size <= _SHORT and not first.endswith((":", "："))) or _NO_PROSE.match(back):
        return back, size <= LONGEST and _answers(question, first)
    cut = _sentences(first, _ENOUGH_REASON if _YES_NO.match(first) else _ENOUGH)
    if not cut or len(cut.split()) > LONGEST:
        return back, False
    if not _answers(question, cut):
        return back, size <= LONGEST and not _LEADS_UP.match(cut)
    if size > LONGEST and not _takes_up(question, cut, faq):
        return back, False
    return cut, True


def meaning(back: str) -> str:
    """Return of the explanation of a term, Markdown, the sentence that says what it is.

    Remarks on where else to read, and on what it is not to be confused with, are no part of it.
    """
    first, _, rest = back.partition("\n\n")
    if _NO_PROSE.match(back) or (rest and first.endswith((":", "："))):
        return back
    while remark := _REMARK_BEFORE.match(first):
        first = first[remark.end() :]
    sentences = split_sentences(first, 0, len(first))
    remarks = (s.start for s in sentences[1:] if _REMARK.match(first, s.start))
    told = first[: next(remarks, len(first))].rstrip()
    return _sentences(told, _ENOUGH_OF_MEANING) if told else back


def shortened(back: str) -> str:
    """Cut an answer that is longer than any card, at the end of a block."""
    if len(back) <= _MOST_LETTERS:
        return back.strip()
    cut = back.rfind("\n\n", _MOST_LETTERS // 2, _MOST_LETTERS)
    return back[: cut if cut > 0 else _MOST_LETTERS].strip() + "\n\n…"


def _sentences(paragraph: str, fewest: int) -> str:
    """Return the sentences with which a paragraph answers: one, or two of which one is short."""
    sentences = split_sentences(paragraph, 0, len(paragraph))
    if len(sentences) > 1 and paragraph.endswith((":", "：")):
        paragraph = paragraph[: sentences.pop().start].rstrip()
    if len(paragraph.split()) <= _SHORT:
        return paragraph
    end = words = 0
    marks = Counter[str]()
    for sentence in sentences:
        said = paragraph[end : sentence.end]
        longer = words + len(said.split())
        goes_on = _REASON.match(paragraph, sentence.start) and longer <= LONGEST
        whole = not any(count % 2 for count in marks.values())
        if end and (words > LONGEST or (whole and words >= fewest and not goes_on)):
            break
        marks.update({mark: said.count(mark) for mark in ("**", "`")})
        end, words = sentence.end, longer
    return paragraph[:end]


def _answers(question: str, said: str) -> bool:
    """Tell whether an opening can be the answer, as far as its form tells."""
    if asks(said) or _LEADS_UP.match(said) or _POINTS_ON.search(said) or _ONLY_COUNTS.match(said):
        return False
    return not (_ASKS_WHAT.match(question) and (_DENIES.search(said) or _MANY.search(said)))


def _breaks_off(paragraph: str) -> bool:
    """Tell whether a paragraph ends amid a sentence, as where a page of a PDF ended."""
    return paragraph[-1:] not in _STOPS and len(paragraph.split()) > _LONGEST_PHRASE


def _takes_up(question: str, said: str, faq: bool) -> bool:
    """Tell whether an opening speaks of what was asked, and so is not a way up to the answer."""
    if not asks(question):
        return False
    if _COMPARES.search(question):
        return bool(_CONTRASTS.search(said))
    if _WHETHER.search(question) and _YES_NO.match(said):
        return True
    words = [word.lower() for word in _WORD.findall(said)]
    if faq and (BE | MODALS | VERBS).isdisjoint(words):
        return True  # a phrase, which says nothing but the answer
    asked, told = set(_content(question)), set(_content(said))
    return len(asked & told) >= (_TAKES_UP_IN_FAQ if faq else _TAKES_UP) * len(asked)


def _content(words: str) -> Iterator[str]:
    for word in _WORD.findall(words):
        if (len(word) >= _FEWEST_LETTERS or word.isupper()) and word.lower() not in _SMALL:
            yield key(word)[:_STEM]


def answered_part(candidate: Candidate) -> tuple[int, int]:
    """Return the passage that a card asks for: of a question, up to where its answer was cut.

    The rest of a long answer is prose like any other.
    """
    last = _WORD.findall(candidate.back)[-_LAST_WORDS:]
    if candidate.kind is not CandidateKind.FAQ or len(last) < _LAST_WORDS:
        return candidate.start, candidate.end
    pattern = r"\W+".join(map(re.escape, last))
    found = re.compile(pattern).search(candidate.quote, len(candidate.term))
    return candidate.start, candidate.start + found.end() if found else candidate.end
