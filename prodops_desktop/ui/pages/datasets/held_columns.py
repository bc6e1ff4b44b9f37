"""The columns of the tab Quarantine: where a row stands, why it was held back, and its cells as the file and the operator have them."""

from collections.abc import Callable

from prodops_desktop.datasets.model import Column as DataColumn
from prodops_desktop.datasets.rulings import DISMISSED, RELEASED
from prodops_desktop.ui.models.cells import Cell
from prodops_desktop.ui.models.paging import row_number
from prodops_desktop.ui.models.records import Column
from prodops_desktop.ui.pages.datasets.held_reading import Held, HeldList
from prodops_desktop.ui.texts import tr

SHIELD, WRONG, MENDED, RIGHT = "shield-alert-outline", "alert-outline", "pencil-outline", "check-circle-outline"
_LONGEST, _LONGEST_TIP = 300, 2000


def number_column(is_marked: Callable[[int], bool]) -> Column:
    """The row in the sheet, and whether it is marked."""

    def number(one: Held) -> Cell:
        icon, told = ("check-bold", tr("marked")) if is_marked(one.row.id) else ("", "")
        return Cell(row_number(one.row.place), "accent" if icon else "text_3", right=True, icon=icon, tip=one.row.sheet, told=told)

    return Column("row", "#", number, right=True, width=72, tip=tr("Row in the sheet; Ctrl+Space marks it"))


def held_columns(held: HeldList) -> list[Column]:
    """The columns of the rows of a version but for their numbers; those of the sheet are called “c1” and on, by their position."""
    made = []
    if held.sheets > 1:
        made.append(Column("sheet", tr("Sheet"), lambda one: Cell(one.row.sheet, "text_2"), width=110))
    made.append(Column("reason", tr("Why it was held back"), reason_cell, width=320, exact=_reasons))
    made += [
        Column(column.sql, " ".join(column.header.split()), _cell_of(column), width=140, tip=column.header, exact=_text_of(column))
        for column in held.columns
    ]
    return made


def position_of(column: Column) -> int:
    """The position of a column of the sheet; 0 of one that says something about the row."""
    return int(column.id[1:]) if column.id[:1] == "c" and column.id[1:].isdecimal() else 0


def reason_cell(one: Held) -> Cell:
    """What is wrong with a row now, and what was decided about the like before."""
    aside = before_text(one) if one.before is not None else ""
    if one.row.is_right:
        return Cell(tr("Nothing is wrong any more"), "good", icon=RIGHT, aside=aside, tip=tr("Release it with Ctrl+Enter."))
    texts = [reason.text for reason in one.row.reasons]
    return Cell(" ".join(texts), "warn", icon=SHIELD, aside=aside, tip="\n".join([*texts, *([aside] if aside else [])]))


def before_text(one: Held) -> str:
    """What an earlier version decided about the same row, in a few words."""
    if one.before is None:
        return ""
    version = tr("v{n}", n=one.before.number)
    if one.before.ruling == DISMISSED:
        return tr("in {version}: dismissed, {reason}", version=version, reason=one.before.reason)
    if one.before.ruling == RELEASED:
        return tr("in {version}: mended and released", version=version)
    return tr("in {version}: mended", version=version)


def _cell_of(column: DataColumn) -> Callable[[Held], Cell]:
    def cell(one: Held) -> Cell:
        row, position = one.row, column.position
        text, wrong, is_mended = row.text(position), row.wrong(position), position in row.mends
        line = " ".join(text[:_LONGEST].split()) or tr("empty")
        told = [wrong.text] if wrong is not None else []
        if is_mended:
            told.append(tr("In the file: {raw}", raw=row.raw(position) or tr("empty")))
        tip = "\n".join([*told, *([text] if len(text) > 40 or "\n" in text else [])])[:_LONGEST_TIP]
        if wrong is not None:
            return Cell(
                line, "bad" if is_mended else "warn", mono=bool(text), tip=tip, icon=WRONG, ground=_ground(wrong=True), told=told[0]
            )
        if is_mended:
            return Cell(
                line, "good", mono=bool(text), tip=tip, icon=MENDED, ground=_ground(wrong=False), told=tr("mended; {was}", was=told[0])
            )
        return Cell(line, mono=True, tip=tip) if text else Cell(tr("empty"), "text_3")

    return cell


def _ground(*, wrong: bool) -> str:
    return "warn_soft" if wrong else "good_soft"


def _text_of(column: DataColumn) -> Callable[[Held], str]:
    return lambda one: one.row.text(column.position)


def _reasons(one: Held) -> str:
    return " ".join(reason.text for reason in one.row.reasons)
