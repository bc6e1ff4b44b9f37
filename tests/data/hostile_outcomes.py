"""What is expected of each file in tests/data/hostile/, worked out from what ``make_hostile.py`` writes into it."""

from tests.data.hostile_binaries import PASSWORD
from tests.data.outcomes import Found, Outcome, refused

_TABLE = {"A1": "Firm", "B2": "5", "C3": "2026-01-03"}
_FIRMS = {"A1": "Firm", "A2": "Acme", "B2": "5", "B3": "6"}
_OLD = {"A1": "Firm", "B2": "5.5", "C2": "2026-01-02", "D2": "TRUE", "B3": "#N/A", "C3": "", "D3": "FALSE"}
_BINARY = {"A2": "Acme", "B2": "5", "C2": "2026-01-02", "D2": "0.31", "F2": "TRUE", "A3": "", "B4": "#N/A", "F4": "#DIV/0!"}
_SECRET = Found("Secret", None, 1, 1, {"A1": "x"}, "very hidden")
_BOOK = (Found("Firms", 1, 2, 6, _FIRMS),)
_OLD_BOOK = (Found("Firms", 1, 2, 11, _OLD), _SECRET)
_BINARY_BOOK = (Found("Firms", 1, 2, 14, _BINARY | {"C4": "2026-01-03 18:00:00"}), _SECRET)
_BY_SECOND = "it was read by a second one"


def _text(name: str, rows: int, cells: int, at: dict[str, str], *, header: int | None = 1, warns: str = "", form: str = "csv") -> Outcome:
    return Outcome((Found(name, header, rows, cells, at),), warns=warns, format=form)


TEXTS = {
    "unbalanced quote.csv": _text("unbalanced quote", 59, 180, {"B2": '"24 monitor', "B60": "Part 59"}, warns="On line 2 a quote opens"),
    "quotes inside.csv": _text("quotes inside", 2, 9, {"B2": 'He said "no" twice', "B3": 'Then "yes"'}, warns="On line 2 quotes stand"),
    "swallowed rows.csv": _text("swallowed rows", 6, 21, {"B2": '"24 monitor', "B6": '17" screen"'}, warns="On line 2 a quote opens"),
    "single quotes.csv": _text("single quotes", 2, 6, {"B2": "Paris, France"}),
    "no bom.csv": _text("no bom", 2, 9, _TABLE, warns="read as utf-16-le"),
    "big endian.txt": _text("big endian", 1, 4, {"A2": "Åkerlund", "B2": "Malmö"}, warns="read as utf-16", form="tsv"),
    "big5.csv": _text("big5", 3, 12, {"A1": "公司", "B3": "新北市"}, warns="read as big5"),
    "shift jis.csv": _text("shift jis", 3, 12, {"A1": "会社", "B3": "東京都"}, warns="read as shift_jis"),
    "cyrillic.csv": _text("cyrillic", 2, 9, {"A1": "Компания", "C2": "1 200,50"}, warns="read as cp1251"),
    "western.csv": _text("western", 2, 9, {"A2": "Müller & Söhne", "B3": "Rue de l’Été"}, warns="read as cp1252"),
    "mostly utf-8.csv": _text("mostly utf-8", 11, 24, {"A2": "Åkerlund", "B12": "Århus"}, warns="At 2 places the text is not utf-8"),
    "zeros.csv": _text("zeros", 2, 6, {"A2": "Acme", "B2": "5"}, warns="2 bytes of zero"),
    "padding above.csv": _text("padding above", 2, 10, {"A4": "Report of May", "B6": "Firm", "C7": "5"}, header=6),
    "long cell.csv": _text("long cell", 2, 6, {"B2": "x" * 140_000, "B3": "short"}),
    "lines in cells.csv": _text("lines in cells", 2, 9, {"B2": "first\nsecond, with comma\r\nthird", "B3": 'a "quoted" word'}),
    "lone returns.csv": _text("lone returns", 2, 9, _TABLE),
    "mixed line ends.csv": _text("mixed line ends", 3, 8, {"B2": "5", "A4": "Gamma"}),
    "two signs.txt": _text("two signs", 2, 9, _TABLE),
    "named delimiter.csv": _text("named delimiter", 2, 6, {"A1": "Firm", "A2": "Acme, Inc."}),
    "marks inside.csv": _text("marks inside", 2, 6, {"A3": "Beta"}, warns="One byte order mark amid the text"),
    "one column.csv": _text("one column", 3, 4, {"A1": "Firm", "A4": "Gamma"}),
    "packed.csv.gz": _text("packed", 2, 9, _TABLE),
    "text called.xlsx": _text("text called", 2, 9, _TABLE, warns="Its name ends in .xlsx"),
}

