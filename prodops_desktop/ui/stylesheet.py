"""Renders the token table to the one style sheet of the window.

``@12px`` is a length that grows with the font; ``@30-2px`` is what is left of it within a border, which does not grow.
"""

import re
from string import Template

from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.stylesheet_of_qt import OF_QT
from prodops_desktop.ui.tokens import ROLES, Tokens
from prodops_desktop.work import resources

_TEXT = """
QLabel, QCheckBox, QRadioButton { background: transparent; }
QLabel[tone="2"] { color: $text_2; }
QLabel[tone="3"] { color: $text_3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="good"] { color: $good; }
QLabel:disabled { color: $disabled; }
QToolTip { background: $text; color: $surface; border: 0; padding: 5px 8px; font-size: @12px; }
"""

_FRAME = """
QMainWindow, QDialog { background: $surface; }
QMainWindow::separator { width: 0; height: 0; }
QMenuBar { background: $window; border: 0; border-bottom: 1px solid $line; font-size: @13px; padding: 2px 8px; }
QMenuBar::item { padding: @4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $track; }
QMenu { icon-size: @16px; background: $surface; border: 1px solid $line_strong; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; min-height: @18px; }
QMenu::item:selected { background: $hover; }
QMenu::item:checked { font-weight: 500; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: @14px; height: @14px; margin-left: 8px; }
QMenu::indicator:non-exclusive { border: 1px solid $text_3; border-radius: 3px; background: $field; }
QMenu::indicator:non-exclusive:checked { background: $accent; border-color: $accent; image: url("$check"); }
QMenu::indicator:exclusive:checked { image: url("$dot"); }
QMenu::right-arrow { image: url("$right"); width: @12px; height: @12px; margin-right: 6px; }
#rail { background: $window; border-right: 1px solid $line; }
#topBar { background: $surface; border-bottom: 1px solid $line; }
#pageToolbar { background: $surface; border-bottom: 1px solid $line; }
#pageHost, #scrolled { background: $surface; }
#inspectorPane, #inspectorPane QScrollArea, #inspectorPane #scrolled { background: $sunken; border: 0; }
#inspectorPane { border-left: 1px solid $line; }
#inspectorHead, #inspectorSection { background: $sunken; border: 0; border-bottom: 1px solid $line; }
#inspectorSection:focus, #plainSection:focus { border: 2px solid $accent; }
#inspectorFoot { background: $sunken; border: 0; border-top: 1px solid $line; }
#statusLine { background: $window; border-top: 1px solid $line; }
#statusLine QLabel { font-size: @12px; }
#dialogHead { background: $surface; border: 0; border-bottom: 1px solid $line; }
#dialogFoot { background: $sunken; border: 0; border-top: 1px solid $line; }
QDialog QPlainTextEdit { background: $sunken; border: 1px solid $line; border-radius: 5px; padding: 4px 6px; }
QDialog QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px 5px; }
#palette { background: $surface; border: 1px solid $line_strong; border-radius: 10px; }
#paletteField { background: transparent; border: 0; font-size: @16px; padding: 0; min-height: @28px; }
#paletteField:focus { border: 0; padding: 0; min-height: @28px; }
#paletteFoot { background: $sunken; border: 0; border-top: 1px solid $line; border-bottom-left-radius: 10px;
    border-bottom-right-radius: 10px; }
#checkPopup { background: $surface; border: 1px solid $line_strong; border-radius: 6px; }
#checkPopup QTreeView::item { height: 26px; }
#palette QListView, #tagTree { background: transparent; }
#framedFact { border: 1px solid $line_strong; border-radius: 4px; background: $surface; }
#divider { background: $line_strong; border: 0; }
#line { background: $line; border: 0; }
#listPane { background: $surface; border-right: 1px solid $line; }
QSplitter > #listPane, QSplitter > #inspectorPane { border: 0; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }
QScrollArea { border: 0; background: $surface; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[card="true"][hovered="true"] { border-color: $line_strong; background: $hover; }
QFrame[card="true"][chosen="true"] { border-color: $accent; }
QFrame[card="true"]:focus { border: 2px solid $accent; }
QFrame[drop="true"] { background: $sunken; border: 2px dashed $accent; border-radius: 8px; }
QFrame[strip="good"] { background: $good_soft; border: 0; }
QFrame[strip="bad"] { background: $bad_soft; border: 0; }
QFrame[strip="warn"] { background: $warn_soft; border: 0; }
QFrame[strip="note"] { background: $hover; border: 0; }
QFrame[strip="good"] QLabel { color: $good; }
QFrame[strip="bad"] QLabel { color: $bad; }
QFrame[strip="warn"] QLabel { color: $warn; }
QFrame[rounded="true"] { border-radius: 5px; }
QLabel[key="true"] { color: $text_2; background: $surface; border: 1px solid $line_strong; border-radius: 4px; padding: 0 5px;
    font-size: @11px; min-height: @16px; }
QLabel[chip="true"] { background: $hover; color: $text_2; border-radius: 4px; padding: 1px 6px; font-size: @12px; }
QLabel[chip="true"][tone="good"] { background: $good_soft; color: $good; }
QLabel[chip="true"][tone="warn"] { background: $warn_soft; color: $warn; }
QLabel[chip="true"][tone="bad"] { background: $bad_soft; color: $bad; }
QLabel[chip="true"][tone="accent"] { background: $selected; color: $accent; border: 1px solid $accent_line; }
"""

