"""Reusable controls in the look of the design language; they know no page and no store."""
