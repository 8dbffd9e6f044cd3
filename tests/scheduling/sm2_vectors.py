"""Sequences of answers and what SM-2 makes of them, reckoned by hand with exact fractions.

``paper`` is the text P. A. Wozniak published in 1990, ``source`` the code he published. For each
answer stand the interval in days and the ease factor afterwards, in hundredths.
"""

SEQUENCES: dict[str, dict[str, str]] = {
    "444444": {
        "paper": "1 6 15 38 95 238 | 250 250 250 250 250 250",
        "source": "1 6 15 38 95 238 | 250 250 250 250 250 250",
    },
    "55555": {
        "paper": "1 6 17 50 150 | 260 270 280 290 300",
        "source": "1 6 16 45 130 | 260 270 280 290 300",
    },
    "55554": {
        "paper": "1 6 17 50 145 | 260 270 280 290 290",
        "source": "1 6 16 45 130 | 260 270 280 290 290",
    },
    "33333": {
        "paper": "1 6 13 26 47 | 236 222 208 194 180",
        "source": "1 6 13 27 52 | 236 222 208 194 180",
    },
    "44334": {
        "paper": "1 6 15 34 76 | 250 250 236 222 222",
        "source": "1 6 15 35 78 | 250 250 236 222 222",
    },
    "4441555": {
        "paper": "1 6 15 1 1 6 17 | 250 250 250 250 260 270 280",
        "source": "1 6 15 1 1 6 13 | 250 250 250 196 206 216 226",
    },
    "3333333333": {
        "paper": "1 6 13 26 47 79 121 167 218 284 | 236 222 208 194 180 166 152 138 130 130",
        "source": "1 6 13 27 52 94 156 237 327 425 | 236 222 208 194 180 166 152 138 130 130",
    },
    "45432104544": {
        "paper": "1 6 16 40 1 1 1 1 6 16 41 | 250 260 260 246 246 246 246 246 256 256 256",
        "source": "1 6 16 42 1 1 1 1 6 8 11 | 250 260 260 246 214 160 130 130 140 140 140",
    },
    "0": {
        "paper": "1 | 250",
        "source": "1 | 170",
    },
    "5": {
        "paper": "1 | 260",
        "source": "1 | 260",
    },
    "210": {
        "paper": "1 1 1 | 250 250 250",
        "source": "1 1 1 | 218 164 130",
    },
    "44440444": {
        "paper": "1 6 15 38 1 1 6 15 | 250 250 250 250 250 250 250 250",
        "source": "1 6 15 38 1 1 6 10 | 250 250 250 250 170 170 170 170",
    },
    "555055": {
        "paper": "1 6 17 1 1 6 | 260 270 280 280 290 300",
        "source": "1 6 16 1 1 6 | 260 270 280 200 210 220",
    },
}


def expected(qualities: str, profile: str) -> list[tuple[int, int, int]]:
    """Return the repetitions in a row, the interval and the ease factor after each answer."""
    days, eases = SEQUENCES[qualities][profile].split(" | ")
    found, repetitions = [], 0
    for quality, interval, ease in zip(qualities, days.split(), eases.split(), strict=True):
        repetitions = repetitions + 1 if int(quality) >= 3 else 0
        found.append((repetitions, int(interval), int(ease)))
    return found
