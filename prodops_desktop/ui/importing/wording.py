"""What the head and the foot of the dialog say about a file and its choices."""

from prodops_desktop.intake.choices import STACKED
from prodops_desktop.intake.kinds import KINDS
from prodops_desktop.ui import formats
from prodops_desktop.ui.importing.choices import FileChoices
from prodops_desktop.ui.importing.facts import Facts
from prodops_desktop.ui.importing.look import Look
from prodops_desktop.ui.importing.naming import Target
from prodops_desktop.ui.texts import counted, tr

FILE, COLUMNS, SUMMARY = range(3)
"""The steps."""


def title_text(file: FileChoices, target: Target | None) -> str:
    """What will come of the file."""
    if target is not None:
        return tr("Import new version of {name}", name=target.name)
    return tr("Import {name}", name=file.name or file.stem)


def about_text(file: FileChoices) -> str:
    """The file and its size."""
    look = file.look or file.first_look
    if look is None:
        return file.path.name
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


def hindrance(file: FileChoices, facts: Facts, step: int) -> str:
    """Why the next step is not possible with these choices, as a sentence; empty when it is."""
    look = file.look
    if look is None:
        return ""
    if step == COLUMNS:
        missing = ", ".join(file.missing())
        return tr("{kind} needs {fields}.", kind=KINDS[look.kind].title, fields=missing) if missing else ""
    if step != FILE:
        return ""
    if not _rows(file, look):
        return tr("The sheet “{sheet}” has no data rows. Choose another sheet, or export it again.", sheet=look.sheet)
    if same_bytes_text(file, facts):
        return tr("The same bytes were imported before. “Import again” goes on all the same.")
    if file.as_of_wrong:
        return tr("That is no day. Write it as 2026-11-20 or 20 Nov 2026.")
    return "" if file.name else tr("A dataset needs a name of at least one character.")


def primary_text(step: int, target: Target | None) -> str:
    """The word on the primary button."""
    if step == SUMMARY:
        return tr("Import as version {n}", n=formats.number(target.next_number if target else 1))
    return tr("Next: Columns") if step == FILE else tr("Next: Summary")


def nothing_yet() -> str:
    """What is said while nothing has been decided."""
    return tr("Nothing is stored before you choose Import.")


def refused_words(files_left: int) -> tuple[str, str]:
    """The word on the primary button after a refused file, and what is said beside it."""
    return tr("Next file") if files_left else tr("Close"), tr("Nothing of this file was stored.")


def _rows(file: FileChoices, look: Look) -> int:
    """How many rows the chosen sheets have together."""
    if file.sheet == STACKED:
        return sum(sheet.rows for sheet in look.alike)
    return next((sheet.rows for sheet in look.sheets if sheet.name == look.sheet), 0)
