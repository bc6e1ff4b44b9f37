"""Random tables of typed columns, messed up by known steps and written as csv, xlsx and ods, with what must come out of them."""

import csv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from hypothesis import strategies as st

from prodops_desktop.intake.readers.model import raw_text

Draw = Callable[[st.SearchStrategy[Any]], Any]
WORDS = ("Halden", "Meridian", "Quarry", "Café", "Straße", "Ørsted", "Łódź", "Müller & Co", "O'Neill", "Zürich")
MISSING = ("n/a", "–", "N/A", "-", "null")
_H, _M = 3_600_000, 60_000


@dataclass
class Planted:
    """A column: what is written as text, what as a cell (with its number format), and what must be stored."""

    header: str
    type: str
    texts: list[str]
    stored: list[Any]
    cells: list[Any] = field(default_factory=list)
    format: str = ""

    def lacks(self, row: int, word: str) -> None:
        """Put a word that stands for no value into a row."""
        self.texts[row], self.stored[row] = word, None
        if self.cells:
            self.cells[row] = word


@dataclass
class Table:
    """The columns, the first of them keys, and the steps that mess the sheet up."""

    columns: list[Planted]
    above: int = 0
    blank_after: int | None = None
    header_after: int | None = None
    total: bool = False
    note: bool = False
    native: bool = True

    @property
    def rows(self) -> int:
        """How many rows were planted."""
        return len(self.columns[0].texts)

    def grid(self, cells: Callable[[Planted, int], Any]) -> list[list[Any]]:
        """All rows of the sheet."""
        header = [column.header for column in self.columns]
        lines: list[list[Any]] = []
        if self.above:
            lines += [["Contracts of all teams"], *([[]] * (self.above - 1)), []]
        lines.append(header)
        for row in range(self.rows):
            if row == self.blank_after:
                lines.append([])
            if row == self.header_after:
                lines.append(header)
            lines.append([cells(column, row) for column in self.columns])
        if self.total:
            lines.append(["Total", *([""] * (len(self.columns) - 2)), 12345])
        if self.note:
            lines += [[], ["Source: the tool, exported by hand on a Friday"]]
        return lines


def _grouped(value: int, sign: str) -> str:
    return f"{value:,}".replace(",", sign)


def _decimal(value: int, places: int, group: str, decimal: str) -> str:
    whole, fraction = divmod(abs(value), 10**places)
    return f"{'-' if value < 0 else ''}{_grouped(whole, group)}{decimal}{fraction:0{places}}"


@st.composite
def tables(draw: Draw, *, native: bool) -> Table:
    """A table of 4 to 12 rows with a column of keys and two to five others; ``native``: numbers and days are cells, not texts."""
    rows = draw(st.integers(4, 12))
    decimal = draw(st.sampled_from([".", ","]))
    group = draw(st.sampled_from(["", " ", "'", "," if decimal == "." else "."]))
    kinds = draw(st.lists(st.sampled_from(sorted(_COLUMNS)), min_size=2, max_size=5, unique=True))
    columns = [Planted("Key", "text", [f"key {chr(97 + row)}" for row in range(rows)], [f"key {chr(97 + row)}" for row in range(rows)])]
    columns += [_COLUMNS[kind](draw, rows, decimal, group) for kind in kinds]
    for column in columns[1:]:
        if draw(st.booleans()) and column.type not in ("text", "boolean"):
            column.lacks(draw(st.integers(2, rows - 1)), draw(st.sampled_from(MISSING)))
        if draw(st.booleans()):
            row = draw(st.integers(2, rows - 1))
            column.texts[row] = draw(st.sampled_from([" {}", "{} ", "  {} "])).format(column.texts[row])
    table = Table(columns, above=draw(st.integers(0, 3)), total=draw(st.booleans()), note=draw(st.booleans()), native=native)
    table.blank_after = draw(st.none() | st.integers(2, rows - 3)) if rows > 5 else None  # a row or two apart would be another table
    table.header_after = draw(st.none() | st.integers(2, rows - 1))
    return table


