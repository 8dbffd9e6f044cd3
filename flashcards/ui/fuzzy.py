"""How well a few typed letters fit a text; used by the command palette."""


def score(wanted: str, text: str) -> int | None:
    """Return how well ``wanted`` fits ``text``, higher is better; None when it does not.

    Every word of ``wanted`` must be found, whole or as letters in order. A hit at the start of
    a word counts more, a scattered one less.
    """
    text = text.casefold()
    total = 0
    for word in wanted.casefold().split():
        found = _word(word, text)
        if found is None:
            return None
        total += found
    return total - len(text) // 8


def _word(word: str, text: str) -> int | None:
    at = text.find(word)
    best: int | None = None
    while at >= 0:
        here = 100 + 10 * len(word)
        if at == 0:
            here += 60
        elif not text[at - 1].isalnum():
            here += 40
        best = here if best is None or here > best else best
        if here > 150 + 10 * len(word):
            break
        at = text.find(word, at + 1)
    return best if best is not None else _scattered(word, text)


def _scattered(word: str, text: str) -> int | None:
    at = -1
    points = 0
    for letter in word:
        after = text.find(letter, at + 1)
        if after < 0:
            return None
        if after == 0 or not text[after - 1].isalnum():
            points += 12
        elif after == at + 1:
            points += 6
        else:
            points -= min(8, after - at)
        at = after
    return points if points > 4 * len(word) else None
