"""What would be cut short if the workspace or the window was closed now."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QDialog

from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


@runtime_checkable
class Unfinished(Protocol):
    """A dialog in which something was begun that is not stored before its end."""

    def unfinished(self) -> list[str]:
        """What would be lost, by name."""


def running_in_workspace(window: "MainWindow") -> list[str]:
    """The titles of the jobs of the workspace that is open, and of imports that are not stored yet; not what the window does by itself."""
    jobs = window.session.jobs if window.session is not None else []
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    begun = [name for dialog in dialogs if isinstance(dialog, Unfinished) for name in dialog.unfinished()]
    return [job.title for job in jobs] + [tr("Import of {name}", name=name) for name in begun]


def running(window: "MainWindow") -> list[str]:
    """The same, and the jobs that belong to no workspace."""
    return [*(job.title for job in window.runner.jobs), *running_in_workspace(window)]


def question(titles: list[str]) -> str:
    """What is asked once before all of it is cancelled."""
    if len(titles) == 1:
        return tr("“{title}” is still running. Closing cancels it, and everything is as it was before it began.", title=titles[0])
    named = counted(len(titles), "{n} job is still running:", "{n} jobs are still running:")
    listed = "\n".join(f"• {title}" for title in titles)
    return f"{named}\n{listed}\n" + tr("Closing cancels them, and everything is as it was before they began.")
