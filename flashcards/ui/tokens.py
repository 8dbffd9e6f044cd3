"""The colours of the program, light and dark and of high contrast, as names for what they mean."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One complete set of colours as ``#rrggbb``."""

    name: str
    window: str
    """Behind everything: the rail and the menu bar."""
    surface: str
    """Behind the content."""
    raised: str
    """Panels, fields and buttons that lie on the surface."""
    border: str
    """Hairlines that only divide."""
    outline: str
    """Borders that carry meaning, such as the edge of a field."""
    text: str
    muted: str
    accent: str
    on_accent: str
    again: str
    hard: str
    good: str
    easy: str
    warning: str
    selection: str
    hover: str
    code: str
    """Behind code in cards."""
    highlight: str
    """Behind words of an article that the learner marked."""
    mask: str
    """Over what a picture hides beside what it asks."""
    mask_asked: str
    mask_edge: str
    """Round masks and for words on them."""
    mask_paper: str
    """Behind words that are written on a picture."""
    heat: tuple[str, str, str, str, str]
    """Steps of the year's heatmap, from nothing to much."""
    dark: bool = False
    high: bool = False
    """Whether contrast is as high as it can be: lines are bolder, and patterns tell parts apart."""


LIGHT = Tokens(
    name="light",
    window="#f4f4f1",
    surface="#fbfbfa",
    raised="#ffffff",
    border="#e4e3df",
    outline="#8b8b86",
    text="#1e1f22",
    muted="#62646b",
    accent="#3559c7",
    on_accent="#ffffff",
    again="#b23a26",
    hard="#8a5a06",
    good="#25734a",
    easy="#2a62b3",
    warning="#8c5300",
    selection="#dfe7fa",
    hover="#ecebe7",
    code="#f1f1ed",
    highlight="#fbeeb5",
    mask="#ffeba2",
    mask_asked="#ff8e8e",
    mask_edge="#212121",
    mask_paper="#ffffff",
    heat=("#ecece8", "#cfe3d5", "#9cc9ad", "#5ca47c", "#25734a"),
)

DARK = Tokens(
    name="dark",
    window="#16171a",
    surface="#1b1c20",
    raised="#24262b",
    border="#33353c",
    outline="#7d808a",
    text="#e6e6e9",
    muted="#a6a8b1",
    accent="#8fadfb",
    on_accent="#11141c",
    again="#f58f7c",
    hard="#e3b163",
    good="#7fc998",
    easy="#8ab8f5",
    warning="#ebb25f",
    selection="#2f3b58",
    hover="#2b2d33",
    code="#26282e",
    highlight="#423914",
    mask="#d9c987",
    mask_asked="#ef8080",
    mask_edge="#1b1c20",
    mask_paper="#e6e6e9",
    heat=("#33363d", "#2c4436", "#3a6a4e", "#569a71", "#7fc998"),
    dark=True,
)

LIGHT_HIGH = Tokens(
    name="light-high",
    window="#ffffff",
    surface="#ffffff",
    raised="#ffffff",
    border="#5c5c5c",
    outline="#3b3b3b",
    text="#000000",
    muted="#333333",
    accent="#0b3aa8",
    on_accent="#ffffff",
    again="#8f1500",
    hard="#5c3900",
    good="#0a4d26",
    easy="#103f8c",
    warning="#5c3900",
    selection="#d5e0ff",
    hover="#ebebeb",
    code="#f0f0f0",
    highlight="#fff2a8",
    mask="#ffe26b",
    mask_asked="#ff9c9c",
    mask_edge="#000000",
    mask_paper="#ffffff",
    heat=("#ffffff", "#b8cdbf", "#7fa78e", "#3f7d59", "#0a4d26"),
    high=True,
)

DARK_HIGH = Tokens(
    name="dark-high",
    window="#000000",
    surface="#000000",
    raised="#000000",
    border="#a0a0a0",
    outline="#d0d0d0",
    text="#ffffff",
    muted="#d6d6d6",
    accent="#a8c4ff",
    on_accent="#000000",
    again="#ffb3a6",
    hard="#ffd27a",
    good="#9fe8b4",
    easy="#b3d4ff",
    warning="#ffd27a",
    selection="#12305f",
    hover="#262626",
    code="#1a1a1a",
    highlight="#3a3000",
    mask="#e8d98a",
    mask_asked="#ff9c9c",
    mask_edge="#000000",
    mask_paper="#ffffff",
    heat=("#000000", "#2f4a38", "#4f7d60", "#77b38c", "#9fe8b4"),
    dark=True,
    high=True,
)


def _luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2, 0 black to 1 white."""
    parts = []
    for start in (1, 3, 5):
        part = int(colour[start : start + 2], 16) / 255
        parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours after WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour ``share`` (0-1) of the way from ``one`` to ``other``."""
    parts = [
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)
