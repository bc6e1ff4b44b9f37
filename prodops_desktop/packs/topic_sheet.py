"""One sheet of the pack: headline, figure against prior and target, charts, and the table behind them."""

from prodops_desktop.metrics.figure import Figure, when_text
from prodops_desktop.metrics.model import Point, Series
from prodops_desktop.metrics.periods import first_day, period_text
from prodops_desktop.metrics.wording import rows_noun
from prodops_desktop.packs.charts import Block, chart_of
from prodops_desktop.packs.model import Pack, Topic
from prodops_desktop.packs.page import Page, small_lines, source_lines
from prodops_desktop.packs.styles import BAD, GOOD, ROW_PX, TEXT_2, TEXT_3, change_format, number_format, tile_format

HEADER_ROW = 3
"""Headline, subtitle, a line of links, and the heads of the table: the rows that stay on the screen and on each printed page."""

_LEFT, _TILES, _TABLE = 1, 6, 8
_TILE_CHARS = (17.0, 17.0, 13.0, 13.0, 13.0, 11.0)
_CHART_PX, _CHART_ROWS = 618, 18
_PAGE_ROWS = 34
"""About how many rows a printed page has room for."""


def write_topic(page: Page, pack: Pack, topic: Topic) -> None:
    """Fill a sheet with one topic."""
    columns = _Columns(topic)
    last = columns.last
    page.set_widths({0: 2, **dict(enumerate(_TILE_CHARS, start=_LEFT)), _LEFT + _TILES: 3, **columns.widths})
    page.head(topic.headline, topic.subtitle, last)
    page.link(2, _LEFT, "Contents", "‹ Contents")
    page.text(2, _LEFT + 1, pack.made_text(topic.figure.as_of), page.styles.caption())
    _tiles(page, topic.figure, whole=columns.whole)
    blocks = _tables(page, topic, columns)
    beside, below = blocks[-1].last + 2, _charts(page, topic, blocks)
    lines = _small_print(topic)
    if beside + len(lines) <= max(below, _PAGE_ROWS):  # it goes where there is room, so that a topic stays on one page
        page.small_print(lines, beside, _TABLE, last, sum(columns.widths.values()) - columns.widths[_TABLE])
    else:
        chars = sum(_TILE_CHARS[1:]) + sum(columns.widths.values())
        page.small_print(lines, max(beside, below), _LEFT, last, chars)
    page.print_set_up(pack, HEADER_ROW, landscape=True)


class _Columns:
    """The columns of the table: those that its series need."""

    def __init__(self, topic: Topic) -> None:
        self.margins = any(point.margin is not None for its in topic.series for point in its.points)
        self.dates = any(its.grain == "quarter" for its in topic.series)
        self.target = topic.figure.target
        values = [point.value for its in topic.series for point in its.points if point.value is not None]
        self.whole = topic.figure.unit == "money" or all(value == int(value) for value in values)
        names = ["period", *(["from"] if self.dates else []), "value", *(["margin", "low", "high"] if self.margins else [])]
        names += ["n"] if topic.metric.measure != "rows" else []
        names += [*(["target"] if self.target is not None else []), "note"]
        self.at = {name: _TABLE + position for position, name in enumerate(names)}
        self.last = self.at["note"]
        chars = {"period": 11, "from": 11, "value": 14, "margin": 8, "low": 8, "high": 8, "n": 10, "target": 11, "note": 34}
        self.widths = {column: float(chars[name]) for name, column in self.at.items()}

    def heads(self, topic: Topic) -> dict[str, str]:
        figure = topic.figure
        value = figure.metric.title if figure.metric.dataset is None else "Rows"
        value += f", {figure.currency}" if figure.currency else ""
        n = "Responses" if figure.metric.measure == "nps" else "Rows"
        return {
            "period": "Period",
            "from": "From",
            "value": value,
            "margin": "Margin ±",
            "low": "Low",
            "high": "High",
            "n": n,
            "target": "Target",
            "note": "Note",
        }


def _tiles(page: Page, figure: Figure, *, whole: bool) -> None:
    """Six facts beside each other: label, large number, and what it speaks of."""
    unit, currency, styles = figure.unit, figure.currency, page.styles
    prior = figure.prior.value if figure.prior is not None else None
    relative = unit not in ("score", "percent")
    change = figure.change / abs(prior) if relative and figure.change is not None and prior else None if relative else figure.change
    colour = {True: GOOD, False: BAD}.get(figure.good) if figure.good is not None else None
    gap_colour = _gap_colour(figure)
    prior_text = period_text(figure.prior.period) if figure.prior is not None else "none"
    prior_margin = figure.prior.margin if figure.prior is not None else None
    said = {False: "inside the margin", True: "beyond the margin", None: ""}[figure.significant]
    value_format = _with_margin(tile_format(figure.value or 0.0, unit, currency, whole=whole), figure.margin)
    prior_format = _with_margin(tile_format(prior or 0.0, unit, currency, whole=whole), prior_margin)
    facts: list[tuple[str, float | None, str, str, str | None]] = [
        ("Latest", figure.value, value_format, when_text(figure), None),
        ("Prior", prior, prior_format, prior_text, None),
        ("Change", change, change_format(unit), said or ("points" if not relative else "against prior"), colour),
        (
            "Target",
            figure.target,
            tile_format(figure.target or 0.0, unit, currency, whole=whole),
            "" if figure.target is not None else "not set",
            None,
        ),
        ("To target", figure.gap, _gap_format(figure, whole=whole), "" if figure.gap is None else _gap_word(figure), gap_colour),
        ("n", float(figure.n), "#,##0", rows_noun(figure.metric.measure, 2).split()[1], None),
    ]
    for position, (label, value, number, below, paint) in enumerate(facts):
        column = _LEFT + position
        large = styles.get(
            font_size=15, bold=True, num_format=number, align="left", shrink=True, **({"font_color": paint} if paint else {})
        )
        page.tile(HEADER_ROW, (column, column), label, value if value is not None else "–", large, below)


