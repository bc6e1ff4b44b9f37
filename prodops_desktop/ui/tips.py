"""Tooltips that say what stands in the data: as it stands there, whatever it looks like."""

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A text for a tooltip, in which Qt would take ``<b>`` for bold print and load the picture that an ``<img>`` names."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>' if Qt.mightBeRichText(text) else text
