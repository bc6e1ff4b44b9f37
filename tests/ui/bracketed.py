"""Opens the window in a language in which every text stands in brackets, and prints the texts that do not: run as a program.

Its arguments are a workspace and a folder for the preferences. What is data of the workspace, a day, or a sentence that a layer without
a window wrote is left out, unless that layer hands it over to be translated.
"""

import ast
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QMenu, QTabBar, QTableView, QWidget

_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 3
_HEADLINE = r".+ (?:rose|fell|held) .+ against .+"
"""A headline of a pack, which is put together from parts too short to be known by themselves."""
_SAME_EVERYWHERE = frozenset({"ctrl", "shift", "alt", "esc", "sqlite", "prodops", "inter", "kb", "mb"})
_BELOW = ("answers", "datasets", "experiments", "feedback", "intake", "metrics", "packs", "registry", "roadmap", "tools", "workspace")


class Brackets(QTranslator):
    """The language."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The text in brackets."""
        del context, disambiguation, n
        return f"⟦{source}⟧"

    def isEmpty(self) -> bool:
        """It has a text for everything."""
        return False


def words_of_data(path: Path, folder: Path) -> set[str]:
    """Every word that stands in the workspace, in the paths, or in the name of a month or weekday."""
    found = words(f"{path} {folder}") | _SAME_EVERYWHERE
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")]
        for table in tables:
            for row in db.execute(f'SELECT * FROM "{table}" LIMIT 500'):
                found.update(word for value in row if isinstance(value, str) for word in words(value))
    locale = QLocale("en_US")
    for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        found.update(locale.monthName(month, form).casefold() for month in range(1, 13))
        found.update(locale.dayName(day, form).casefold() for day in range(1, 8))
    return found


def not_from_below(seen: set[str]) -> set[str]:
    """Those that no layer without a window writes, with anything in the places of its texts: what these write is not translated."""
    import prodops_desktop

    folder, all_seen = Path(prodops_desktop.__file__).parent, "\n".join(seen).casefold()
    found = {_HEADLINE}
    for path in (path for layer in _BELOW for path in (folder / layer).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        handed = handed_over(tree)
        written = [node for node in whole_texts(tree) if id(node) not in handed and longest_part(node) in all_seen]
        found |= {pattern_of(node) for node in written if says_enough(node)}
    below = re.compile("|".join(found), re.IGNORECASE | re.DOTALL)
    return {text for text in seen if not below.fullmatch(text)}


def whole_texts(node: ast.AST) -> Iterator[ast.JoinedStr | ast.Constant]:
    """The texts of a module, without those that a text is put together from."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
        return
    for part in ast.iter_child_nodes(node):
        yield from whole_texts(part)


def longest_part(node: ast.JoinedStr | ast.Constant) -> str:
    """What has to be in every text that it can become, in small letters: it spares most patterns."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return max((fixed_of(part) for part in parts if isinstance(part, ast.Constant)), key=len, default="").casefold()


def handed_over(tree: ast.AST) -> set[int]:
    """What goes into a ``Said``, also by way of a name: the window translates it, so nothing excuses it."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and names_said(node.func)]
    names = {argument.id for call in calls for argument in call.args if isinstance(argument, ast.Name)}
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    named = [node for node in assigned if any(isinstance(to, ast.Name) and to.id in names for to in node.targets)]
    return {id(part) for node in (*calls, *named) for part in ast.walk(node)}


def names_said(function: ast.expr) -> bool:
    """Whether it is ``Said`` or one of its methods."""
    named = function.value if isinstance(function, ast.Attribute) else function
    return isinstance(named, ast.Name) and named.id == "Said"


def fixed_of(node: ast.AST) -> str:
    """What always stands in a text; empty for what is none."""
    if isinstance(node, ast.JoinedStr):
        return " ".join(fixed_of(part) for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def says_enough(node: ast.AST) -> bool:
    """Whether a text is known by its words: “{a} and {b}” could be anything."""
    return len(words(fixed_of(node))) >= (_LEAST_WORDS if isinstance(node, ast.JoinedStr) else 1)


def pattern_of(node: ast.AST) -> str:
    """A text with anything in the places that are filled in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(re.escape(fixed_of(part)) if isinstance(part, ast.Constant) else ".+" for part in parts)


def words(text: str) -> set[str]:
    """The words of a text, in small letters."""
    return {word.casefold() for word in _WORD.findall(text)}


def texts(root: QWidget) -> Iterator[str]:
    """What is seen of a window, and what assistive technology reads of it."""
    for one in [root, *root.findChildren(QWidget)]:
        if isinstance(one, QMenu):
            yield from (action.text() for action in one.actions())
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        if isinstance(one, QLineEdit):
            yield one.placeholderText()
        if isinstance(one, QComboBox):
            yield from (one.itemText(at) for at in range(one.count()))
        if isinstance(one, QTabBar):
            yield from (one.tabText(at) for at in range(one.count()))
        if isinstance(one, QTableView) and one.model() is not None:
            model = one.model()
            yield from (str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(model.columnCount()))
        yield from (one.toolTip(), one.accessibleName())


def bare(seen: Iterator[str], data: set[str]) -> set[str]:
    """The texts with words that are neither in brackets nor data."""
    return {text for text in seen if "⟦" not in text and words(text) - data}


def main() -> None:
    """Go through all pages and print."""
    path, folder = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication(sys.argv[:1])
    brackets = Brackets()
    app.installTranslator(brackets)

    from prodops_desktop.app import make_application, make_window
    from prodops_desktop.ui.places import Preferences
    from prodops_desktop.ui.render import settle
    from prodops_desktop.ui.shell.preferences import PreferencesDialog

    make_application(sys.argv[:1], "light")
    window = make_window(Preferences(folder / "preferences.json"))
    window.resize(1440, 900)
    window.show()
    data = words_of_data(path, folder)
    found = bare(texts(window), data)
    assert window.open_path(path)
    for entry in window.entries:
        window.show_page(entry.id)
        settle(lambda: window.busy, seconds=0.02)
        page = window.page
        assert page is not None
        for tab in [tab for tab, _, _ in page.tabs()] or [""]:
            if tab:
                window.show_tab(tab)
                settle(lambda: window.busy, seconds=0.02)
            found |= bare(texts(window), data)
    dialog = PreferencesDialog(window)
    dialog.open()
    found |= bare(texts(dialog), data)
    dialog.close()
    window.close()
    sys.stdout.writelines(f"{text!r}\n" for text in sorted(not_from_below(found)))


if __name__ == "__main__":
    main()
