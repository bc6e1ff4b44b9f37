"""Every text that is seen or heard passes through the one translation function: shown in the code, and in the window itself."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import prodops_desktop.ui

_SETTERS = re.findall(
    r"\w+",
    "setText setToolTip setWindowTitle setPlaceholderText setAccessibleName setAccessibleDescription setStatusTip setWhatsThis setTitle "
    "setInformativeText setDetailedText setSuffix setPrefix setTabText setLabelText setPlainText addMenu set_tip set_short set_title "
    "result problem set_summary showMessage refuse",
)
_TEXTS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    **dict.fromkeys(_SETTERS, ((0,), ("text",))),
    **dict.fromkeys(("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QAction", "QGroupBox", "QListWidgetItem"), ((0, 1), ())),
    **dict.fromkeys(("label", "button", "chip", "Elided", "SearchField", "Radio", "OptionRow", "Switch"), ((0,), ("text", "name"))),
    "tool_button": ((1,), ("name",)),
    "Note": ((1, 2), ("text", "action")),
    "EmptyState": ((0, 1), ("sentence", "action", "more")),
    "Command": ((1,), ("text",)),
    "Column": ((1,), ("title",)),
    "Cell": ((0,), ("text", "tip", "aside", "told")),
    "Line": ((1,), ("text",)),
    "Action": ((0,), ("text",)),
    "Dialog": ((1,), ("title", "note")),
    "TakingDialog": ((1, 2), ("title", "action")),
    "FieldSpec": ((1, 3), ("title", "placeholder", "hint")),
    "Option": ((0, 2), ("text", "detail", "aside")),
    "Segments": ((2,), ("name",)),
    "Choice": ((), ("caption", "name")),
    "say": ((1,), ("text",)),
    "addTab": ((0, 1), ()),
    "addAction": ((0, 1), ()),
    "addItem": ((0,), ()),
    "drawText": ((2,), ()),
}
"""Where each of these is given a text: its places, and its names."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NAMES = re.compile(r"Prodops Desktop|\b(?:Ctrl|Alt|Shift)\+|\bEsc\b")
"""What is called so in every language."""


def untranslated(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The lines and texts that are given where they are shown without having passed the translation."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
        places, names = _TEXTS.get(name, ((), ()))
        given = [call.args[place] for place in places if place < len(call.args)]
        given += [keyword.value for keyword in call.keywords if keyword.arg in names]
        for value in given:
            for text in literals(value):
                if _WORDS.search(_NAMES.sub("", text)):
                    yield call.lineno, text


def literals(value: ast.expr) -> Iterator[str]:
    """The texts of which a value is made, looked for through conditions and joining but not into calls."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    parts: list[ast.expr] = []
    if isinstance(value, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in value.values]
    elif isinstance(value, ast.IfExp):
        parts = [value.body, value.orelse]
    elif isinstance(value, ast.BoolOp):
        parts = value.values
    elif isinstance(value, ast.BinOp):
        parts = [value.left, value.right]
    for part in parts:
        yield from literals(part)


def test_no_text_is_shown_without_passing_the_translation() -> None:
    folder = Path(prodops_desktop.ui.__file__).parent
    found = [
        f"{path.relative_to(folder)}:{line}: {text!r}"
        for path in sorted(folder.rglob("*.py"))
        for line, text in untranslated(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_every_text_of_the_window_is_in_the_language_that_was_there_before_it(filled_workspace: Path, tmp_path: Path) -> None:
    """In a process of its own: what modules keep from when they were imported has to pass, too."""
    path = tmp_path / "filled.prodops"
    shutil.copy(filled_workspace, path)
    environment = {**os.environ, "PRODOPS_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tests.ui.bracketed", str(path), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == []


def test_a_text_that_does_not_pass_is_found() -> None:
    def found(code: str) -> list[str]:
        return [text for _, text in untranslated(ast.parse(code))]

    assert found("self.name.setText('Saved')") == ["Saved"]
    assert found("label(f'{n} rows', 'meta')") == [" rows"]
    assert found("note.say('bad', 'Gone' if gone else tr('Here'))") == ["Gone"]
    assert found("Command('a.b', 'Do it', run)") == ["Do it"]
    assert found("field.setText(tr('Saved') + f' {n}'); label('', 'meta'); key.setText('–')") == []
