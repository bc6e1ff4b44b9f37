"""Looks for typed words in all texts of a workspace: records of every area, feedback, and the rows of datasets."""

from prodops_desktop.answers.everywhere.model import Field, Found, Hit, Measure, Row, Snippet, Words
from prodops_desktop.answers.everywhere.said import plain_query
from prodops_desktop.answers.everywhere.searching import search
from prodops_desktop.answers.everywhere.still import is_there

__all__ = ["Field", "Found", "Hit", "Measure", "Row", "Snippet", "Words", "is_there", "plain_query", "search"]
