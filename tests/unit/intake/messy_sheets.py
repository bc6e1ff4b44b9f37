"""Makes sheets of random mess with tables planted in them, and says what a careful reader finds there.

What nobody could decide from the cells alone is left out, each time with a comment that says so (“undecidable”).
"""

from .messy_cells import MessySheet, Planted
from .messy_tables import TableMaker
from .messy_values import VALUES, WORDS

__all__ = ["MessySheet", "Planted", "make_sheet"]


def make_sheet(seed: int) -> MessySheet:
    """The sheet of a seed."""
    sheet = MessySheet(seed)
    chance = sheet.chance
    top, left = chance.choice((1, 1, 1, 2, 4)), chance.choice((1, 1, 1, 2, 4))
    layouts = ("alone", "beside", "below", "note beside", "both", "touching beside", "touching below", "four")
    layout = chance.choices(layouts, (50, 12, 14, 8, 6, 4, 3, 3))[0]
    maker = TableMaker(sheet, top, left, is_bare=layout.startswith("touching")).make()
    if maker.planted.features & {"header: none", "words only"}:
        layout = "alone"  # undecidable: whether rows below or beside such a list go on with it
    if layout == "note beside":
        _note_beside(sheet, maker)
    elif layout == "touching beside" and len(maker.planted.rows) >= 6 and "blank column inside" not in maker.planted.features:
        TableMaker(sheet, maker.header_row + 3, maker.right + 1, is_neighbour=True, is_bare=True).make()
    elif layout == "touching below" and len([sort for sort in maker.sorts if sort in VALUES]) > 1 and maker.length > 2:
        TableMaker(sheet, maker.row, left, is_neighbour=True, is_bare=True, like=maker).make()
    elif layout == "four":
        _four(sheet, maker)
    if layout in ("beside", "both"):
        _beside(sheet, maker)
    if layout in ("below", "both"):
        start = max(row for row, _ in sheet.cells) + 2 + chance.choice((0, 1, 2))
        TableMaker(sheet, start, left + chance.choice((0, 0, 0, 1, 2)), is_neighbour=True).make()
    maker.planted.features.add(layout)
    if not sheet.merges and chance.random() < 0.3:
        sheet.become_text()
        maker.planted.features.add("text file")
    return sheet


def _beside(sheet: MessySheet, maker: TableMaker) -> None:
    """A table to the right; with one blank column between them it begins further down than the rows of the left one.

    Undecidable: tables side by side in the same rows with one blank column between them, which may as well be one table.
    """
    gap = sheet.chance.choice((1, 2, 2, 3))
    start = maker.header_row + 3 + sheet.chance.randrange(4) if gap == 1 else maker.header_row + sheet.chance.randrange(-2, 4)
    TableMaker(sheet, max(1, start), maker.right + 1 + gap, is_neighbour=True, is_bare=gap == 1).make()


def _four(sheet: MessySheet, maker: TableMaker) -> None:
    """Three more tables, so that they are two by two."""
    start = max(row for row, _ in sheet.cells) + 3
    below = TableMaker(sheet, start, maker.left, is_neighbour=True).make()
    aside = max(maker.right, below.right) + 3
    beside = TableMaker(sheet, maker.header_row, aside, is_neighbour=True, is_bare=True).make()
    TableMaker(sheet, max(start, beside.row + 2), aside, is_neighbour=True).make()


def _note_beside(sheet: MessySheet, maker: TableMaker) -> None:
    """A legend to the right of the rows: fewer than half of them, nothing beside the header."""
    rows = maker.planted.row_numbers
    count = min(3, (len(rows) - 1) // 2)
    column = maker.right + 1 + sheet.chance.choice((1, 2))
    for number in range(count):
        sheet.write(rows[0] + 1 + number, column, f"{sheet.chance.choice(WORDS)} = {sheet.chance.choice(WORDS)}")
    if count:
        maker.planted.features.add("note beside")
