"""Erases a record for good: with its history, what it was imported from, and every text that quotes it."""
