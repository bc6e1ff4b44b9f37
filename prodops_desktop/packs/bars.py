"""Native Excel bars from zero over two columns of a table, each with its value; those under a limit stand out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from prodops_desktop.datasets.area_sheet import BarChart
from prodops_desktop.packs.styles import ACCENT, BAD, FONT, GRID, PRIOR, TEXT, TEXT_2, TEXT_3

MOST_BARS = 24
_BAR_PX, _AROUND_PX = 17, 72
_NO_BREAK = "\u00a0"
"""A blank at which a label is not broken."""


@dataclass(frozen=True)
class Bars:
    """What is drawn: the names and values of the rows that have one, and what a value holds."""

    chart: BarChart
    title: str
    names: tuple[str, ...]
    values: tuple[float, ...]
    percent: bool

    @property
    def height(self) -> int:
        """How high the chart has to be, in pixels."""
        return _AROUND_PX + _BAR_PX * len(self.values)


def bars_of(chart: BarChart, rows: Sequence[Sequence[Any]], *, percent: bool) -> Bars | None:
    """The bars of a table's rows up to the first one without a value; None where there is nothing to compare."""
    found = list(takewhile(lambda row: isinstance(row[chart.values], int | float), rows))
    shown = found[:MOST_BARS]
    if len(shown) < 2:
        return None
    title = chart.title if len(shown) == len(found) else f"{chart.title}, the first {len(shown)} of {len(found)}"
    return Bars(chart, title, tuple(str(row[chart.names]) for row in shown), tuple(float(row[chart.values]) for row in shown), percent)


def draw(book: Any, bars: Bars, cells: tuple[str, int, int, int], number: str) -> Any:
    """The chart over the ``cells``: sheet, first row, and the columns of names and values; ``number`` is the format of a value."""
    sheet, first, names, values = cells
    last = first + len(bars.values) - 1
    chart = book.add_chart({"type": "bar"})
    low = bars.chart.low
    chart.add_series(
        {
            "name": bars.title,
            "categories": f"={quote_sheetname(sheet)}!{xl_range_abs(first, names, last, names)}",
            "values": f"={quote_sheetname(sheet)}!{xl_range_abs(first, values, last, values)}",
            "categories_data": list(bars.names),
            "values_data": list(bars.values),
            "fill": {"color": ACCENT},
            "gap": 45,
            "points": [{"fill": {"color": BAD}} if low is not None and value < low else None for value in bars.values],
            "data_labels": {
                "value": True,
                "position": "outside_end",
                "font": {"name": FONT, "size": 9, "color": TEXT_2},
                "num_format": number.replace(" ", _NO_BREAK),
            },
        }
    )
    _dress(chart, bars, number)
    return chart


def _dress(chart: Any, bars: Bars, number: str) -> None:
    font = {"name": FONT, "size": 9, "color": TEXT_3}
    whole = {"max": 100, "major_unit": 20} if bars.percent and max(bars.values) <= 100 else {}
    title_font = {"name": FONT, "size": 11, "bold": True, "color": TEXT}
    chart.set_title({"name": bars.title, "overlay": False, "name_font": title_font})
    chart.set_x_axis(
        {
            "min": 0,
            **whole,
            "num_font": font,
            "num_format": '0"%"' if bars.percent else number,
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
            "line": {"none": True},
            "major_tick_mark": "none",
        }
    )
    # The first row on top: Excel draws upwards, so the names are reversed, and the values cross them at the far end.
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "num_font": {**font, "color": TEXT},
            "line": {"color": PRIOR},
            "major_tick_mark": "none",
            "interval_unit": 1,
        }
    )
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.set_legend({"none": True})
