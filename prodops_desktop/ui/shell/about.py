"""Says which version this is, of what it is made, and under which licences."""

import platform
import sqlite3
from importlib import metadata

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from prodops_desktop import __version__
from prodops_desktop.ui import icons
from prodops_desktop.ui.shell.app_icon import app_icon
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.widgets.buttons import button
from prodops_desktop.ui.widgets.dialog import Dialog
from prodops_desktop.ui.widgets.text import Elided, label

_PARTS = (
    ("PySide6_Essentials", "PySide6 (Qt for Python)", "LGPL-3.0"),
    ("pyqtgraph", "pyqtgraph", "MIT"),
    ("numpy", "NumPy", "BSD-3-Clause"),
    ("sqlite-utils", "sqlite-utils", "Apache-2.0"),
    ("python-calamine", "python-calamine", "MIT"),
    ("xlrd", "xlrd", "BSD-3-Clause, BSD-4-Clause"),
    ("msoffcrypto-tool", "msoffcrypto-tool", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
    ("QtAwesome", "Material Design Icons, from QtAwesome", "Apache-2.0, MIT"),
    ("platformdirs", "platformdirs", "MIT"),
    ("chardet", "chardet", "0BSD"),
)


def parts() -> list[tuple[str, str, str]]:
    """What the program is made of as (name, version, licence)."""
    found = [
        ("Prodops Desktop", __version__, "MIT"),
        ("Python", platform.python_version(), "PSF-2.0"),
        ("Qt", str(qVersion()), "LGPL-3.0"),
        ("SQLite", sqlite3.sqlite_version, tr("public domain")),
    ]
    for package, name, licence in _PARTS:
        try:
            found.append((name, metadata.version(package), licence))
        except metadata.PackageNotFoundError:  # a frozen copy carries no records of its packages
            found.append((name, PySide6.__version__ if package.startswith("PySide6") else "", licence))
    return found


def as_text() -> str:
    """The same to paste into a report, with the system it runs on."""
    lines = [f"{name} {version} ({licence})" for name, version, licence in parts()]
    return "\n".join([*lines, platform.platform()])


class AboutDialog(Dialog):
    """Versions and licences, copyable."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, tr("About Prodops Desktop"), width=520, height=560)
        head = QHBoxLayout()
        head.setSpacing(14)
        picture = label()
        picture.setPixmap(app_icon().pixmap(48, 48))
        head.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(tr("Prodops Desktop {version}", version=__version__), "item"))
        purpose = tr("Spreadsheets in, figures that open down to the cell, board packs out. Everything stays on this computer.")
        words.addWidget(label(purpose, "meta", "2", wrap=True))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        grid = QGridLayout()
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        for column, text in enumerate((tr("Part"), tr("Version"), tr("Licence"))):
            grid.addWidget(label(text, "header", "2"), 0, column)
        for row, values in enumerate(parts(), start=1):
            for column, text in enumerate(values):
                grid.addWidget(Elided(text, "meta") if column == 0 else label(text, "meta", "3", selectable=True), row, column)
        self.body.addLayout(grid)
        self.body.addStretch(1)
        self.copy = button(tr("Copy"), self._on_copy_clicked, icon="content-copy")
        self.foot.insertWidget(0, self.copy)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(as_text())
        self.copy.setText(tr("Copied"))
        self.copy.setIcon(icons.icon("check", "good"))