def _integers(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    values = [1_234_567, -5, *draw(st.lists(st.integers(-9999, 10**8), min_size=rows - 2, max_size=rows - 2))]
    return Planted("Units", "integer", [_grouped(value, group) for value in values], list(values), list(values), "0")


def _numbers(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    cents = [123_456_789, -250, *draw(st.lists(st.integers(-(10**7), 10**9), min_size=rows - 2, max_size=rows - 2))]
    values = [value / 100 for value in cents]
    return Planted("Weight", "number", [_decimal(value, 2, group, decimal) for value in cents], list(values), list(values), "0.00")


def _money(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    cents = [123_456_789, 250, *draw(st.lists(st.integers(-(10**7), 10**9), min_size=rows - 2, max_size=rows - 2))]
    bare = [_decimal(abs(value), 2, group, decimal) for value in cents]
    minus = draw(st.sampled_from(["-€{}", "(€{})", "€-{}", "€{}-", "-{} €", "({} EUR)"]))
    plus = minus.replace("-", "").replace("(", "").replace(")", "")
    texts = [(minus if value < 0 else plus).format(text) for value, text in zip(cents, bare, strict=True)]
    return Planted("Fee", "money", texts, list(cents), [value / 100 for value in cents], "€ #,##0.00")


def _percents(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    tenths = [315, 20, *draw(st.lists(st.integers(-999, 2000), min_size=rows - 2, max_size=rows - 2))]
    sign = draw(st.sampled_from(["%", " %"]))
    texts = [_decimal(value, 1, "", decimal) + sign for value in tenths]
    return Planted("Share", "percent", texts, [value / 10 for value in tenths], [value / 1000 for value in tenths], "0.0%")


def _days(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    days = [
        date(2026, 12, 31),
        date(2026, 3, 4),
        *draw(st.lists(st.dates(date(1971, 1, 1), date(2060, 12, 31)), min_size=rows - 2, max_size=rows - 2)),
    ]
    form = draw(
        st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d.%m.%y", "%d %b %Y", "%a, %d %b %Y", "%B %d, %Y", "%Y/%m/%d", "%d-%b-%y"])
    )
    return Planted("Due", "day", [day.strftime(form) for day in days], [day.isoformat() for day in days], list(days), "dd/mm/yyyy")


def _moments(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    drawn = draw(st.lists(st.datetimes(datetime(1971, 1, 1), datetime(2060, 12, 31)), min_size=rows - 1, max_size=rows - 1))
    moments = [datetime(2026, 12, 31, 14, 5, 9), *(moment.replace(microsecond=0) for moment in drawn)]
    form = draw(
        st.sampled_from(
            ["%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%d.%m.%Y, %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%Y%m%dT%H%M%S"]
        )
    )
    stored = [moment.isoformat() for moment in moments]
    return Planted("Seen", "moment", [moment.strftime(form) for moment in moments], stored, list(moments), "yyyy-mm-dd hh:mm:ss")


def _times(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    minutes = [14 * 60 + 30, 5, *draw(st.lists(st.integers(0, 1439), min_size=rows - 2, max_size=rows - 2))]
    times = [time(minute // 60, minute % 60) for minute in minutes]
    form = draw(st.sampled_from(["%H:%M", "%H:%M:%S", "%I:%M %p", "%Hh%M"]))
    texts = [value.strftime(form) for value in times]
    return Planted("Starts", "time", texts, [value.isoformat() for value in times], list(times), "hh:mm:ss")


def _lengths(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    minutes = [1590, 5, *draw(st.lists(st.integers(1, 10_000), min_size=rows - 2, max_size=rows - 2))]
    write = draw(st.sampled_from([lambda at: f"{at // 60}:{at % 60:02}:00", lambda at: f"{at} min", _as_units, _as_iso]))
    stored = [minute * _M for minute in minutes]
    return Planted(
        "Took", "duration", [write(minute) for minute in minutes], stored, [timedelta(minutes=at) for at in minutes], "[h]:mm:ss"
    )


def _as_units(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours}h"] if hours else []), *([f"{rest}m"] if rest else [])])


def _as_iso(minutes: int) -> str:
    days, rest = divmod(minutes, 1440)
    hours, rest = divmod(rest, 60)
    clock = (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    return "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock else "")


def _yes_no(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    yes, no = draw(st.sampled_from([("yes", "no"), ("Ja", "Nein"), ("VRAI", "FAUX"), ("tak", "nie"), ("✓", "✗"), ("да", "нет")]))
    values = [True, False, *draw(st.lists(st.booleans(), min_size=rows - 2, max_size=rows - 2))]
    return Planted("Paid", "boolean", [yes if value else no for value in values], [int(value) for value in values], list(values))


def _words(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=rows, max_size=rows))
    return Planted("Firm", "text", list(words), list(words))


def _codes(draw: Draw, rows: int, decimal: str, group: str) -> Planted:
    codes = ["000417", *(f"{number:06}" for number in draw(st.lists(st.integers(0, 999_999), min_size=rows - 1, max_size=rows - 1)))]
    return Planted("Order", "text", list(codes), list(codes))


_COLUMNS = {
    "integers": _integers,
    "numbers": _numbers,
    "money": _money,
    "percents": _percents,
    "days": _days,
    "moments": _moments,
    "times": _times,
    "lengths": _lengths,
    "yes and no": _yes_no,
    "words": _words,
    "codes": _codes,
}


def text_of(column: Planted, row: int) -> str:
    """What a text file has in a row."""
    return column.texts[row]


def cell_of(column: Planted, row: int) -> Any:
    """What a workbook has in a row, where it has cells of its own for such values."""
    return column.cells[row] if column.cells else column.texts[row]


def raw_of(table: Table, column: Planted, row: int) -> str:
    """The raw text that must come back."""
    cell = cell_of(column, row) if table.native else column.texts[row]
    return raw_text(float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell)


def write_csv(table: Table, path: Path, encoding: str, delimiter: str) -> Path:
    """Write the sheet as a text file; as UTF-8 where the encoding lacks a sign."""
    lines = table.grid(text_of)
    try:
        repr(lines).encode(encoding)
    except UnicodeEncodeError:
        encoding = "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(lines)
    return path


def write_xlsx(table: Table, path: Path) -> Path:
    """Write the sheet as a workbook."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Data")
    formats = [book.add_format({"num_format": column.format or "General"}) for column in table.columns]
    for row, line in enumerate(table.grid(cell_of if table.native else text_of)):
        for at, cell in enumerate(line):
            if cell == "":
                continue
            if isinstance(cell, bool):
                sheet.write_boolean(row, at, cell)
            elif isinstance(cell, str):
                sheet.write_string(row, at, cell)
            elif isinstance(cell, timedelta):
                sheet.write_number(row, at, cell / timedelta(days=1), formats[at])
            elif isinstance(cell, int | float):
                sheet.write_number(row, at, cell, formats[at])
            else:
                sheet.write_datetime(row, at, cell, formats[at])
    book.close()
    return path


_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(table: Table, path: Path) -> Path:
    """Write the sheet as an OpenDocument spreadsheet, which has one kind of cell for times of day and lengths of time."""
    for column in table.columns:
        column.cells = [_as_time(cell) for cell in column.cells]
    lines = table.grid(cell_of if table.native else text_of)
    rows = "".join(
        f"<table:table-row>{''.join(_ods_cell(table, at, cell) for at, cell in enumerate(line))}</table:table-row>" for line in lines
    )
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
        )
    return path


def _as_time(cell: Any) -> Any:
    return (datetime(2000, 1, 1) + cell).time() if isinstance(cell, timedelta) and cell < timedelta(days=1) else cell


def _ods_cell(table: Table, at: int, cell: Any) -> str:
    if cell == "":
        return "<table:table-cell/>"
    kind, value = _ods_value(table.columns[at].type, cell)
    shown = escape(str(cell)).replace("  ", " <text:s/>")
    shown = f"<text:s/>{shown[1:]}" if shown.startswith(" ") else shown
    shown = f"{shown[:-1]}<text:s/>" if shown.endswith(" ") else shown
    return f'<table:table-cell office:value-type="{kind}"{value}><text:p>{shown}</text:p></table:table-cell>'


def _ods_value(type_: str, cell: Any) -> tuple[str, str]:
    if isinstance(cell, bool):
        return "boolean", f' office:boolean-value="{str(cell).lower()}"'
    if isinstance(cell, int | float):
        kind = {"percent": "percentage", "money": "currency"}.get(type_, "float")
        return kind, f' office:value="{cell!r}"'
    if isinstance(cell, time):
        return "time", f' office:time-value="PT{cell:%HH%MM%SS}"'
    if isinstance(cell, timedelta):
        minutes = cell // timedelta(minutes=1)
        return "time", f' office:time-value="PT{minutes // 60}H{minutes % 60:02}M00S"'
    if isinstance(cell, date):
        return "date", f" office:date-value={quoteattr(cell.isoformat())}"
    return "string", ""


def differences(
    table: Table, types: Mapping[str, str], values: Mapping[str, Sequence[Any]], raws: Mapping[str, Sequence[str]]
) -> list[str]:
    """Where what came out is not what was planted; both by header in the order of the rows."""
    found = []
    for column in table.columns:
        if types[column.header] != column.type:
            found.append(f"{column.header}: {types[column.header]} for {column.type}")
        for row, (value, stored) in enumerate(zip(values[column.header], column.stored, strict=True)):
            if value != stored:
                found.append(f"{column.header} {row}: {value!r} for {stored!r} from {column.texts[row]!r}")
        for row, raw in enumerate(raws[column.header]):
            if raw != raw_of(table, column, row):
                found.append(f"{column.header} {row}: raw {raw!r} for {raw_of(table, column, row)!r}")
    return found
