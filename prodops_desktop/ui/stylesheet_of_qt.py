"""The style sheet of what Qt itself puts together: spin boxes, calendars, trees, sliders, and the dialogs for files and questions."""

OF_QT = """
QAbstractSpinBox { padding-right: 22px; }
QAbstractSpinBox:focus { padding-right: 21px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { background: transparent; border: 0; width: 20px; border-radius: 3px; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; margin: 2px 2px 0 0; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-button:pressed, QAbstractSpinBox::down-button:pressed { background: $selected; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: @9px; height: @9px; }
QAbstractSpinBox::down-arrow { image: url("$down"); width: @9px; height: @9px; }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::down-arrow:off, QAbstractSpinBox::up-arrow:disabled,
    QAbstractSpinBox::down-arrow:disabled { image: none; }
QAbstractSpinBox[buttonSymbols="2"] { padding-right: 8px; }
QDateEdit::drop-down { border: 0; background: transparent; width: 20px; subcontrol-position: center right; border-radius: 3px; }
QDateEdit::drop-down:hover { background: $hover; }
QDateEdit::down-arrow { image: url("$down"); width: @11px; height: @11px; }
QCalendarWidget { background: $surface; border: 1px solid $line_strong; }
QCalendarWidget #qt_calendar_navigationbar { background: $sunken; border-bottom: 1px solid $line; }
QCalendarWidget QToolButton { color: $text; font-weight: 500; padding: 3px 8px; min-height: @20px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: none; image: url("$left"); min-width: @14px; }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: none; image: url("$right"); min-width: @14px; }
QCalendarWidget QAbstractItemView { background: $surface; alternate-background-color: $sunken; color: $text;
    selection-background-color: $accent; selection-color: $on_accent; border: 0; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url("$right"); }
QTreeView::branch:has-children:open { image: url("$down"); }
QSlider::groove:horizontal { background: $track; height: 4px; border-radius: 2px; }
QSlider::groove:vertical { background: $track; width: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal, QSlider::add-page:vertical { background: $accent; border-radius: 2px; }
QSlider::handle { background: $surface; border: 2px solid $accent; border-radius: 7px; width: 10px; height: 10px; }
QSlider::handle:horizontal { margin: -5px 0; }
QSlider::handle:vertical { margin: 0 -5px; }
QSlider::handle:hover, QSlider::handle:pressed { background: $selected; }
QSlider { border: 2px solid transparent; border-radius: 5px; min-height: @22px; }
QSlider:focus { border-color: $accent; }
QSlider::handle:disabled { border-color: $line_strong; background: $track; }
QSlider::sub-page:horizontal:disabled, QSlider::add-page:vertical:disabled { background: $line_strong; }
QRubberBand { background: $selected; border: 1px solid $accent; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: @18px; padding: 8px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; }
QMessageBox QLabel { min-width: 0; }
QFileDialog QToolButton { min-width: @22px; min-height: @22px; }
QFileDialog #backButton { qproperty-icon: url("$left"); }
QFileDialog #forwardButton { qproperty-icon: url("$right"); }
QFileDialog #toParentButton { qproperty-icon: url("$up"); }
QFileDialog QListView, QFileDialog QTreeView { border: 1px solid $line_strong; border-radius: 5px; }
QFileDialog QListView:focus, QFileDialog QTreeView:focus { border: 2px solid $accent; }
QToolButton::menu-button { border: 0; border-radius: 4px; width: 16px; }
QToolButton::menu-button:hover { background: $track; }
QToolButton::menu-arrow { image: url("$down"); width: @9px; height: @9px; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QSizeGrip { background: transparent; width: 12px; height: 12px; }
QMainWindow::separator:hover { background: $accent; }
"""
