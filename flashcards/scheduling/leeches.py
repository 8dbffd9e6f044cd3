"""Says when a card that is forgotten again and again counts as a leech."""


def became_leech(lapses_before: int, lapses_after: int, threshold: int) -> bool:
    """Whether a lapse made a card a leech, or reminds of it that it is one.

    That is so at ``threshold`` lapses, and again after every half of it, rounded up: with 8 at
    8, 12, 16. 0 means never. Source: Anki's manual, "Leeches".
    """
    if threshold <= 0:
        return False
    half = -(-threshold // 2)
    return any(
        lapses >= threshold and (lapses - threshold) % half == 0
        for lapses in range(lapses_before + 1, lapses_after + 1)
    )