REFUSED = {
    "cut off.csv.gz": refused("the packing breaks off"),
    "a sentence.xlsx": refused("plain text without columns"),
    "web page.xls": refused("It is a web page"),
    "of 2003.xls": refused("It is an XML spreadsheet of 2003"),
    "flat.ods": refused("It is a flat XML document"),
    "mail.xls": refused("It is a web page or a mail in one file"),
    "data.csv": refused("It is JSON"),
    "old exchange.csv": refused("old exchange format (SYLK)"),
    "picture.xlsx": refused("It is a picture (PNG)"),
    "document.xlsx": refused("It is a PDF document"),
    "noise.csv": refused("neither a spreadsheet nor text"),
    "nothing.csv": refused("It is empty"),
    "blanks.csv": refused("It is empty"),
    "empty.xlsx": refused("an empty archive without a sheet"),
    "no sheets.xlsx": refused("an archive without a spreadsheet"),
    "wrapped.xlsx": refused("an archive that holds the spreadsheet “accounts.csv”"),
    "letter.xlsx": refused("It is a text document (Word)"),
    "cut off.xlsx": refused("It is a damaged workbook: its end is missing"),
    "billion laughs.xlsx": refused("It declares a document type or entities"),
    "one long entity.xlsx": refused("It declares a document type or entities"),
    "entity outside.xlsx": refused("It declares a document type or entities"),
    "repeats.ods": refused("unfolds to more cells than a sheet holds"),
    "protected.ods": refused("It is protected with a password in a way"),
    "letter.xls": refused("It is a document or a presentation"),
    "hollow.xls": refused("It is a damaged xls workbook"),
    "cut off.xls": refused("It is a damaged xls workbook"),
    "looping.xls": refused("It is a damaged xls workbook", kills=True),
    "far apart.xls": refused("It needs more memory than the 300 MB", kills=True),
}

WORKBOOKS = {
    "called.xls": Outcome(_BOOK, format="xlsx"),
    "called.csv": Outcome(_BOOK, format="xlsx"),
    "false dimension.xlsx": Outcome(_BOOK),
    "no references.xlsx": Outcome(_BOOK),
    "error cells.xlsx": Outcome((Found("Firms", 1, 2, 6, {"B2": "#N/A", "B3": "6"}),)),
    "formula without value.xlsx": Outcome(
        (Found("Firms", 1, 2, 6, {"B2": "=2+3", "B3": "6"}),),
        warns="In 1 cell of “Firms”, B2, there is a formula without a stored value",
    ),
    "outside.xlsx": Outcome(_BOOK),
    "state show.xlsx": Outcome(_BOOK, warns=_BY_SECOND),
    "very hidden.xlsx": Outcome((*_BOOK, Found("Secret", 1, 1, 4, {"B2": "9"}, "very hidden"))),
    "since 1904.xlsx": Outcome((Found("Days", 1, 1, 4, {"B2": "2026-03-15"}),)),
    "strict.xlsx": Outcome(_BOOK),
    "many merges.xlsx": Outcome(_BOOK),
    "macros.xlsx": Outcome(_BOOK, format="xlsm"),
    "no mimetype.ods": Outcome(
        (
            Found("Firms", 1, 4, 15, {"A2": "Acme  Inc.\nParis", "B2": "5", "C2": "2026-01-02", "A5": "Beta", "C5": "=TODAY()"}),
            Found("Secret", None, 1, 1, {"A1": "x"}, "hidden"),
        ),
        warns="In 3 cells of “Firms”, such as C3, there is a formula without a stored value",
        format="ods",
    ),
    "cut off.ods": Outcome((Found("Firms", 1, 0, 3, {"C1": "Since"}),), warns="breaks off behind row 1"),
    "old.xls": Outcome(_OLD_BOOK, format="xls"),
    "old, called.xlsx": Outcome(_OLD_BOOK, format="xls"),
    "other stream.xls": Outcome(_OLD_BOOK, format="xls", warns=_BY_SECOND),
    "bare records.xls": Outcome(_OLD_BOOK, format="xls", warns=_BY_SECOND),
    "binary.xlsb": Outcome(_BINARY_BOOK, format="xlsb"),
    "binary of a beta.xlsb": Outcome(_BINARY_BOOK, format="xlsb", warns=_BY_SECOND),
    "binary, cut off.xlsb": Outcome((Found("Firms", 1, 1, 10, {"A2": "Acme", "F2": "TRUE"}), _SECRET), warns="breaks off behind row 4"),
    "protected.xlsx": Outcome(_BOOK, format="xlsx", password=PASSWORD),
    "protected.xls": Outcome(_OLD_BOOK[:1], format="xls", password=PASSWORD),
    "protected by default.xls": Outcome(_OLD_BOOK[:1], format="xls"),
}

OUTCOMES = TEXTS | REFUSED | WORKBOOKS
"""File name → what is expected."""
