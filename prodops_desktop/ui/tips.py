"""Tooltips that say what stands in the data: as it stands there, whatever it looks like."""

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A text for a tooltip, in which Qt would take ``<b>`` for bold print and load the picture that an ``<img>`` names."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # with all the names that a page of the web has, which few tooltips need

    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'
