"""How a text file is read: its encoding, and the sign that separates its values."""

import codecs

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from prodops_desktop.ui.importing.look import TextLook
from prodops_desktop.ui.lengths import px
from prodops_desktop.ui.texts import tr
from prodops_desktop.ui.tokens import INPUT_HEIGHT
from prodops_desktop.ui.widgets.fields import Choice
from prodops_desktop.ui.widgets.text import label

_CUSTOM = "custom"
_DELIMITERS = {
    ",": tr("Comma  ,"),
    ";": tr("Semicolon  ;"),
    "\t": tr("Tab"),
    "|": tr("Vertical bar  |"),
    ":": tr("Colon  :"),
    " ": tr("Space"),
}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": tr("UTF-8 with a mark"),
    "ascii": "ASCII",
    "cp1250": tr("Windows-1250 (Central European)"),
    "cp1251": tr("Windows-1251 (Cyrillic)"),
    "cp1252": tr("Windows-1252 (Western)"),
    "cp1253": tr("Windows-1253 (Greek)"),
    "cp1254": tr("Windows-1254 (Turkish)"),
    "cp1255": tr("Windows-1255 (Hebrew)"),
    "cp1256": tr("Windows-1256 (Arabic)"),
    "cp1257": tr("Windows-1257 (Baltic)"),
    "cp874": tr("Windows-874 (Thai)"),
    "mac-roman": tr("Macintosh (Western)"),
    "mac-cyrillic": tr("Macintosh (Cyrillic)"),
    "shift_jis": tr("Shift JIS (Japanese)"),
    "cp932": tr("Windows-932 (Japanese)"),
    "euc_jp": tr("EUC-JP (Japanese)"),
    "gb18030": tr("GB 18030 (Chinese)"),
    "big5": tr("Big5 (traditional Chinese)"),
    "big5hkscs": tr("Big5 (Hong Kong)"),
    "euc_kr": tr("EUC-KR (Korean)"),
    "cp949": tr("Windows-949 (Korean)"),
    "iso8859-15": tr("ISO 8859-15 (Western)"),
    "iso8859-2": tr("ISO 8859-2 (Central European)"),
    "iso8859-5": tr("ISO 8859-5 (Cyrillic)"),
    "iso8859-6": tr("ISO 8859-6 (Arabic)"),
    "iso8859-7": tr("ISO 8859-7 (Greek)"),
    "iso8859-8": tr("ISO 8859-8 (Hebrew)"),
    "iso8859-9": tr("ISO 8859-9 (Turkish)"),
    "cp850": tr("DOS 850 (Western)"),
    "cp852": tr("DOS 852 (Central European)"),
    "cp866": tr("DOS 866 (Cyrillic)"),
    "cp437": tr("DOS 437 (Western)"),
    "koi8-r": tr("KOI8-R (Russian)"),
    "koi8-u": tr("KOI8-U (Ukrainian)"),
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
}
"""Encodings by the name that Python has for them, as people write them and what they are for."""
_CAPTION, _LONGEST_SIGN = 78, 8


class TextReading(QWidget):
    """Both choices, each also back to what was found; the sign can be one or several characters."""

    encoding_chosen = Signal(str)
    delimiter_chosen = Signal(str)
    """Of both, an empty text is what is found."""

    def __init__(self) -> None:
        super().__init__()
        self.encoding, self.delimiter = (
            Choice(name=tr("Encoding of the file"), snug=True),
            Choice(name=tr("Sign between values"), snug=True),
        )
        self.custom = QLineEdit()
        self.custom.setMaxLength(_LONGEST_SIGN)
        self.custom.setFixedSize(px(60), INPUT_HEIGHT)
        self.custom.setAccessibleName(tr("Another sign between values"))
        self.custom.setToolTip(tr("One or several characters"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for caption, fields in ((tr("Encoding"), [self.encoding]), (tr("Separated by"), [self.delimiter, self.custom])):
            row = QHBoxLayout()
            row.setSpacing(8)
            said = label(caption, "meta", "3")
            said.setMinimumWidth(_CAPTION)
            row.addWidget(said)
            for place, field in enumerate(fields):
                row.addWidget(field, 0 if place else 1)
            column.addLayout(row)
        self.encoding.activated.connect(lambda _: self.encoding_chosen.emit(self.encoding.current_id()))
        self.delimiter.activated.connect(lambda _: self._on_delimiter_chosen())
        self.custom.textEdited.connect(self._on_sign_typed)

    def show_reading(self, found: TextLook, encoding: str | None, delimiter: str | None) -> None:
        """Show how the file was read, and what else was chosen since."""
        others = [name for name in dict.fromkeys([*found.encodings, encoding or ""]) if name and (encoding or name != found.encoding)]
        as_found = tr("As found") if encoding else tr("{name}, as found", name=encoding_title(found.encoding))
        _fill(self.encoding, {"": as_found, **{name: encoding_title(name) for name in others}}, encoding or "")
        sign = found.delimiter
        as_found = tr("As found") if delimiter else tr("{name}, as found", name=_DELIMITERS.get(sign, sign))
        own = bool(delimiter) and delimiter not in _DELIMITERS
        _fill(self.delimiter, {"": as_found, **_DELIMITERS, _CUSTOM: tr("Another sign")}, _CUSTOM if own else delimiter or "")
        self.custom.setVisible(own)
        if own and not self.custom.hasFocus():
            self.custom.setText(delimiter)

    def _on_delimiter_chosen(self) -> None:
        sign = self.delimiter.current_id()
        self.custom.setVisible(sign == _CUSTOM)
        if sign == _CUSTOM:
            self.custom.setFocus()
            self.custom.selectAll()
        else:
            self.delimiter_chosen.emit(sign)

    def _on_sign_typed(self, text: str) -> None:
        if text:
            self.delimiter_chosen.emit(text)


def _fill(choice: Choice, titles: dict[str, str], chosen: str) -> None:
    """Offer what is known by id and title, and show what is chosen, without telling anyone."""
    if titles != {choice.itemData(at): choice.itemText(at) for at in range(choice.count())}:
        choice.clear()
        for id_, title in titles.items():
            choice.addItem(title, id_)
    choice.choose(chosen)


def encoding_title(name: str) -> str:
    """An encoding as people write it."""
    try:
        plain = codecs.lookup(name).name
    except LookupError:
        return name
    return _ENCODINGS.get(plain, name.upper() if name.islower() else name)
