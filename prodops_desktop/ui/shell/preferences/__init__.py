"""Ctrl+,: what is chosen for this computer, and what holds for the workspace that is open."""

from prodops_desktop.ui.shell.preferences.window import PreferencesDialog

__all__ = ["PreferencesDialog"]
