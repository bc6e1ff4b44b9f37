"""Generic table models, delegates and headers; they know no page."""
