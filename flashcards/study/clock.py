"""Notices a clock that cannot be right before anything is scheduled by it."""

from datetime import datetime, timedelta

BACK = timedelta(minutes=10)
AHEAD = timedelta(days=400)


def warning(now: datetime, last: datetime | None) -> str | None:
    """Say what is odd about ``now`` (aware, local), if anything, after the log's ``last`` entry."""
    if last is None:
        return None
    stamp = f"{last.astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    if now < last - BACK:
        return f"The clock says {now:%Y-%m-%d %H:%M}, before you last studied ({stamp})."
    if now > last + AHEAD:
        return f"The clock says {now:%Y-%m-%d %H:%M}; you last studied on {stamp}."
    return None
