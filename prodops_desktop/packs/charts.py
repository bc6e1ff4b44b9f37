"""Native Excel charts over the series on the same sheet: lines with margins for NPS, bars from zero for the rest."""

import math
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from prodops_desktop.metrics.model import Series
from prodops_desktop.packs.styles import ACCENT, FONT, GHOST, GRID, PRIOR, TEXT, TEXT_2, TEXT_3, number_format


@dataclass(frozen=True)
class Block:
    """Where a series stands on its sheet: first and last row (0-based), and the column of each thing, None where there is none."""

    sheet: str
    first: int
    last: int
    period: int
    value: int
    margin: int | None
    target: int | None

    def cells(self, column: int) -> str:
        """The reference of one column of the block."""
        return f"={quote_sheetname(self.sheet)}!{xl_range_abs(self.first, column, self.last, column)}"


def chart_of(book: Any, its: Series, block: Block, speaking: str | None, target: float | None) -> Any:
    """A chart of the block; the point of the period ``speaking`` carries its value, young periods are pale."""
    line = its.metric.measure == "nps"
    chart = book.add_chart({"type": "line" if line else "column"})
    chart.add_series(_value_series(its, block, speaking, line=line))
    if target is not None and block.target is not None:
        _add_target(book, chart, block, line=line)
    _dress(chart, its, target, line=line)
    return chart


def _value_series(its: Series, block: Block, speaking: str | None, *, line: bool) -> dict[str, Any]:
    labels = [{"delete": True} if point.period != speaking else {} for point in its.points]
    series: dict[str, Any] = {
        "name": _title(its),
        "categories": block.cells(block.period),
        "values": block.cells(block.value),
        "values_data": [point.value for point in its.points],  # else a gap is cached as 0, which viewers that don't recalculate draw
        "data_labels": {
            "value": True,
            "position": "right" if line else "outside_end",
            "font": {"name": FONT, "size": 10, "bold": True, "color": ACCENT},
            "num_format": _label_format(its),
            "custom": labels,
        },
    }
    pale = [point.partial for point in its.points]
    if line:
        fills = [{"fill": {"color": "#FFFFFF"}, "border": {"color": ACCENT}} if young else None for young in pale]
        series |= {"line": {"color": ACCENT, "width": 2.25}, "marker": _marker(), "points": fills if any(pale) else None}
        if block.margin is not None:
            margins = [point.margin for point in its.points]
            cells = block.cells(block.margin)
            series["y_error_bars"] = {
                "type": "custom",
                "plus_values": cells,
                "minus_values": cells,
                "plus_data": margins,
                "minus_data": margins,
                "line": {"color": PRIOR, "width": 1.25},
            }
    else:
        series |= {"fill": {"color": ACCENT}, "gap": 40, "points": [{"fill": {"color": GHOST}} if young else None for young in pale]}
    return {key: value for key, value in series.items() if value is not None}


def _marker() -> dict[str, Any]:
    return {"type": "circle", "size": 6, "fill": {"color": ACCENT}, "border": {"color": ACCENT}}


def _label_format(its: Series) -> str:
    largest = max((abs(point.value) for point in its.points if point.value is not None), default=0.0)
    return _axis_format(its, largest, fine=True)


def _axis_format(its: Series, largest: float, *, fine: bool = False) -> str:
    """The number format of an axis, or ``fine``, of a label that stands for one value."""
    if its.unit in ("money", "count", "number") and largest >= 10_000:
        symbol = number_format("money", its.currency).split("#")[0] if its.unit == "money" else ""
        millions = "0" if largest >= 10_000_000 and not fine else "0.0"
        return f'{symbol}{millions}{"0" if fine else ""},,"M"' if largest >= 1_000_000 else f'{symbol}0,"k"'
    if its.unit == "score":
        return '0;"−"0'
    return number_format(its.unit, its.currency, whole=largest >= 10)


def _add_target(book: Any, chart: Any, block: Block, *, line: bool) -> None:
    """The target as a dashed line; over bars it is a chart of its own, laid on the first."""
    assert block.target is not None
    series = {
        "name": "Target",
        "categories": block.cells(block.period),
        "values": block.cells(block.target),
        "line": {"color": TEXT_2, "width": 1.25, "dash_type": "dash"},
        "marker": {"type": "none"},
    }
    if line:
        chart.add_series(series)
        return
    over = book.add_chart({"type": "line"})
    over.add_series(series)
    chart.combine(over)


def _dress(chart: Any, its: Series, target: float | None, *, line: bool) -> None:
    font = {"name": FONT, "size": 9, "color": TEXT_3}
    margins = ", with 95% margins" if line else ""
    title = f"{_title(its)} by {its.grain}{margins}"
    largest = max((abs(point.value) for point in its.points if point.value is not None), default=0.0)
    bounds = _bounds(its, target) if line else _from_zero(its)
    chart.set_title({"name": title, "overlay": False, "name_font": {"name": FONT, "size": 11, "bold": True, "color": TEXT}})
    chart.set_x_axis(
        {
            "name": its.grain.capitalize(),
            "name_font": {**font, "bold": False},
            "num_font": font,
            "num_format": "yyyy" if its.grain == "year" else "mmm yy",
            "text_axis": True,
            "label_position": "low",
            "line": {"color": PRIOR},
            "major_tick_mark": "outside",
            "interval_unit": max(1, math.ceil(len(its.points) / 14)),
        }
    )
    chart.set_y_axis(
        {
            "name": _axis_name(its, bounds),
            "name_font": {**font, "bold": False},
            "num_font": font,
            "num_format": _axis_format(its, largest),
            "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
            "line": {"none": True},
            "major_tick_mark": "none",
            **bounds,
        }
    )
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.show_blanks_as("gap")
    chart.set_legend({"position": "bottom", "font": font} if target is not None else {"none": True})


def _title(its: Series) -> str:
    return its.metric.title if its.metric.dataset is None else "Rows"


def _axis_name(its: Series, bounds: dict[str, Any]) -> str:
    if its.unit == "score":
        return f"{_title(its)}, points (axis from {bounds['min']} to {bounds['max']})".replace("-", "−")
    if its.unit == "money":
        return f"{_title(its)}, {its.currency}"
    return "Rows" if its.metric.measure == "rows" else _title(its)


def _from_zero(its: Series) -> dict[str, Any]:
    """Bars begin at zero; where some lie below it, the axis finds its own end."""
    return {} if any(point.value is not None and point.value < 0 for point in its.points) else {"min": 0}


def _bounds(its: Series, target: float | None) -> dict[str, Any]:
    """An axis in tens that holds every margin, zero and the target, so that a small change does not look large."""
    values = [value for point in its.points for value in (point.low, point.high, point.value) if value is not None]
    values += [0.0] if target is None else [0.0, target]
    low, high = math.floor(min(values) / 10) * 10, math.ceil(max(values) / 10) * 10
    step = next(step for step in (5, 10, 20, 50, 100) if (high - low) / step <= 6 or step == 100)
    return {"min": math.floor(low / step) * step, "max": max(math.ceil(high / step) * step, step), "major_unit": step}
