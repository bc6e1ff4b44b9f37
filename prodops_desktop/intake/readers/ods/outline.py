"""Finds what an OpenDocument workbook says of its sheets beside their cells: names, states, hidden rows, merges, formats."""

from collections.abc import Callable
from dataclasses import dataclass, field

from prodops_desktop.intake.readers.markup import Attributes
from prodops_desktop.intake.readers.model import LEAST_ZEROS, Merge, SheetFacts, filled_up
from prodops_desktop.intake.readers.ods.elements import ASIDE, Dispatch, Listener, Prefixes, repeats
from prodops_desktop.intake.readers.ooxml.references import LAST_COLUMN, LAST_ROW

_HIDDEN = ("collapse", "filter")
_CURRENCIES = "€$£¥₹"


@dataclass
class SheetOutline:
    """What is known of one sheet; rows and columns are 1-based."""

    name: str
    style: str
    rows: int = 0
    """The last row with a value in it."""
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    percents: set[int] = field(default_factory=set)
    money: set[int] = field(default_factory=set)
    zeros: dict[int, set[int]] = field(default_factory=dict)
    """By column the digits that its numbers are filled up to with zeros in front, 0 where they are not."""
    styles_of_columns: list[str] = field(default_factory=list)

    def facts(self) -> SheetFacts:
        """The facts, of rows those down to the last value."""
        hidden = (range(first, min(last, self.rows) + 1) for first, last in self.hidden_rows)
        return SheetFacts(
            frozenset(row for rows in hidden for row in rows),
            frozenset(self.hidden_columns),
            tuple(self.merges),
            frozenset(self.percents),
            frozenset(self.money),
            zeros=filled_up(self.zeros),
        )


