"""The sheets around the topics: contents in front, definitions and sources behind."""

from datetime import date, datetime

from prodops_desktop.metrics.figure import Figure, when_text
from prodops_desktop.metrics.periods import day_text
from prodops_desktop.packs.model import Pack, Topic
from prodops_desktop.packs.page import Page
from prodops_desktop.packs.styles import LINE, TEXT_2, number_format, tile_format

_HEADER_ROW = 3


def write_contents(page: Page, pack: Pack, sheets: list[str]) -> None:
    """What the pack says, one line a topic or area, each with a link; ``sheets`` are the names of their sheets, in order."""
    heads = ["Topic", "What it says", "Period", "Figure", "Margin ±", "Prior", "Target", "n", "As of"]
    page.set_widths(dict(enumerate((2.0, 26.0, 62.0, 19.0, 14.0, 9.0, 14.0, 14.0, 10.0, 13.0))))
    as_of = f"Data as of {day_text(pack.as_of)}, by its oldest source. " if pack.as_of else ""
    sample = " Sample data." if pack.is_sample else ""
    title = " · ".join(filter(None, (pack.company, pack.title)))
    page.head(title, f"{as_of}Made {day_text(pack.today)}.{sample}", len(heads))
    _heads(page, heads, right={"Figure", "Margin ±", "Prior", "Target", "n", "As of"})
    for row, (one, sheet) in enumerate(zip(pack.pages, sheets, strict=True), start=_HEADER_ROW + 1):
        page.sheet.set_row(row, 16 * (1 + len(one.headline) // 66))
        page.link(row, 1, sheet, one.title, bold=True, bottom=1, bottom_color=LINE, text_wrap=True)
        page.text(row, 2, one.headline, page.styles.cell(text_wrap=True))
        if isinstance(one, Topic):
            _figure(page, row, one.figure)
            continue
        for column in range(3, len(heads)):
            page.text(row, column, "", page.styles.cell())
        _day(page, row, len(heads), pack.as_of_area(one))
    row = _HEADER_ROW + 2 + len(sheets)
    for sheet in ("Definitions", "Sources"):
        page.link(row, 1, sheet, sheet)
        row += 1
    for note in pack.notes:
        page.text(row, 1, note, page.styles.caption())
        row += 1
    page.print_set_up(pack, _HEADER_ROW, landscape=True)


def _figure(page: Page, row: int, figure: Figure) -> None:
    """The cells of a topic's figure in the contents."""
    styles = page.styles
    page.text(row, 3, when_text(figure), styles.cell(font_color=TEXT_2))
    for column, value in ((4, figure.value), (6, figure.prior.value if figure.prior else None), (7, figure.target)):
        whole = value is None or value == int(value)
        number = tile_format(value or 0.0, figure.unit, figure.currency, whole=whole)
        page.number(row, column, value, styles.cell(num_format=number, bold=column == 4))
    page.number(row, 5, figure.margin, styles.cell(num_format=number_format("score", None), font_color=TEXT_2))
    page.number(row, 8, float(figure.n), styles.cell(num_format="#,##0", font_color=TEXT_2))
    _day(page, row, 9, figure.as_of)


def write_definitions(page: Page, pack: Pack) -> None:
    """How each figure is worked out, and how it can mislead."""
    heads = ["Metric", "Definition", "It can mislead", "Unit", "Better"]
    page.set_widths(dict(enumerate((2.0, 28.0, 84.0, 50.0, 12.0, 10.0))))
    page.head("Definitions", "How each figure of this pack is worked out.", len(heads))
    page.link(2, 1, "Contents", "‹ Contents")
    _heads(page, heads)
    style = page.styles.cell(text_wrap=True, valign="top")
    for row, texts in enumerate(_definitions(pack), start=_HEADER_ROW + 1):
        title, definition, misleads, *_ = texts
        page.sheet.set_row(row, 14.5 * max(1 + len(definition) // 88, 1 + len(misleads) // 52, 1 + len(title) // 28))
        for column, text in enumerate(texts, start=1):
            page.text(row, column, text, page.styles.cell(text_wrap=True, valign="top", bold=True) if column == 1 else style)
    page.print_set_up(pack, _HEADER_ROW, landscape=True)


def _definitions(pack: Pack) -> list[tuple[str, str, str, str, str]]:
    """Of each metric, and of each figure of an area: name, definition, how it can mislead, unit, and which way is better."""
    found = []
    for topic in pack.topics:
        metric = topic.metric
        unit = topic.figure.currency or {"score": "points", "count": "number"}.get(metric.unit, metric.unit)
        found.append((topic.title, metric.definition, metric.misleads, unit, metric.better or ""))
    for area in pack.areas:
        found += [(f"{area.title}: {one.name}", one.formula, one.misleads, one.unit, one.better or "") for one in area.definitions]
    return found


def write_sources(page: Page, pack: Pack) -> None:
    """Every file behind the pack: sheet, rows, as-of day, and the hash that tells it from any other."""
    heads = ["File", "Sheet", "Dataset", "Version", "As of", "Imported", "Read", "Accepted", "Quarantined", "Dropped", "SHA-256"]
    page.set_widths(dict(enumerate((2.0, 34.0, 16.0, 26.0, 8.0, 12.0, 17.0, 9.0, 10.0, 12.0, 10.0, 38.0))))
    page.head("Sources", "Each figure leads back to these files. Rows read = accepted + quarantined + dropped.", len(heads))
    page.link(2, 1, "Contents", "‹ Contents")
    _heads(page, heads, right={"Version", "As of", "Imported", "Read", "Accepted", "Quarantined", "Dropped"})
    styles, row = page.styles, _HEADER_ROW + 1
    for source in pack.sources:
        version = source.version
        height = 1 + max(1, len(version.file) // 32, len(version.sheet) // 15, len(source.dataset) // 24)
        page.sheet.set_row(row, 14 * height)
        for column, text in ((1, version.file), (2, version.sheet), (3, source.dataset)):
            page.text(row, column, text, styles.cell(text_wrap=True))
        page.number(row, 4, float(version.number), styles.cell(num_format="0"))
        _day(page, row, 5, version.as_of)
        page.day(row, 6, datetime.fromisoformat(version.imported_at), styles.cell(num_format="d mmm yyyy hh:mm", align="right"))
        counts = (version.rows_read, version.rows_accepted, version.rows_quarantined, version.rows_dropped)
        for column, count in enumerate(counts, start=7):
            page.number(row, column, float(count), styles.cell(num_format="#,##0"))
        page.text(row, 11, version.sha256, styles.cell(font_name="Consolas", font_size=9, indent=1, text_wrap=True))
        row += 1
    row = _warnings(page, pack, row + 1)
    page.print_set_up(pack, _HEADER_ROW, landscape=True)


def _warnings(page: Page, pack: Pack, row: int) -> int:
    """What the imports noticed."""
    said = [(source.version.file, warning) for source in pack.sources for warning in source.version.warnings]
    if said:
        page.text(row, 1, "Noticed while importing", page.styles.section())
        row += 1
    for file, warning in said:
        style = page.styles.get(font_color=TEXT_2, font_size=9, text_wrap=True, valign="top")
        page.text(row, 1, file, style)
        page.merged(row, 2, row, 11, warning, style)
        page.sheet.set_row(row, 14 * (1 + max(len(file) // 36, len(warning) // 150)))
        row += 1
    return row


def _heads(page: Page, heads: list[str], right: set[str] | None = None) -> None:
    for column, text in enumerate(heads, start=1):
        page.text(_HEADER_ROW, column, text, page.styles.label(right=text in (right or set()), indent=int(text == "SHA-256")))


def _day(page: Page, row: int, column: int, day: str | None) -> None:
    if day is None:
        page.number(row, column, None, page.styles.cell())
    else:
        page.day(row, column, date.fromisoformat(day[:10]), page.styles.cell(num_format="d mmm yyyy", align="right"))
