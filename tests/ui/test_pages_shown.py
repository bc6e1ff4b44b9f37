"""A page that was built is shown at once: painted one time, with the keyboard straight where work on it begins."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from prodops_desktop.ui.main_window import MainWindow
from tests.ui.contract import lasting_window, wait_for


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with lasting_window(qapp, tmp_path_factory.mktemp("shown"), 1280, 800) as made:
        yield made


class Heard(QObject):
    """The widgets that got an event of a kind."""

    def __init__(self, kind: QEvent.Type) -> None:
        super().__init__()
        self._kind = kind
        self.by: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == self._kind and isinstance(watched, QWidget):
            self.by.append(watched)
        return False

    def __enter__(self) -> "Heard":
        _program().installEventFilter(self)
        return self

    def __exit__(self, *_: object) -> None:
        _program().removeEventFilter(self)


def _program() -> QCoreApplication:
    found = QApplication.instance()
    assert found is not None
    return found


@pytest.fixture
def built(window: MainWindow, request: pytest.FixtureRequest, workspace_path: Callable[[str], Path]) -> str:
    """A page that was shown before, and is not now."""
    page = str(request.param)
    window.open_path(workspace_path("filled"))
    for each in (page, "home" if page != "home" else "tools"):
        window.show_page(each)
        wait_for(window)
    return page


@pytest.mark.parametrize("built", ["home", "tools", "datasets", "metrics"], indirect=True)
def test_a_page_is_painted_once(window: MainWindow, built: str) -> None:
    with Heard(QEvent.Type.Paint) as heard:
        window.show_page(built)
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()
    assert heard.by.count(window.pages[built]) == 1


@pytest.mark.parametrize("built", ["home", "tools", "datasets", "metrics"], indirect=True)
def test_the_keyboard_stops_nowhere_on_its_way_to_a_page(window: MainWindow, built: str) -> None:
    with Heard(QEvent.Type.FocusIn) as heard:
        window.show_page(built)
        QApplication.processEvents()
    page = window.pages[built]
    assert heard.by
    assert all(one is page or page.isAncestorOf(one) for one in heard.by if isinstance(one, QWidget)), heard.by
    assert heard.by[-1] is QApplication.focusWidget()
