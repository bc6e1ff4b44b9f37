"""What the program needs of the machine: Qt's libraries, a font, Python's venv; added as root on Debian, else said in one line."""

import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from running import Outcome, SetupError, logged, say

# The library that Qt loads → the Debian package that brings it.
DRAWING = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# The program that some tests start → the Debian package that brings it.
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "xprop": "x11-utils",
    "soffice": "libreoffice-calc-nogui",
    "pdftoppm": "poppler-utils",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


def provide(*, venv: bool, window: bool) -> None:
    """See to it that .venv can be made (if `venv`) and Qt can draw (and open a window, if `window`).

    Raises SetupError with the one line to run when something is missing that can't be added from here.
    """
    if sys.platform != "linux":
        return
    adding = os.geteuid() == 0 and shutil.which("apt-get") is not None
    needed = needed_packages(venv=venv, window=window or adding)
    fonts = [] if has_font("Inter") else ["fonts-inter"]
    if not needed and (not fonts or (not adding and has_font(""))):
        if fonts:
            say(f"The font Inter is not on this machine, another one stands in for it ({install_line(fonts)}).")
        return
    if not adding:
        raise SetupError(_how_to_add(needed + fonts))
    say(f"Installing {', '.join(needed + fonts)} …")
    outcome = install(needed + fonts)
    if outcome.status != 0:
        raise SetupError(
            f"Debian's packages could not be installed ({outcome.reason}). Check the network and the disk, then run this again, "
            f"or run this line first:\n{install_line(needed + fonts)}"
        )
    still = needed_packages(venv=venv, window=True)
    if still:
        raise SetupError(
            f"{', '.join(still)} was installed, but {sys.executable} does not find what it needs from it.{_python_hint(still)}"
        )


def provide_test_tools() -> None:
    """Add what some tests start (a virtual screen, LibreOffice); without it those tests skip and say so."""
    if sys.platform != "linux":
        return
    packages = [package for tool, package in TEST_TOOLS.items() if shutil.which(tool) is None]
    packages += [] if has_font("DejaVuSans") else ["fonts-dejavu-core"]
    if not packages:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        say(f"Tests that need {', '.join(packages)} will skip ({install_line(packages)}).")
        return
    say(f"Installing {', '.join(packages)} for the tests …")
    outcome = install(packages)
    if outcome.status != 0:
        say(f"They could not be installed ({outcome.reason}); tests that need them will skip.")


def needed_packages(*, venv: bool, window: bool) -> list[str]:
    """The Debian packages without which set-up or start fails on this machine, in a fixed order."""
    needed = [package for library, package in (DRAWING | (WINDOW if window else {})).items() if not _loads(library)]
    return (["python3-venv"] if venv and not _can_make_venv() else []) + needed


def has_font(start: str) -> bool:
    """Whether a scalable font whose file name starts so is installed ("" for any)."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    found = (file for folder in folders for _, _, files in os.walk(folder) for file in files)
    return any(file.startswith(start) and file.lower().endswith((".ttf", ".otf", ".ttc")) for file in found)


def install(packages: list[str]) -> Outcome:
    """Fresh package lists, then the packages, by apt and without a question."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    logged(["apt-get", "update", "-q"], **quiet)  # a list that can't be renewed shows in the outcome of the next line
    return logged(["apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *packages], **quiet)


def install_line(packages: list[str]) -> str:
    """The one line that a person runs to add the packages."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def _how_to_add(packages: list[str]) -> str:
    if shutil.which("apt-get") is None:
        return f"This machine lacks what Debian calls {', '.join(packages)}: add it with its own package installer, then run this again."
    return f"This machine lacks {', '.join(packages)}. Run this line, then this command again:\n{install_line(packages)}"


def _python_hint(packages: list[str]) -> str:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f" Install the venv module of Python {version} (python{version}-venv)." if "python3-venv" in packages else ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _can_make_venv() -> bool:
    """Debian splits ensurepip off into python3-venv; venv needs it to put pip into the new environment."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("venv") is not None and importlib.util.find_spec("ensurepip") is not None
