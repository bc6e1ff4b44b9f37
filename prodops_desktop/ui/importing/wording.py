"""What the head and the foot of the dialog say about a file and its choices."""

from pathlib import Path

from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.intake.reading import MOST_COLUMNS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import IMPORTED, LOCKED, REFUSED, SKIPPED, STORING, FileChoices
from prodops_desktop.ui.importing.facts import Facts
from prodops_desktop.ui.importing.look import Look, missing_text
from prodops_desktop.ui.importing.naming import Target
from prodops_desktop.ui.texts import counted, tr

FILE, TABLE, COLUMNS, SUMMARY = range(4)
"""The steps."""
OVER = {REFUSED, STORING, IMPORTED, SKIPPED}
"""States of which the dialog only says what came of the file."""


_FORMATS = {
    "xlsx": (tr("Excel workbook"), {"xlsx", "xltx"}),
    "xlsm": (tr("Excel workbook with macros, which are not run"), {"xlsm", "xltm"}),
    "xlsb": (tr("Excel binary workbook"), {"xlsb"}),
    "xls": (tr("Workbook of an older Excel"), {"xls", "xlt"}),
    "ods": (tr("OpenDocument spreadsheet"), {"ods", "ots"}),
    "csv": (tr("Text with values"), {"csv", "txt"}),
    "tsv": (tr("Text with values"), {"tsv", "tab", "txt", "csv"}),
}
"""What a format is for people, and how names of such files end."""


def format_text(look: Look) -> str:
    """What the file is by its content, and its size."""
    title, _ = _FORMATS.get(look.format, (look.format, set()))
    return tr("{format}, {size}", format=title, size=formats.size(look.size))


def ending_text(look: Look, path: Path) -> str:
    """That the file is called as if it were another one; empty where it is not."""
    _, endings = _FORMATS.get(look.format, ("", set()))
    ending = (Path(path.stem) if path.suffix.casefold() == ".gz" else path).suffix.lstrip(".").casefold()
    return "" if not ending or ending in endings else tr("its name says {ending}", ending=ending[:12])


def title_text(file: FileChoices, target: Target | None) -> str:
    """What will come of the file."""
    if file.state in OVER or file.shown is None:
        return tr("Import {name}", name=file.path.name)
    if target is not None:
        return tr("Import new version of {name}", name=target.name)
    return tr("Import {name}", name=file.destination.name or file.origin.stem)


def about_text(file: FileChoices) -> str:
    """The file and its size."""
    look = file.look or file.shown
    if look is None:
        return ""
    parts = [
        counted(len(look.sheets), "{n} sheet", "{n} sheets"),
        counted(_rows(file, look), "{n} row", "{n} rows"),
        counted(len(look.columns), "{n} column", "{n} columns"),
    ]
    return f"{file.path.name} › {' · '.join(parts)}"


def same_bytes_text(file: FileChoices, facts: Facts) -> str:
    """That these bytes came before, unless they are to come again."""
    if file.again or facts.before is None:
        return ""
    name, number, moment = facts.before
    return tr(
        "{file} has the same bytes as version {n} of {name}, imported {day}. Import it again only if you mean to.",
        file=file.path.name,
        n=formats.number(number),
        name=name,
        day=formats.day(moment[:10]),
    )


def hindrance(file: FileChoices, facts: Facts, *, taken: bool) -> str:
    """Why the next step is not possible with these choices, as a sentence; empty when it is."""
    look = file.look
    if look is None:
        return ""
    if file.step == COLUMNS:
        missing = file.own.missing(look)
        if missing:
            return tr("{kind} needs {fields}.", kind=KINDS[look.kind].title, fields=missing_text(missing))
        return _width_text(file, look)
    if file.step == SUMMARY:
        return ""
    if not taken:
        return tr("“{sheet}” is only looked at. Tick it, or press Space on it, to take it, too.", sheet=look.sheet)
    if file.step == TABLE:
        return "" if _rows(file, look) else rowless_text(look)
    if not _rows(file, look) and not (look.above or look.head):
        return rowless_text(look)
    if same_bytes_text(file, facts):
        return tr("The same bytes were imported before. “Import again” goes on all the same.")
    if file.destination.as_of_wrong:
        return tr("That is no day. Write it as 2026-11-20 or 20 Nov 2026.")
    return "" if file.destination.name else tr("A dataset needs a name of at least one character.")


def rowless_text(look: Look) -> str:
    """That nothing stands under the header, and what to do: another sheet is named only where there is one with rows."""
    others = [sheet for sheet in look.sheets if sheet.name != look.sheet and sheet.rows]
    if not (look.above or look.head):
        said = tr("The sheet “{sheet}” is empty.", sheet=look.sheet)
        return f"{said} {tr('Choose another sheet.') if others else tr('Export it again.')}"
    said = tr("The table found on “{sheet}” has no data rows.", sheet=look.sheet)
    if others:
        return f"{said} {tr('Choose another header in the step Table, or another sheet.')}"
    return f"{said} {tr('Choose another header in the step Table, or export the file again.')}"


def remarks_of(file: FileChoices, look: Look) -> list[str]:
    """What the step File says about what was found: first what may stand in the way, then what the look warns of."""
    said = [] if _rows(file, look) else [rowless_text(look)]
    wide = _width_text(file, look)
    return [*said, *([wide] if wide else []), *look.warnings]


def _width_text(file: FileChoices, look: Look) -> str:
    """That too many or no columns are to be stored; empty where there is nothing to say."""
    kept = len(file.own.kept(look))
    if kept > MOST_COLUMNS:
        return tr(
            "The table has {n} columns; a dataset can have {most}. Leave some out in the step Columns, or in the file.",
            n=formats.number(kept),
            most=formats.number(MOST_COLUMNS),
        )
    return "" if kept or not look.columns else tr("Every column is left out. Keep at least one of them.")


def primary_text(file: FileChoices, target: Target | None) -> str:
    """The word on the primary button."""
    if file.state == LOCKED:
        return tr("Open")
    if file.step == SUMMARY:
        return tr("Import as version {n}", n=formats.number(target.next_number if target else 1))
    return {FILE: tr("Next: Table"), TABLE: tr("Next: Columns"), COLUMNS: tr("Next: Summary")}[file.step]


def nothing_yet() -> str:
    """What is said while nothing has been decided."""
    return tr("Nothing is written until you finish Summary.")


def leaving_text(files: int) -> str:
    """What is said when Esc was pressed while several files are undecided."""
    return tr("Esc again closes, and nothing is imported of {n} files.", n=formats.number(files))


def over_texts(file: FileChoices) -> tuple[str, str, str]:
    """What came of a file that is over: a heading, the kind of note, and what it says."""
    name = file.path.name
    if file.state == REFUSED:
        return tr("{file} was not imported", file=name), "bad", file.reason
    if file.state == SKIPPED:
        return tr("{file} was skipped", file=name), "note", tr("Nothing of it is in the workspace. It can be taken up again.")
    if file.state == STORING:
        return tr("{file} is being stored", file=name), "note", tr("The status bar of the window shows how far it is.")
    return tr("{file} was imported", file=name), "good", file.reason


def after_over(file: FileChoices, files_left: int) -> tuple[str, str]:
    """The word on the primary button after such a file, and what is said beside it."""
    said = tr("Nothing of this file was stored.") if file.state in (REFUSED, SKIPPED) else ""
    return tr("Next file") if files_left else tr("Close"), said


def _rows(file: FileChoices, look: Look) -> int:
    """How many rows the chosen sheets have together."""
    if file.is_stacked:
        return sum(sheet.rows for sheet in look.alike)
    return look.rows
