"""Which colours a test sees in what was drawn."""

from PySide6.QtWidgets import QWidget

from flashcards.ui import theme


def painted(widget: QWidget, name: str) -> int:
    """Count the pixels of a widget in a colour of the theme."""
    image, wanted = widget.grab().toImage(), theme.color(name).rgb()
    places = ((x, y) for y in range(image.height()) for x in range(image.width()))
    return sum(image.pixel(x, y) == wanted for x, y in places)
