"""Figures in the tables of charts: exact for spreadsheets, and as people read them where they are shown."""

from collections.abc import Callable

from prodops_desktop.ui import formats


class Figure(str):
    """A cell that is a figure: the text is exact, and ``shown`` is what people read. Any other text is a name or a day."""

    shown: str

    def __new__(cls, exact: str, shown: str) -> "Figure":
        """Keep how it is shown beside the text."""
        made = super().__new__(cls, exact)
        made.shown = shown
        return made


def figure(value: float | None, text: Callable[[float], str] = formats.number) -> str:
    """A value as a cell that ``text`` shows; an empty cell where there is none."""
    return "" if value is None else Figure(repr(value), text(value))


def as_figure(text: str) -> str:
    """A text that is a figure already, such as “$48k”; nothing stays nothing."""
    return Figure(text, text) if text else ""
