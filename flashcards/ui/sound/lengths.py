"""How long something plays, as players write it."""


def length_words(seconds: float | None) -> str:
    """Return a length such as ``0:02``, ``12:30`` or ``1:02:03``; empty for one not known."""
    if seconds is None:
        return ""
    whole = max(1, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