_CONTROLS = """
QPushButton { background: $surface; color: $text; border: 1px solid $line_strong; border-radius: 5px; padding: 0 11px;
    min-height: @30-2px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $selected; border-color: $accent_line; }
QPushButton:focus { border: 2px solid $accent; padding: 0 10px; min-height: @30-4px; }
QPushButton:disabled { color: $disabled; border-color: $line; background: transparent; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:pressed { background: $accent_hover; border-color: $text; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $track; color: $disabled; border-color: $track; }
QPushButton[role="bad"] { color: $bad; }
QPushButton[role="bad"]:disabled { color: $disabled; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent; }
QPushButton[role="quiet"]:hover { background: $hover; }
QPushButton[role="quiet"]:pressed { background: $selected; }
QPushButton[role="quiet"]:focus { border: 2px solid $accent; }
QPushButton[role="link"] { border: 0; background: transparent; color: $accent; padding: 0 2px; min-height: @20px; font-size: @12px;
    text-align: left; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 1px solid $accent; border-radius: 3px; padding: 0 1px; min-height: @20-2px; }
QPushButton[role="link"]:disabled { color: $disabled; }
QPushButton[small="true"] { min-height: @26-2px; padding: 0 9px; font-size: @12px; }
QPushButton[small="true"]:focus { min-height: @26-4px; padding: 0 8px; }
QPushButton[role="chip"] { background: $hover; color: $text_2; border: 0; border-radius: 4px; padding: 0 7px; min-height: @22px;
    font-size: @12px; }
QPushButton[role="chip"]:disabled { color: $disabled; }
QPushButton[role="chip"]:hover { text-decoration: underline; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 0 5px; min-height: @22-4px; }
QPushButton[role="chip"][tone="bad"] { background: $bad_soft; color: $bad; }
QPushButton[role="chip"][tone="warn"] { background: $warn_soft; color: $warn; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[segment="true"] { border-radius: 0; min-height: @26-2px; padding: 0 10px; border-right-width: 0; font-size: @12px; }
QPushButton[segment="true"]:checked { color: $accent; background: $selected; border-color: $line_strong; }
QPushButton[segment="true"][first="true"] { border-top-left-radius: 5px; border-bottom-left-radius: 5px; }
QPushButton[segment="true"][last="true"] { border-top-right-radius: 5px; border-bottom-right-radius: 5px; border-right-width: 1px; }
QPushButton[segment="true"]:focus { border: 2px solid $accent; min-height: @26-4px; padding: 0 9px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $selected; }
QToolButton:checked { background: $selected; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton:disabled { color: $disabled; background: transparent; }
QToolButton::menu-indicator { image: none; width: 0; }
#rail QToolButton { color: $text_2; border-radius: 6px; padding: 0; border: 2px solid transparent; }
#rail QToolButton:hover { background: $hover; }
#rail QToolButton:checked { background: $selected; color: $accent; }
#rail QToolButton:focus { border: 2px solid $accent; }
#rail QToolButton:disabled { color: $disabled; }
QLineEdit, QComboBox, QAbstractSpinBox { background: $field; border: 1px solid $line_strong; border-radius: 5px;
    padding: 0 8px; min-height: @26-2px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $text_3; }
QLineEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus { border: 2px solid $accent;
    padding: 0 7px; min-height: @26-4px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: $disabled;
    border-color: $line; background: transparent; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: 0; background: transparent; padding: 0 0 0 5px; min-height: 0; }
QLineEdit[search="true"] { padding-left: 0; }
QLineEdit[flat="true"], QPlainTextEdit[flat="true"] { background: transparent; border: 1px solid transparent; padding: 0 5px;
    font-size: @12px; }
QLineEdit[flat="true"]:hover, QPlainTextEdit[flat="true"]:hover { border-color: $line_strong; background: $field; }
QLineEdit[flat="true"]:focus { border: 2px solid $accent; background: $field; padding: 0 4px; }
QPlainTextEdit[flat="true"] { border-radius: 5px; padding: 0 1px; }
QPlainTextEdit[flat="false"] { background: $field; border: 1px solid $line_strong; border-radius: 5px; padding: 2px 4px; }
QPlainTextEdit[flat="false"]:focus { border: 2px solid $accent; padding: 1px 3px; }
QPlainTextEdit[flat="true"]:focus { border: 2px solid $accent; background: $field; padding: 0; }
#inspectorPane QComboBox { font-size: @12px; }
QLineEdit[filter] { min-height: @20px; border-radius: 4px; padding: 0 5px; font-size: @12px; border-color: $line; }
QLineEdit[filter]:hover { border-color: $line_strong; }
QLineEdit[filter="on"] { background: $selected; border-color: $accent_line; color: $accent; placeholder-text-color: $accent; }
QLineEdit[filter="bad"] { border-color: $bad_fill; color: $bad; }
QLineEdit[filter]:focus { border: 2px solid $accent; padding: 0 4px; min-height: @18px; color: $text; background: $field; }
QLineEdit[filter="bad"]:focus { border-color: $bad_fill; }
QPushButton[role="group"] { background: $selected; border-color: $accent_line; color: $accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $bad_fill; }
QComboBox { padding-right: @24px; }
QComboBox:focus, QComboBox:on { padding-right: @24-1px; }
QComboBox::drop-down { border: 0; width: 22px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("$down"); width: @12px; height: @12px; }
Choice::down-arrow { image: none; }
QComboBox QAbstractItemView::item { padding: 3px 6px; border-radius: 4px; min-height: @20px; }
QComboBox QAbstractItemView::item:selected { background: $hover; color: $text; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong; border-radius: 5px; padding: 3px; outline: 0;
    selection-background-color: $hover; selection-color: $text; }
QTextEdit, QPlainTextEdit, QTextBrowser { background: $surface; border: 0; selection-background-color: $accent;
    selection-color: $on_accent; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox, QRadioButton { padding: 2px; border: 2px solid transparent; border-radius: 5px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QTreeView::indicator { width: @14px; height: @14px; border: 1px solid $text_3;
    background: $field; }
QCheckBox::indicator, QTreeView::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: @8px; }
QCheckBox::indicator:checked, QTreeView::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$some"); }
QRadioButton::indicator:checked { border-color: $accent; image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line_strong; background: $track; }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled { border-color: $disabled; background: $disabled; }
QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_2; border: 0; border-bottom: 2px solid transparent; padding: 0 1px; margin: 0 13px;
    min-height: @46-2px; font-weight: 500; }
QTabBar::scroller { width: @28px; }
QTabBar QToolButton { background: $surface; border: 1px solid $line; }
QTabBar QToolButton::left-arrow { image: url("$left"); }
QTabBar QToolButton::right-arrow { image: url("$right"); }
QTabBar::tab:selected { border-bottom-color: $accent; }
QProgressBar { background: $track; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
"""

