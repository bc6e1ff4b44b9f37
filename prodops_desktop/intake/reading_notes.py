"""What is to be said about a table that was read: sentences for the summary of an import."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from prodops_desktop.intake.counting import counted
from prodops_desktop.intake.number_plans import AMBIGUOUS_NUMBERS
from prodops_desktop.intake.read_columns import ReadColumn

_MOST_ROWS = 3


def notes_on_columns(columns: Sequence[ReadColumn]) -> list[str]:
    """Sentences on how the columns were read and what stands in them that is no value."""
    notes = [note for column in columns for note in column.plan.notes if note != AMBIGUOUS_NUMBERS]
    open_numbers = {
        column.header: column.column.kept.as_numbers.ambiguous.total() for column in columns if AMBIGUOUS_NUMBERS in column.plan.notes
    }
    if open_numbers:
        notes.append(f"{_listed(open_numbers)}: {counted(sum(open_numbers.values()), 'number')} {AMBIGUOUS_NUMBERS}.")
    for column in columns:
        words = column.plan.missing
        count = sum(column.column.kept.words[word] for word in words)
        if count:
            shown = ", ".join(f"“{word}”" for word in sorted(words)[:3])
            notes.append(f"“{column.header}”: {count:,} {_cells(count)} with {shown} {_are(count)} taken as missing.")
    if errors := {column.header: column.column.kept.errors for column in columns if column.column.kept.errors}:
        count = sum(errors.values())
        notes.append(f"{_listed(errors)}: {count:,} {_cells(count)} {_hold(count)} an error of the spreadsheet, such as #N/A.")
    if formulas := {column.header: column.column.kept.formulas for column in columns if column.column.kept.formulas}:
        count = sum(formulas.values())
        stayed = "it stayed empty, and its formula is kept" if count == 1 else "they stayed empty, and the formulas are kept"
        notes.append(f"{_listed(formulas)}: {count:,} {_cells(count)} {_hold(count)} a formula without a stored value; {stayed}.")
    return notes


def notes_on_rows(dropped: Mapping[int, str], texts: Mapping[int, str], *, headless: bool, headers: Sequence[str]) -> list[str]:
    """Sentences on the rows that were left out, by the names of the steps, and on headers that are missing or repeated.

    ``texts`` says of some of these rows what and where they are.
    """
    notes = []
    for step, rows in Counter(dropped.values()).items():
        named = _named_rows([texts[index] for index in sorted(dropped) if dropped[index] == step and index in texts])
        notes.append(f"{rows:,} {'row was' if rows == 1 else 'rows were'} left out as “{step}”{named}.")
    if headless:
        notes.append("No header row was found; the columns are called after their places.")
    repeated = [header for header in headers if re.search(r" \(\d+\)$", header)]
    if repeated:
        notes.append(f"Headers that occur more than once were numbered: {', '.join(repeated[:6])}{' …' if len(repeated) > 6 else ''}.")
    return notes


def _named_rows(texts: Sequence[str]) -> str:
    """The first rows of some that were left out, and the last one."""
    if not texts:
        return ""
    more = len(texts) - _MOST_ROWS
    return f": {', '.join(texts[:_MOST_ROWS])}" + (f" and {more:,} more, the last one {texts[-1]}" if more > 0 else "")


def note_on_left_out(headers: Iterable[str]) -> list[str]:
    """A sentence that names the columns that are not stored; none when all are."""
    named = list(headers)
    if not named:
        return []
    return [f"{len(named):,} {'column was' if len(named) == 1 else 'columns were'} left out as chosen: {_listed(named)}."]


def currency_note(headers: Sequence[str], beside: str, code: str | None) -> str:
    """The sentence on amounts whose currency stands in another column; ``code``: it is the same in each row."""
    amounts = "amounts are" if code is not None else "each amount is"
    what = (
        f"in {code}, as the column “{beside}” says in every row"
        if code is not None
        else f"in the currency that “{beside}” names in its row"
    )
    return f"{_listed(headers)}: {amounts} {what}."


def _listed(headers: Iterable[str]) -> str:
    """Up to five headers in quotation marks."""
    named = [f"“{header}”" for header in headers]
    return ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")


def _cells(count: int) -> str:
    return "cell" if count == 1 else "cells"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _hold(count: int) -> str:
    return "holds" if count == 1 else "hold"
