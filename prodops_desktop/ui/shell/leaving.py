"""What would be lost if the workspace or the window was closed now."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QDialog

from prodops_desktop.ui.texts import counted, tr

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


@runtime_checkable
class Unfinished(Protocol):
    """A dialog that brings in files, which are not stored before its end."""

    def unfinished(self) -> list[str]:
        """What would be lost, by name."""


@runtime_checkable
class Unsaved(Protocol):
    """A dialog in which one types what is saved at its end."""

    def has_unsaved(self) -> bool:
        """Whether something is typed and not saved."""

    def windowTitle(self) -> str:
        """What the dialog is called."""


@dataclass(frozen=True)
class AtStake:
    """The titles of the jobs that would be cut short, and of the dialogs in which something is typed and not saved."""

    jobs: tuple[str, ...]
    typed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.jobs or self.typed)


def at_stake_in_workspace(window: "MainWindow") -> AtStake:
    """Jobs of the workspace that is open, imports that are not stored yet, and what is typed; not what the window does by itself."""
    if window.session is None:
        return AtStake(())
    dialogs = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    begun = [name for dialog in dialogs if isinstance(dialog, Unfinished) for name in dialog.unfinished()]
    typed = [dialog.windowTitle() for dialog in dialogs if isinstance(dialog, Unsaved) and dialog.has_unsaved()]
    jobs = [job.title for job in window.session.jobs if not job.passing]
    return AtStake((*jobs, *(tr("Import of {name}", name=name) for name in begun)), tuple(typed))


def at_stake(window: "MainWindow") -> AtStake:
    """The same, and the jobs that belong to no workspace."""
    own = at_stake_in_workspace(window)
    return AtStake((*(job.title for job in window.runner.jobs), *own.jobs), own.typed)


def question(found: AtStake) -> str:
    """What is asked once before all of it is cancelled and dropped."""
    return "\n\n".join(part for part in (_of_jobs(found.jobs), _of_typed(found.typed)) if part)


def go_on_text(found: AtStake) -> str:
    """The button that goes on all the same."""
    if found.jobs and found.typed:
        return tr("Cancel and drop all of it, and close")
    if found.typed:
        return tr("Drop it and close")
    return tr("Cancel the job and close") if len(found.jobs) == 1 else tr("Cancel all of them and close")


def _of_jobs(titles: tuple[str, ...]) -> str:
    if not titles:
        return ""
    if len(titles) == 1:
        return tr("“{title}” is still running. Closing cancels it, and everything is as it was before it began.", title=titles[0])
    named = counted(len(titles), "{n} job is still running:", "{n} jobs are still running:")
    listed = "\n".join(f"• {title}" for title in titles)
    return f"{named}\n{listed}\n" + tr("Closing cancels them, and everything is as it was before they began.")


def _of_typed(titles: tuple[str, ...]) -> str:
    if not titles:
        return ""
    named = ", ".join(tr("“{title}”", title=title) for title in titles)
    return tr("What you typed in {names} is not saved yet. Closing drops it.", names=named)
