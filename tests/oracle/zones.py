"""Time zones in which it is early or late now."""

from datetime import UTC, datetime


def zone_where_it_is(hour: int, minute: int, months: int = 0) -> str:
    """Return a time zone where the clocks show so much at this moment.

    It has summer time for half a year from ``months`` before now on; 0: never.
    """
    now = datetime.now(UTC)
    west = (now.hour * 60 + now.minute) - (hour * 60 + minute) + 60 * (0 < months < 6)
    west = (west + 720) % 1440 - 720
    first, last = ((now.month - 1 - months + more) % 12 + 1 for more in (0, 6))
    rule = f"BBB,M{first}.1.0,M{last}.1.0" if months else ""
    return f"AAA{'-' * (west < 0)}{abs(west) // 60}:{abs(west) % 60:02}{rule}"
