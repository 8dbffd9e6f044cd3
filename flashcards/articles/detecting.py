"""Tells in which language a text is, by the share of small words that each language uses most.

A few hundred such words do for the twenty languages that articles are most often in; no model is
loaded. Scripts that one language has to itself need no words.
"""

import re
from collections import Counter

ENGLISH = "en"
UNKNOWN = ""
_SAMPLE = 20_000
"""Characters that are looked at, from the beginning and from the middle."""
_FEWEST_WORDS = 5
"""Small words in a text that contradict what the page says of itself."""
_CLEARLY = 2
"""How many times as many of them as of the language the page names."""
_ONE_IN = 6
"""Of so many words one is small in any language; as a rule it is one of three."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_ENDS = "\u0250"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SIGNS = {
    "en": _words(
        "the of and that is are it for with this was from by which to in a be as or an not on you "
        "have has they their will can but at we if its these there more when what how"
    ),
    "de": _words(
        "der die das und ist nicht ein eine den von mit für auf zu im des dem sich als auch es an "
        "werden aus wird bei oder sind nach einer einen wie um so man wenn nur durch kann über "
        "zum zur noch dass sie ich hat"
    ),
    "fr": _words(
        "le la les des est une un dans pour qui que et en du de à par sur ne pas plus ce se au "
        "sont avec il ou l d qu aux cette être ces mais comme on nous vous son sa leur"
    ),
    "es": _words(
        "el la los las de que y en un una es por con para no se del al lo como más su sus o pero "
        "son este esta ha está si entre cuando también muy sobre puede ser hay"
    ),
    "it": _words(
        "il di che la è e un una per non in con del della sono le i gli dei delle al da si come "
        "più nel nella anche lo alla o ma questo questa essere ha l d dal"
    ),
    "pt": _words(
        "o a de que e do da em um uma para com não os as no na por mais se dos das como ao é são "
        "ou também seu sua pela pelo foi ser está mas entre quando"
    ),
    "nl": _words(
        "de het een van en in is dat op te zijn met voor niet aan er die om ook als bij of wordt "
        "naar door maar over uit deze dit worden kan nog hebben heeft je"
    ),
    "sv": _words(
        "och att det som en på är av för med den till inte om ett har de i kan eller från när "
        "så var vid man sig men ska också finns"
    ),
    "da": _words(
        "og at det som en på er af for med den til ikke om et har de i kan eller fra når så var "
        "ved man sig men skal også der"
    ),
    "nb": _words(
        "og å det som en på er av for med den til ikke om et har de i kan eller fra når så var "
        "ved man seg men skal også"
    ),
    "pl": _words(
        "i w na się z nie do jest to że jak o za po od przez co ale czy dla tym są lub oraz "
        "które który która być może tego jego a"
    ),
    "cs": _words(
        "a v na se je že s z do to o i jako pro po k za který která které být není nebo ale jsou "
        "by si od jeho při tak ve má"
    ),
    "fi": _words(
        "ja on ei se että oli ovat mutta kun myös hän tai kuin joka jos niin sen ole mitä vain "
        "voi ovat tämä olla"
    ),
    "hu": _words(
        "a az és hogy nem is egy van ez meg csak de azt volt mint vagy el már ki aki lehet"
    ),
    "tr": _words("ve bir bu da de için ile çok olarak daha gibi ne kadar olan en var veya değil"),
    "ro": _words(
        "și în de la a cu pe care din este nu un o sau pentru mai sunt să prin ca au fi se al"
    ),
    "ca": _words(
        "el la els les de que i en un una és per amb no es del al com més seva són o però dels "
        "aquest aquesta també ha si pel"
    ),
    "id": _words(
        "yang dan di dari untuk dengan ini itu pada adalah dalam tidak ke akan oleh sebagai atau "
        "juga dapat ada"
    ),
}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
)
"""In this order, as Japanese uses Chinese signs, too."""


def main_language(code: str) -> str:
    """Return the first part of a language's name as pages give it: "de" of "de-AT"."""
    return re.split(r"[-_.@\s,;]", code.strip().lower(), maxsplit=1)[0][:8]


def language_of(text: str, declared: str = "") -> str:
    """Return the code of the language that a text seems to be in; "" for one not known here.

    ``declared`` is what its page says. Templates often say it wrongly, so that it holds only
    unless the words clearly tell another language. A text without any sign is taken for English.
    Looks at no more than some ten thousand words.
    """
    sample = text[:_SAMPLE]
    if len(text) > 2 * _SAMPLE:
        middle = len(text) // 2
        sample += text[middle : middle + _SAMPLE]
    words = Counter(_WORD.findall(sample.casefold()))
    counts = {code: sum(words[word] for word in signs) for code, signs in _SIGNS.items()}
    best = max(counts, key=lambda code: counts[code])
    said = main_language(declared)
    letters = sum(words[word] * len(word) for word in words)
    latin = sum(words[word] * len(word) for word in words if word[0] < _LATIN_ENDS)
    if latin * 2 < letters:
        return _by_script(sample, letters) or (said if said not in _SIGNS else UNKNOWN)
    if said and (counts[best] < _FEWEST_WORDS or counts[best] < _CLEARLY * counts.get(said, 0)):
        return said
    if said and said not in _SIGNS and counts[best] * 5 < words.total():
        return said
    return best if counts[best] else ENGLISH


def speaks(text: str, code: str) -> bool:
    """Whether a text has about as many small words of a language as one in that language has.

    Quick, for a look at each of many paragraphs.
    """
    signs = _SIGNS.get(code)
    words = text.casefold().split()
    return signs is None or sum(word in signs for word in words) * _ONE_IN >= len(words)


def _by_script(sample: str, letters: int) -> str:
    """Return the language of a script of its own; "" for scripts that several share."""
    for code, sign in _SCRIPTS:
        if len(sign.findall(sample)) * 5 > letters:
            return code
    return UNKNOWN
