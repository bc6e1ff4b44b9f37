"""Looks at each tab of each page of a window for texts that are cut; started by itself it does so for a screen of another ratio.

``python -m tests.ui.walk_of_pages FOLDER PERCENT WORKSPACE…`` prints what it found, one line each.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from prodops_desktop.ui import theme
from prodops_desktop.ui.main_window import MainWindow
from prodops_desktop.ui.places import Preferences
from tests.ui.contract import cut_texts, dress, wait_for

SIZES = ((1024, 640), (1440, 900))


def walk(window: MainWindow, pages: Iterable[str], sizes: Iterable[tuple[int, int]] = SIZES) -> Iterator[str]:
    """What is cut on these pages, by page, tab and size; a window that does not become so small is told, too."""
    for size in sizes:
        window.resize(*size)
        for page in pages:
            window.show_page(page)
            window.panes.show_inspector(shown=True)  # also where it gives way by itself
            wait_for(window)
            assert window.page is not None
            for tab, _, _ in window.page.tabs() or [("", "", None)]:
                if tab:
                    window.show_tab(tab)
                    wait_for(window)
                if (window.width(), window.height()) != size:
                    yield f"{page} {tab} makes the window {window.width()}×{window.height()} instead of {size}"
                yield from (f"{page} {tab} at {size[0]}: {text}" for text in cut_texts(window, may_end_in_dots=True))


def main() -> None:
    """Walk over a screen of 3840×2160 with two device pixels for each of the layout."""
    app = QApplication(sys.argv[:1])
    dress(app)
    theme.set_scale(int(sys.argv[2]))
    window = MainWindow(Preferences(Path(sys.argv[1]) / "preferences.json"), importer=lambda *_: QDialog())
    window.show()
    assert window.devicePixelRatioF() == 2
    for place in sys.argv[3:]:
        pages, _, path = place.partition("=")
        assert window.open_path(Path(path), read_only=True)
        for line in walk(window, pages.split(","), sizes=[(1920, 1080)]):
            sys.stdout.write(f"{line}\n")
    window.close()


if __name__ == "__main__":
    main()
