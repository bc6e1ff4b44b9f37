"""How lines of text and days stand in the columns of records."""

from datetime import date


def one_line(text: str | None) -> str | None:
    """A text without line ends and needless blanks, as a name is kept; None for an empty one."""
    return " ".join((text or "").split()) or None


def day_in(column: str | None) -> date | None:
    """The day in a column, if there is one."""
    return date.fromisoformat(column) if column else None