class Outlines(Listener):
    """Gathers the outlines as the document is parsed: its ``start``, ``end`` and ``text`` are for the parser."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[SheetOutline] = []
        self._undisplayed: set[str] = set()
        self._money_formats: set[str] = set()
        self._money_styles: set[str] = set()
        self._zeros_of_formats: dict[str, int] = {}
        self._zeros_of_styles: dict[str, int] = {}
        self._style = self._format = ""
        self._prefixes = Prefixes()
        self._sheet = SheetOutline("", "")
        self._depth = 0
        self._row = self._column = 0
        self._row_repeats = 1
        self._starts: Dispatch[Callable[[Attributes], None]] = Dispatch(
            {
                **dict.fromkeys(ASIDE, self._begin_aside),
                "document-content": self._prefixes.learn,
                "document-styles": self._prefixes.learn,
                "style": self._begin_style,
                "table-properties": self._take_properties,
                "number-style": self._begin_format,
                "number": self._take_digits,
                "currency-style": self._begin_currency,
                "table": self._begin_table,
                "table-column": self._begin_columns,
                "table-row": self._begin_row,
                "table-cell": self._begin_cell,
                "covered-table-cell": self._begin_cell,
            }
        )
        self._ends: Dispatch[Callable[[], None]] = Dispatch(
            {
                **dict.fromkeys(ASIDE, self._end_aside),
                "number-style": self._end_format,
                "currency-style": self._end_format,
                "table": self._end_table,
                "table-row": self._end_row,
            }
        )

    def state_of(self, sheet: SheetOutline) -> str:
        """The state of a sheet."""
        return "hidden" if sheet.style in self._undisplayed else "visible"

    def text(self, text: str) -> None:
        """A piece of text, of which those in formats may name a currency."""
        if not self._format:
            return
        if any(sign in text for sign in _CURRENCIES):
            self._money_formats.add(self._format)
        if text.strip():
            self._zeros_of_formats[self._format] = 0  # it shows more than the digits

    def _begin_style(self, attributes: Attributes) -> None:
        attributes = self._prefixes.usual(attributes)
        self._style = attributes.get("style:name", "")
        form = attributes.get("style:data-style-name", "")
        if form in self._money_formats:
            self._money_styles.add(self._style)
        if width := self._zeros_of_formats.get(form):
            self._zeros_of_styles[self._style] = width

    def _take_properties(self, attributes: Attributes) -> None:
        if self._prefixes.usual(attributes).get("table:display") == "false":
            self._undisplayed.add(self._style)

    def _begin_format(self, attributes: Attributes) -> None:
        self._format = self._prefixes.usual(attributes).get("style:name", "")

    def _begin_currency(self, attributes: Attributes) -> None:
        self._begin_format(attributes)
        self._money_formats.add(self._format)

    def _take_digits(self, attributes: Attributes) -> None:
        if not self._format:
            return
        known = self._prefixes.usual(attributes)
        digits = known.get("number:min-integer-digits", "")
        is_plain = known.get("number:decimal-places", "0") == "0" and known.get("number:grouping") != "true"
        if is_plain and digits.isdecimal() and int(digits) >= LEAST_ZEROS:
            self._zeros_of_formats.setdefault(self._format, int(digits))

    def _end_format(self) -> None:
        self._format = ""

    def _begin_table(self, attributes: Attributes) -> None:
        if self._aside:
            return
        self._depth += 1
        if self._depth == 1:  # the others are in cells
            attributes = self._prefixes.usual(attributes)
            self._sheet = SheetOutline(attributes.get("table:name", ""), attributes.get("table:style-name", ""))
            self.sheets.append(self._sheet)
            self._row = self._column = 0

    def _end_table(self) -> None:
        if not self._aside:
            self._depth -= 1

    def _begin_row(self, attributes: Attributes) -> None:
        if self._aside or self._depth != 1:
            return
        attributes = self._prefixes.usual(attributes)
        self._column = 0
        self._row_repeats = min(repeats(attributes.get("table:number-rows-repeated")), LAST_ROW + 1 - self._row)
        if attributes.get("table:visibility") in _HIDDEN:
            self._sheet.hidden_rows.append((self._row + 1, self._row + self._row_repeats))

    def _end_row(self) -> None:
        if not self._aside and self._depth == 1:
            self._row += self._row_repeats

    def _begin_columns(self, attributes: Attributes) -> None:
        if self._aside or self._depth != 1:
            return
        attributes, styles = self._prefixes.usual(attributes), self._sheet.styles_of_columns
        first = len(styles) + 1
        last = min(first + repeats(attributes.get("table:number-columns-repeated")) - 1, LAST_COLUMN)
        styles.extend([attributes.get("table:default-cell-style-name", "")] * (last - first + 1))
        if attributes.get("table:visibility") in _HIDDEN:
            self._sheet.hidden_columns.update(range(first, last + 1))

    def _begin_cell(self, attributes: Attributes) -> None:
        if self._aside or self._depth != 1:
            return
        self._column += 1
        if not attributes:
            return
        attributes, sheet, first = self._prefixes.usual(attributes), self._sheet, self._column
        if "table:number-columns-repeated" in attributes:
            self._column = min(first - 1 + repeats(attributes["table:number-columns-repeated"]), LAST_COLUMN)
        if "table:number-rows-spanned" in attributes or "table:number-columns-spanned" in attributes:
            self._merge(attributes, first)
        kind = attributes.get("office:value-type")
        if kind or "table:formula" in attributes:
            sheet.rows = min(self._row + self._row_repeats, LAST_ROW)
        if kind == "float" and self._zeros_of_styles:
            width = self._zeros_of_styles.get(self._style_of(attributes, first), 0)
            for column in range(first, self._column + 1):
                sheet.zeros.setdefault(column, set()).add(width)
        if kind == "percentage":
            sheet.percents.update(range(first, self._column + 1))
        elif kind == "currency" or (kind == "float" and self._money_styles and self._style_of(attributes, first) in self._money_styles):
            sheet.money.update(range(first, self._column + 1))

    def _merge(self, attributes: Attributes, first: int) -> None:
        down, right = repeats(attributes.get("table:number-rows-spanned")), repeats(attributes.get("table:number-columns-spanned"))
        if (down > 1 or right > 1) and first <= LAST_COLUMN:
            bottom = min(self._row + down, LAST_ROW)
            self._sheet.merges.append(Merge(self._row + 1, first, bottom, min(first + right - 1, LAST_COLUMN)))

    def _style_of(self, attributes: Attributes, column: int) -> str:
        styles = self._sheet.styles_of_columns
        return attributes.get("table:style-name") or (styles[column - 1] if column <= len(styles) else "")
