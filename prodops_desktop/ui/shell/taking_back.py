"""Undo and redo as the window offers them: by the name of the step, or why there is none."""

from typing import TYPE_CHECKING

from prodops_desktop.ui.texts import tr

if TYPE_CHECKING:
    from prodops_desktop.ui.main_window import MainWindow


class TakingBack:
    """Takes back the steps of the workspace that is open, and brings them back."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def undo(self) -> None:
        """Take back the step begun last."""
        session = self._window.session
        if session is not None and self.why_no_undo() is None:
            self._window.strip.say(None)
            session.undo()

    def redo(self) -> None:
        """Bring back the step undone last."""
        session = self._window.session
        if session is not None and self.why_no_redo() is None:
            self._window.strip.say(None)
            session.redo()

    def undo_text(self) -> str:
        """“Undo” with the name of what it takes back."""
        label = self._undo_label()
        return tr("Undo {label}", label=label) if label else tr("Undo")

    def redo_text(self) -> str:
        """“Redo” with the name of what it brings back."""
        label = self._redo_label()
        return tr("Redo {label}", label=label) if label else tr("Redo")

    def why_no_undo(self) -> str | None:
        """Why nothing can be taken back now: a sentence, or None."""
        return self._read_only_reason() or (None if self._undo_label() else tr("There is nothing to undo."))

    def why_no_redo(self) -> str | None:
        """Why nothing can be brought back now: a sentence, or None."""
        return self._read_only_reason() or (None if self._redo_label() else tr("There is nothing to redo."))

    def _undo_label(self) -> str | None:
        session = self._window.session
        return session.undo_label if session is not None else None

    def _redo_label(self) -> str | None:
        session = self._window.session
        return session.redo_label if session is not None else None

    def _read_only_reason(self) -> str | None:
        session = self._window.session
        return session.read_only_reason if session is not None else None