def _with_margin(number: str, margin: float | None) -> str:
    """A number format that shows the margin behind the number, which stays a number."""
    return number if margin is None else ";".join(f'{part}" ± {margin:.1f}"' for part in number.split(";"))


def _gap_colour(figure: Figure) -> str | None:
    if figure.gap is None or figure.metric.better is None or (figure.margin is not None and abs(figure.gap) <= figure.margin):
        return None
    return GOOD if (figure.gap >= 0) == (figure.metric.better == "up") else BAD


def _gap_format(figure: Figure, *, whole: bool) -> str:
    number = tile_format(figure.gap or 0.0, figure.unit, figure.currency, whole=whole).split(";")[0]
    return f'+{number};"−"{number};{number}'


def _gap_word(figure: Figure) -> str:
    inside = figure.margin is not None and figure.gap is not None and abs(figure.gap) <= figure.margin
    return "inside the margin" if inside else "value − target"


def _tables(page: Page, topic: Topic, columns: _Columns) -> list[Block]:
    """The series, one under the other, under the heads that stay on the screen."""
    styles = page.styles
    for name, text in columns.heads(topic).items():
        if name in columns.at:
            page.text(HEADER_ROW, columns.at[name], text, styles.label(right=name not in ("period", "note"), indent=int(name == "note")))
    blocks, row = [], HEADER_ROW + 1
    for number, its in enumerate(topic.series):
        if number:
            row += 1
            page.text(row, columns.at["period"], f"By {its.grain}", styles.section())
            row += 1
        first = row
        for point in its.points:
            _row(page, its, point, row, columns)
            row += 1
        at = columns.at
        margin, target = (at.get("margin") if columns.margins else None), at.get("target")
        blocks.append(Block(page.name, first, row - 1, at["period"], at["value"], margin, target))
    return blocks


def _row(page: Page, its: Series, point: Point, row: int, columns: _Columns) -> None:
    styles, at = page.styles, columns.at
    young = {"font_color": TEXT_3, "italic": True} if point.partial else {}
    number = number_format(its.unit, its.currency, whole=columns.whole)
    if its.grain == "quarter":
        page.text(row, at["period"], period_text(point.period), styles.cell(**young))
    else:
        date_format = "yyyy" if its.grain == "year" else "mmm yyyy"
        page.day(row, at["period"], first_day(point.period), styles.cell(num_format=date_format, align="left", **young))
    if "from" in at:
        page.day(row, at["from"], first_day(point.period), styles.cell(num_format="d mmm yyyy", align="right", font_color=TEXT_3))
    page.number(row, at["value"], point.value, styles.cell(num_format=number, bold=not point.partial, **young))
    if columns.margins:
        for name, value in (("margin", point.margin), ("low", point.low), ("high", point.high)):
            page.number(row, at[name], value, styles.cell(num_format=number, font_color=TEXT_2))
    if "n" in at:
        page.number(row, at["n"], float(point.n), styles.cell(num_format="#,##0", font_color=TEXT_2))
    if "target" in at:
        page.number(row, at["target"], columns.target, styles.cell(num_format=number, font_color=TEXT_2))
    page.text(row, at["note"], point.note, styles.cell(font_color=TEXT_3, font_size=9, indent=1, shrink=True))


def _charts(page: Page, topic: Topic, blocks: list[Block]) -> int:
    """One chart a series, under the figures; returns the row below the last."""
    row = HEADER_ROW + 5
    for its, block in zip(topic.series, blocks, strict=True):
        speaking = topic.figure.period if its is topic.series[0] else None
        chart = chart_of(page.book, its, block, speaking, topic.figure.target)
        chart.set_size({"width": _CHART_PX, "height": _CHART_ROWS * ROW_PX})
        page.chart(row, _LEFT, chart, f"{its.metric.title} by {its.grain}: {topic.headline}")
        row += _CHART_ROWS + 1
    return row


def _small_print(topic: Topic) -> list[tuple[str, str]]:
    """Definition, what may mislead, what was left out, the figure as one sentence, and where it came from: label and text."""
    metric, figure = topic.metric, topic.figure
    sources = source_lines([(source.file, source.sheet, source.rows, source.as_of) for source in figure.sources])
    parts = (
        ("Definition", [metric.definition]),
        ("May mislead", [metric.misleads]),
        ("Note", list(topic.notes)),
        ("Sentence", [topic.sentence]),
        ("Source", sources),
    )
    return small_lines(parts)
