"""Tells what is a time, a place to call or a price from what explains something."""

import re

from flashcards.articles.finders.prose.vocabulary import CONJUNCTIONS, DETERMINERS, PREPOSITIONS

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:days?)?"
_MOMENT = re.compile(
    rf"^(?:{_MONTH}\.?|{_DAY}|\d{{1,2}}(?:st|nd|rd|th)?\.?|\d{{4}}|v(?:ersion|er)?\.?|release|rev\.?|"
    r"\d{1,4}(?:[./-]\d{1,4}){1,3}|[ap]\.?m\.?|(?:to|and|of|the|until)|spring|summer|autumn|winter|"
    r"v?\d+(?:\.\d+){1,3}(?:[-.]?(?:alpha|beta|rc)\.?\d*)?|[-–—,:/&]|\d{1,2}[:.h]\d{0,2})$",
    re.IGNORECASE,
)
_HARD = re.compile(
    rf"\b{_DAY}\b|\b\d{{1,2}}[:.]\d{{2}}\b|\b\d{{1,2}}\s?[ap]\.?m\b|\b(?:tel|phone|fax|ext|extension|room)"
    r"\b\.?:?\s?\+?\d|\+?\(?\d{2,5}\)?[ /-]\d{2,}(?:[ -]\d{2,})*|[\w.+-]+@[\w-]+\.\w+|[€$£¥]\s?\d|"
    rf"\d\s?(?:€|EUR|USD|GBP|euros?|dollars?|pounds?)\b|\b\d{{1,2}}\.? {_MONTH}\b|"
    rf"\b{_MONTH}\.? \d{{1,2}}\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"(?:about |ca\.? )?[0-9]+(?:[.,/][0-9]+)?\s?"
    r"(?:g|kg|ml|cl|dl|l|litres?|liters?|oz|lbs?|pounds?|cups?|tbsp|tsp|tablespoons?|teaspoons?|pinch(?:es)?|pairs?|pieces?|pcs|slices?|cloves?|x)\b",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"^[\W_]*(?:tb[adc]|to ?do|fixme|wip|n/?a|ditto|\?+|as above|"
    r"(?:still )?(?:to be|being) (?:\w+ly )?(?:written|defined|done|added|announced|completed|"
    r"filled in|explained|continued)|(?:coming|more) soon|work in progress|"
    r"(?:this (?:page|list|text) was )?last (?:changed|updated|modified|revised|reviewed)\b.{0,60}|"
    r"under construction|not yet \w+|"
    r"(?:no|nothing) (?:\w+ ){0,2}yet|(?:entry|definition|answer|text|section) (?:is )?missing|"
    r"folgt|kommt noch|in arbeit|à (?:venir|compléter)|por (?:definir|completar|hacer)|da definire)"
    r"[\W_]*$",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"(?:[Pp]lease )?(?:(?:[Aa]sk|[Ee]nquire|[Ii]nquire|[Aa]pply) (?:at|in) |"
    r"(?:[Cc]ontact|[Ee]-?mail|[Pp]hone|[Cc]all|[Aa]sk|[Ww]rite to|[Aa]pply to) (?:us|me|[A-Z])|"
    r"(?:Mrs?|Ms|Miss)\.? [A-Z])[\w.'’, -]{0,60}!?$"
)
"""Whom to turn to."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_EMPTY = CONJUNCTIONS | DETERMINERS | PREPOSITIONS | {"am", "pm", "hours", "noon", "midnight"}
_HINT = re.compile(r"[0-9@]")
"""Without these only a weekday can be found."""
_WEEKDAY = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
_UNSPACED = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_UNSPACED_PHRASE = 6
_LONGEST = 120
_FEW = 2
_PHRASE = 5
"""Words that are a phrase even if none of them is small."""


def is_moment(name: str) -> bool:
    """Tell whether a name is a date, a weekday or the number of a version, and no term."""
    words = name.split()
    if not words or len(words) > _FEW * 3 or not _needs_a_look(name):
        return False
    return all(_MOMENT.match(word.strip("(),;[]")) for word in words)


def _needs_a_look(name: str) -> bool:
    """Words that are only short for months, or are numbers of things, may well be terms."""
    if _DIGIT.search(name):
        return any(sign.isalpha() for sign in name) or "." in name or len(name) == len("2020")
    return bool(re.fullmatch(rf"(?:{_MONTH}|{_DAY})(?:\W.*)?", name, re.IGNORECASE)) and (
        len(name) > len("June") or name.casefold() not in ("may", "mar", "sun", "sat", "dec", "wed")
    )


def only_figures(words: str) -> bool:
    """Tell whether words say no more than when, for how much, or whom to call, or nothing yet."""
    if len(words) > _LONGEST:
        return False
    if is_pending(words) or _QUANTITY.match(words) or _CALLS.match(words):
        return True
    if not (_HARD if _HINT.search(words) else _WEEKDAY).search(words):
        return False
    left = [word for word in _WORD.findall(_HARD.sub(" ", words)) if word.casefold() not in _EMPTY]
    return len(left) <= _FEW


def is_pending(words: str) -> bool:
    """Tell whether words only hold the place of what nobody has written yet."""
    return len(words) <= _LONGEST and bool(_PENDING.match(words))


def explains(words: str) -> bool:
    """Tell whether words are a phrase that says what something is, rather than a value of it."""
    if _UNSPACED.search(words):
        return len(words) >= _UNSPACED_PHRASE
    found = _WORD.findall(words)
    if len(found) < 3 or only_figures(words):
        return False
    numbers = len(_DIGIT.findall(words))
    return numbers * 12 <= len(words) and (
        len(found) >= _PHRASE or any(word.casefold() in _EMPTY for word in found)
    )
