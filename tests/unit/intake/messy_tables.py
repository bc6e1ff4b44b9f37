"""Plants tables in sheets of random mess: titles, headers of all sorts, rows with gaps, merged keys, totals and notes."""

import datetime

from prodops_desktop.intake.readers.model import Cell, raw_text

from .messy_cells import MessySheet, Planted
from .messy_values import (
    EXACT_TOTALS,
    KEYS,
    LONG_MONTHS,
    MONTHS,
    NOTES,
    NOUNS,
    NUMBERS,
    SORTS,
    START,
    TEXTS,
    TITLES,
    TOTALS,
    VALUES,
    WORDS,
)


class TableMaker:
    """Plants one table with its top left corner at a cell; a bare one has no titles and nothing below, one ``like`` another its columns."""

    def __init__(
        self,
        sheet: MessySheet,
        top: int,
        left: int,
        *,
        is_neighbour: bool = False,
        is_bare: bool = False,
        like: "TableMaker | None" = None,
    ) -> None:
        self.sheet, self.chance, self.like = sheet, sheet.chance, like
        self.left, self.row = left, top
        self.is_neighbour, self.is_bare = is_neighbour, is_bare
        self.planted = Planted()

    def make(self) -> "TableMaker":
        self._plan()
        if not self.is_bare:
            self._titles()
        self.header_row = self.row
        self._header()
        self._data()
        if not self.is_bare:
            self._below()
        self.right = max(self.planted.columns)
        self.sheet.planted.append(self.planted)
        return self

    def _plan(self) -> None:
        chance = self.chance
        width = chance.randrange(2, 5) if self.is_neighbour and chance.random() < 0.5 else chance.randrange(3, 10)
        if not self.is_neighbour and chance.random() < 0.03:
            width = chance.randrange(20, 40)
            self.planted.features.add("very wide")
        self.width = width
        self.length = chance.choice((2, 3, 4, 5, 8, 12, 20, 40)) + chance.randrange(3)
        if self.is_neighbour:
            self.length = max(3, self.length)  # undecidable: a header with a row or two beside or below something else
        elif chance.random() < 0.03:
            self.length = 300
        self.sorts = ["name" if chance.random() < 0.7 else "code"]
        self.sorts += [chance.choice(VALUES if chance.random() < 0.55 else TEXTS) for _ in range(width - 1)]
        self.is_wordy = not self.is_neighbour and chance.random() < 0.04
        if self.is_wordy:
            self.sorts = [chance.choice(TEXTS) for _ in range(width)]
            self.planted.features.add("words only")
        elif not set(self.sorts[1:]) & set(VALUES):
            # Undecidable: a table of words alone in a sheet with others, for nothing tells its header from its rows.
            self.sorts[-1] = chance.choice(VALUES)
        elif chance.random() < 0.15:
            chance.shuffle(self.sorts)
        self.names: list[Cell] = list(chance.sample(NOUNS, width))
        # Undecidable: a table of two columns under one merged name, which may as well be a title.
        kinds = ("one", "two", "three", "units", "years", "counting", "months", "periods", "merged", "none")
        self.kind = (
            chance.choices(kinds, (50, 12, 4, 6, 5, 3, 4, 6, 3 * (width > 2), 0 if self.is_neighbour else 5))[0]
            if not self.is_wordy
            else "one"
        )
        self.missing = chance.choice((0, 0, 0, 0.05, 0.25))
        self.gaps = chance.random() < 0.15
        places = list(range(self.left, self.left + width))
        if width >= 4 and not self.is_neighbour and not self.is_wordy and chance.random() < 0.1:
            at = chance.randrange(1, width)
            places = [place + (number >= at) for number, place in enumerate(places)]
            self.planted.features.add("blank column inside")
        self.planted.columns = places
        if self.like is not None:
            # Undecidable: a table of the same columns without a blank row before it, whose header may as well be a row that says “soon”.
            self.kind, self.sorts, self.width = "one", list(self.like.sorts), self.like.width
            self.sorts[-2:] = [chance.choice(TEXTS if sort in VALUES else VALUES) for sort in self.sorts[-2:]]
            self.missing = 0
            self.names = list(chance.sample(NOUNS, self.width))
            self.planted.columns = list(self.like.planted.columns)

    def _titles(self) -> None:
        chance, sheet = self.chance, self.sheet
        if chance.random() < 0.35:
            return
        self.planted.features.add("titles")
        count = chance.choice((1, 1, 1, 2, 3, 5)) if self.is_neighbour else chance.choice((1, 1, 2, 3, 4, 8, 45))
        for number in range(count):
            draw = chance.random()
            if draw < 0.15 and number:
                pass  # a blank row
            elif draw < 0.3 and not self.is_neighbour and count > 1:
                sheet.write(self.row, self.left, chance.choice(KEYS))
                sheet.write(self.row, self.left + 1, chance.choice((chance.choice(WORDS).title(), START, 12)))
            elif draw < 0.34 and not self.is_neighbour and self.width > 5:
                for at, word in enumerate(("Open", "Closed", "All")):
                    sheet.write(self.row, self.left + at, f"{word}: {chance.randrange(90)}")
                self.planted.features.add("figures above")
            elif draw < 0.4 and not self.is_neighbour and "blank column inside" not in self.planted.features:
                # Undecidable: a title right of a blank column, which may be one of a table that begins there.
                sheet.write(self.row, self.planted.columns[self.width // 2], chance.choice(TITLES))
            else:
                sheet.write(self.row, self.left, chance.choice(TITLES))
                if chance.random() < 0.2:
                    sheet.merge(self.row, self.left, self.row, self.planted.columns[-1])
            self.row += 1
        if chance.random() < 0.6:
            self.row += 1

    def _header(self) -> None:
        self.planted.features.add(f"header: {self.kind}")
        if self.kind == "none":
            self.planted.has_header = False
            self.missing = 0  # undecidable: whether the first row of a list without a header is one, when its values are missing
            return
        if self.kind in ("years", "counting", "months", "periods"):
            self._periods()
        elif self.kind == "one" and self.chance.random() < 0.1 and self.width > 3:
            at = self.chance.randrange(1, self.width)
            self.names[at] = self.names[at - 1]
            self.planted.features.add("duplicate header")
        elif self.kind == "one" and self.like is None and self.chance.random() < 0.1 and self.width > 3 and not self.is_wordy:
            self.names[self.chance.randrange(1, self.width)] = ""
            self.planted.features.add("empty header")
        shown = [_shown(name) for name in self.names]
        if self.kind in ("two", "three"):
            shown = self._grouped()
        elif self.kind == "units":
            shown = self._with_units()
        elif self.kind == "merged":
            shown = self._merged()
        else:
            self._write_row(self.names)
        self.planted.headers = _unique(shown, self.planted.columns)

    def _periods(self) -> None:
        """Years, months, other periods or running numbers over columns of numbers at the right."""
        chance = self.chance
        first = max(1, self.width - chance.randrange(3, 7))
        count = self.width - first
        self.sorts[first:] = [chance.choice(("real", "count"))] * count
        self.sorts[0] = "name" if self.sorts[0] in VALUES else self.sorts[0]
        ways: tuple[list[Cell], ...] = (
            [datetime.datetime(2026, 1 + number, 1) for number in range(min(count, 12))],
            [f"{MONTHS[number % 12]} {2025 + number // 12}" for number in range(count)],
            [f"2026-{1 + number:02}" for number in range(min(count, 12))],
            [f"Q{1 + number % 4} {2024 + number // 4}" for number in range(count)],
            [f"KW {10 + number}" for number in range(count)],
            list(LONG_MONTHS[:count]),
            [datetime.datetime(2026, 3, 2) + datetime.timedelta(days=7 * number) for number in range(count)],
        )
        periods: dict[str, list[Cell]] = {
            "years": [2019 + number for number in range(count)],
            "counting": [1 + number for number in range(count)],
            "months": list(MONTHS[:count]),
            "periods": chance.choice(ways),
        }
        if count < 3 and self.kind in ("counting", "periods"):
            return  # undecidable: whether 1 and 2, or two days, are headers or values
        if self.kind == "counting":
            self.sorts[1:first] = [chance.choice(TEXTS) for _ in range(1, first)]
        self.names[first:] = periods[self.kind]
        self.width = len(self.names)
        del self.sorts[self.width :], self.planted.columns[self.width :]

    def _grouped(self) -> list[str]:
        """Names of groups above some of the columns; the lower names of two groups may be the same."""
        chance, sheet, places = self.chance, self.sheet, self.planted.columns
        levels = 1 if self.kind == "two" else 2
        shown = [_shown(name) for name in self.names]
        start = 1 if self.sorts[0] in TEXTS or chance.random() < 0.8 else 0
        size = max(2, (self.width - start) // 2)
        groups = [(at, at + size) for at in (start, start + size) if at + size <= self.width]
        repeats = len(groups) == 2 and chance.random() < 0.5
        merged = chance.random() < 0.6
        words = [[chance.choice(WORDS).title() for _ in groups] for _ in range(levels)]
        if len(groups) == 2 and words[0][0] == words[0][1]:
            words[0][1] += " too"
        for level, own in enumerate(words):
            for (first, last), word in zip(groups, own, strict=True):
                sheet.write(self.row + level, places[first], word)
                if merged:
                    sheet.merge(self.row + level, places[first], self.row + level, places[last - 1])
        if repeats:
            for offset in range(size):
                self.names[groups[1][0] + offset] = self.names[groups[0][0] + offset]
            for number, (first, last) in enumerate(groups):
                for place in range(first, last):
                    shown[place] = " ".join(dict.fromkeys([own[number] for own in words] + [_shown(self.names[place])]))
        grouped = {place for first, last in groups for place in range(first, last)}
        bottom = self.row + levels
        lifted = merged and chance.random() < 0.5
        for place, name in enumerate(self.names):
            is_lifted = place not in grouped and lifted
            sheet.write(self.row if is_lifted else bottom, places[place], name)
            if is_lifted:
                sheet.merge(self.row, places[place], bottom, places[place])
        self.row = bottom + 1
        return shown

    def _with_units(self) -> list[str]:
        self._write_row(self.names)
        shown = [_shown(name) for name in self.names]
        numbers = [at for at, sort in enumerate(self.sorts) if sort in (*NUMBERS, "money", "percent")]
        for at in numbers:
            unit = self.chance.choice(("EUR", "%", "(kg)", "pcs", "[h]", "k€"))
            self.sheet.write(self.row, self.planted.columns[at], unit)
            shown[at] = f"{shown[at]} {unit}"
        self.row += bool(numbers)
        return shown

    def _merged(self) -> list[str]:
        """One name over two columns."""
        at = self.chance.randrange(self.width - 1)
        names = [*self.names[: at + 1], "", *self.names[at + 2 :]]
        places = self.planted.columns
        self.sheet.merge(self.row, places[at], self.row, places[at + 1])
        self._write_row(names)
        return [_shown(name) for name in [*self.names[: at + 1], self.names[at], *self.names[at + 2 :]]]

    def _write_row(self, values: list[Cell]) -> None:
        for place, value in zip(self.planted.columns, values, strict=True):
            self.sheet.write(self.row, place, value)
        self.row += 1

    def _data(self) -> None:
        chance, planted = self.chance, self.planted
        if self.kind != "none" and not self.is_wordy and chance.random() < 0.05:
            self.row += 1  # a blank row below the header
        repeat = chance.choice((5, 8)) if self.kind in ("one", "months") and not self.is_wordy and chance.random() < 0.1 else 0
        repeat = 0 if self.is_bare else repeat  # undecidable: tables that touch, with a header of both repeated in the same row
        page = chance.choice(TITLES[:6]) if repeat and chance.random() < 0.4 and self.width > 2 else ""
        subtotals = not repeat and self.kind == "one" and self.sorts[0] in ("name", "code") and chance.random() < 0.08
        is_headed = self.length >= 6 and self.sorts[0] == "name" and not (self.is_wordy or repeat or subtotals) and chance.random() < 0.15
        sections = self.width > 3 and self.kind == "one" and not (is_headed or repeat or subtotals) and chance.random() < 0.06
        for number in range(self.length):
            if self.gaps and number and not is_headed and chance.random() < 0.12:
                self.row += 1
                planted.features.add("blank rows inside")
            if sections and number % 5 == 3:
                self._plant([f"Section {chance.choice(WORDS)}", *[""] * (self.width - 1)])
                planted.features.add("section rows")
            values = [self._value(sort, at, number) for at, sort in enumerate(self.sorts)]
            if not self.planted.has_header and not number:
                # Undecidable: a first row with a number that may be a year, in a list without a header.
                values = [value + 7000 if isinstance(value, int) and 1990 <= value <= 2100 else value for value in values]
            if all(value == "" for value in values[1:]):
                values[-1] = SORTS[self.sorts[-1]](chance, number)  # undecidable: a row with a name only, which could be a note
            self._plant(values)
            if repeat and number % repeat == repeat - 1 and number < self.length - 1:
                self._page(page, number // repeat + 2)
            if subtotals and number % 4 == 3 and number < self.length - 1:
                self._total(chance.choice(("Subtotal", "Total " + chance.choice(WORDS))))
                planted.features.add("subtotals")
        if is_headed:
            self._merge_keys()

    def _value(self, sort: str, at: int, number: int) -> Cell:
        if at and self.chance.random() < self.missing:
            return ""
        if at and sort in NUMBERS and (number or self.planted.has_header) and self.chance.random() < 0.01:
            return self.chance.choice(("#N/A", "-", "tbd"))
        return SORTS[sort](self.chance, number)

    def _plant(self, values: list[Cell]) -> None:
        for place, value in zip(self.planted.columns, values, strict=True):
            self.sheet.write(self.row, place, value)
        self.planted.rows.append(values)
        self.planted.row_numbers.append(self.row)
        self.row += 1

    def _merge_keys(self) -> None:
        """Merge the first column, and perhaps the second, over two or three rows at a time; the value is that of the first, or a year."""
        planted, chance = self.planted, self.chance
        planted.features.add("merged rows")
        as_years, both = chance.random() < 0.2, self.width > 2 and self.sorts[1] in TEXTS and chance.random() < 0.3
        for cells, number in zip(planted.rows, planted.row_numbers, strict=True):
            if cells[-1] == "":  # undecidable: whether a row is one that has nothing but its share of a merged cell
                cells[-1] = SORTS[self.sorts[-1]](chance, number)
                self.sheet.write(number, planted.columns[-1], cells[-1])
        at = 0
        while at < len(planted.rows):
            end = min(at + chance.choice((1, 2, 3)), len(planted.rows))
            for place in (0, 1) if both else (0,):
                value: Cell = 2010 + at if as_years and place == 0 else planted.rows[at][place] or chance.choice(WORDS)
                column = planted.columns[place]
                for row in range(at, end):
                    planted.rows[row][place] = value
                    self.sheet.cells.pop((planted.row_numbers[row], column), None)
                self.sheet.write(planted.row_numbers[at], column, value)
                if end - at > 1:
                    self.sheet.merge(planted.row_numbers[at], column, planted.row_numbers[end - 1], column)
            at = end

    def _page(self, title: str, number: int) -> None:
        """The header again, as on the next page of a printed report."""
        if title:
            self.sheet.write(self.row, self.planted.columns[0], f"{title}, page {number}")
            self.row += 1
            self.planted.features.add("page titles")
        self._write_row(self.names)
        self.planted.features.add("repeated header")

    def _total(self, label: str) -> None:
        planted = self.planted
        self.sheet.write(self.row, planted.columns[0], label)
        for at, sort in enumerate(self.sorts):
            if at and sort in NUMBERS:
                numbers = [value for row in planted.rows if isinstance(value := row[at], int | float)]
                self.sheet.write(self.row, planted.columns[at], sum(numbers))
        self.row += 1

    def _below(self) -> None:
        chance, planted = self.chance, self.planted
        if self.kind == "none" or self.is_wordy:
            return
        numbers = [at for at, sort in enumerate(self.sorts) if at and sort in NUMBERS]
        if self.sorts[0] in ("name", "code") and chance.random() < 0.3:
            self.row += chance.choice((0, 0, 1))
            # Undecidable: a total of a table of names and numbers alone can be a company called Total, unless its label says nothing else.
            others = [sort for sort in self.sorts[1:] if sort in TEXTS]
            label = chance.choice(TOTALS if others else EXACT_TOTALS)
            self._total("" if numbers and len(planted.rows) > 2 and chance.random() < 0.15 else label)
            planted.features.add("total")
        if chance.random() < 0.25 and self.width >= 3:
            self.row += chance.choice((1, 1, 2))
            for _ in range(chance.choice((1, 1, 2))):
                self.sheet.write(self.row, planted.columns[0], chance.choice(NOTES))
                self.row += 1
            planted.features.add("notes")
        elif chance.random() < 0.08 and self.width >= 4:
            self.row += 1
            for _ in range(chance.choice((1, 2, 3))):
                self.sheet.write(self.row, planted.columns[0], chance.choice(KEYS))
                self.sheet.write(self.row, planted.columns[1], chance.choice((chance.choice(WORDS).title(), START, 12)))
                self.row += 1
            planted.features.add("keys below")


def _shown(name: Cell) -> str:
    return " ".join(raw_text(name).split())


def _unique(names: list[str], places: list[int]) -> list[str]:
    """What the columns are to be called: a column without a name by its place, a repeated one with a number."""
    taken: dict[str, int] = {}
    found = []
    for name, place in zip(names, places, strict=True):
        wanted = name or f"Column {place}"
        taken[wanted.casefold()] = taken.get(wanted.casefold(), 0) + 1
        found.append(wanted if taken[wanted.casefold()] == 1 else f"{wanted} ({taken[wanted.casefold()]})")
    return found
