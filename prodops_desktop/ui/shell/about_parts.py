"""What the program is made of: every package that ships with it, its version here, its licence, and the text of that."""

import platform
import re
import sqlite3
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import qVersion

from prodops_desktop import __version__
from prodops_desktop.ui.texts import tr
from prodops_desktop.work import resources

PACKAGES = {
    "backports-tarfile": ("backports.tarfile", "MIT"),
    "cffi": ("cffi", "MIT-0"),
    "chardet": ("chardet", "0BSD"),
    "click": ("click", "BSD-3-Clause"),
    "click-default-group": ("click-default-group", "public domain"),
    "colorama": ("colorama", "BSD-3-Clause"),
    "cryptography": ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    "editables": ("editables", "MIT"),
    "hatchling": ("hatchling", "MIT"),
    "holidays": ("holidays", "MIT"),
    "icalendar": ("icalendar", "BSD-2-Clause"),
    "importlib-metadata": ("importlib_metadata", "Apache-2.0"),
    "jaraco-classes": ("jaraco.classes", "MIT"),
    "jaraco-context": ("jaraco.context", "MIT"),
    "jaraco-functools": ("jaraco.functools", "MIT"),
    "jeepney": ("jeepney", "MIT"),
    "keyring": ("keyring", "MIT"),
    "lazy-importer": ("lazy-importer", "Apache-2.0"),
    "more-itertools": ("more-itertools", "MIT"),
    "msoffcrypto-tool": ("msoffcrypto-tool", "MIT"),
    "numpy": ("NumPy", "BSD-3-Clause and others"),
    "olefile": ("olefile", "BSD-2-Clause"),
    "packaging": ("packaging", "Apache-2.0 or BSD-2-Clause"),
    "pathspec": ("pathspec", "MPL-2.0"),
    "pip": ("pip", "MIT"),
    "platformdirs": ("platformdirs", "MIT"),
    "pluggy": ("pluggy", "MIT"),
    "pycparser": ("pycparser", "BSD-3-Clause"),
    "pyqtgraph": ("pyqtgraph", "MIT"),
    "pyside6-essentials": ("PySide6 (Qt for Python)", "LGPL-3.0"),
    "python-calamine": ("python-calamine", "MIT"),
    "python-dateutil": ("python-dateutil", "Apache-2.0 or BSD-3-Clause"),
    "pywin32-ctypes": ("pywin32-ctypes", "BSD-3-Clause"),
    "qtawesome": ("Material Design Icons, from QtAwesome", "Apache-2.0, MIT"),
    "qtpy": ("QtPy", "MIT"),
    "secretstorage": ("SecretStorage", "BSD-3-Clause"),
    "shiboken6": ("Shiboken6", "LGPL-3.0"),
    "six": ("six", "MIT"),
    "sqlite-fts4": ("sqlite-fts4", "Apache-2.0"),
    "sqlite-utils": ("sqlite-utils", "Apache-2.0"),
    "tabulate": ("tabulate", "MIT"),
    "tomlkit": ("tomlkit", "MIT"),
    "trove-classifiers": ("trove-classifiers", "Apache-2.0"),
    "typing-extensions": ("typing_extensions", "PSF-2.0"),
    "tzdata": ("tzdata", "Apache-2.0"),
    "xlrd": ("xlrd", "BSD-3-Clause, BSD-4-Clause"),
    "xlsxwriter": ("XlsxWriter", "BSD-2-Clause"),
    "zipp": ("zipp", "MIT"),
}
"""What packaging/requirements.txt locks, by the name there: how each is called, and its licence."""

_LICENCE_FILE = re.compile(r"(^|/)(licen[sc]e|copying|notice)[^/]*$", re.IGNORECASE)
_ELSEWHERE = {
    "LGPL-3.0": "https://www.gnu.org/licenses/lgpl-3.0.html",
    "MIT": "https://spdx.org/licenses/MIT.html",
    "PSF-2.0": "https://docs.python.org/3/license.html",
}


@dataclass(frozen=True)
class Part:
    """A part of the program by name; ``package`` is what it is installed as, empty for what is none."""

    name: str
    version: str
    licence: str
    package: str = ""


def parts() -> list[Part]:
    """What this copy of the program is made of; a package of another system is left out."""
    found = [
        Part("Prodops Desktop", __version__, "MIT"),
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("Qt", str(qVersion()), "LGPL-3.0"),
        Part("SQLite", sqlite3.sqlite_version, tr("public domain")),
    ]
    frozen = bool(getattr(sys, "frozen", False))  # such a copy carries no records of its packages
    for package, (name, licence) in PACKAGES.items():
        try:
            found.append(Part(name, metadata.version(package), licence, package))
        except metadata.PackageNotFoundError:
            if frozen:
                found.append(Part(name, "", licence, package))
    return found


def as_text() -> str:
    """The same to paste into a report, with the system it runs on."""
    lines = [f"{part.name} {part.version} ({part.licence})" for part in parts()]
    return "\n".join([*lines, platform.platform()])


def licence_text(part: Part) -> str:
    """The text of the licence as it came with the part, or where it is published."""
    if part.name == "Prodops Desktop":
        own = resources.folder().parent / "packaging" / "LICENSE"
        texts = [own.read_text(encoding="utf-8")] if own.is_file() else []
    else:
        texts = _texts_of(part.package) if part.package else []
    if texts:
        return "\n\n".join(texts)
    if part.name == "SQLite":
        return tr("SQLite is in the public domain: anyone may use it for any purpose. See https://sqlite.org/copyright.html")
    place = _ELSEWHERE.get(part.licence, f"https://spdx.org/licenses/{part.licence}.html")
    return tr("{name} comes under the licence {licence}, whose text is at {place}", name=part.name, licence=part.licence, place=place)


def _texts_of(package: str) -> list[str]:
    try:
        files = metadata.files(package) or []
    except metadata.PackageNotFoundError:
        return []
    wanted = [file for file in files if ".dist-info/" in str(file) and _LICENCE_FILE.search(str(file).replace("\\", "/"))]
    found = [Path(str(file.locate())) for file in wanted]
    return [path.read_text(encoding="utf-8", errors="replace").strip() for path in found if path.is_file()]