_PREFERENCES = """
#preferencesSide { background: $sunken; border: 0; border-right: 1px solid $line; }
#preferencesList { background: transparent; }
#preferencesList::item { padding: 6px 8px; min-height: @16px; border-radius: 5px; color: $text; }
#preferencesList::item:selected { color: $accent; }
#preferencesList::item:disabled { color: $text_3; padding-top: 12px; background: transparent; }
"""

_TABLES = """
QAbstractItemView { background: $surface; border: 0; outline: 0; selection-background-color: $selected; selection-color: $text;
    alternate-background-color: $surface; gridline-color: $line; }
QTableView::item, QTreeView::item, QListView::item { border: 0; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: $selected; color: $text; }
QListWidget::item { padding: 5px 8px; border-radius: 4px; }
QTreeWidget::item { padding: 0 5px; }
QListWidget::item:hover { background: $hover; }
QAbstractItemView:disabled { color: $disabled; }
QListWidget::item:selected { background: $selected; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section { background: $sunken; color: $text_2; border: 0; border-bottom: 1px solid $line; padding: 0 8px; min-height: @30-1px;
    font-size: @12px; font-weight: 500; }
QHeaderView::section:hover { background: $hover; }
QHeaderView::section:disabled { color: $disabled; }
QTableCornerButton::section { background: $sunken; border: 0; border-bottom: 1px solid $line; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $prior; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: $surface; border: 0; }
"""


def stylesheet(tokens: Tokens) -> str:
    """The style sheet of the whole program in the colours of ``tokens``, at the size that the font has now."""
    roles = "".join(
        f'QLabel[role="{role}"] {{ font-size: @{pixels}px; font-weight: {weight}; }}\n' for role, (pixels, weight) in ROLES.items()
    )
    colours = {name: value for name, value in vars(tokens).items() if isinstance(value, str)}
    sized = _GROWING.sub(_pixels, roles + _TEXT + _FRAME + _CONTROLS + _PREFERENCES + _TABLES + OF_QT)
    return Template(sized).substitute(colours | _marks(tokens))


_GROWING = re.compile(r"@(\d+)(?:-(\d+))?px")


def _pixels(found: re.Match[str]) -> str:
    return f"{px(int(found[1])) - int(found[2] or 0)}px"


def _marks(tokens: Tokens) -> dict[str, str]:
    """The pictures of ticks and arrows: a style sheet can only take them from files."""
    folder, theme = resources.folder() / "style", "dark" if tokens.dark else "light"
    return {name: (folder / f"{name}-{theme}.svg").as_posix() for name in ("check", "some", "dot", "up", "down", "left", "right")}
