"""Looks for typed words in all texts of a workspace: records of every area, feedback, and the rows of datasets."""

from prodops_desktop.answers.everywhere.model import Found, Hit, Row, Snippet, Words
from prodops_desktop.answers.everywhere.said import plain_query
from prodops_desktop.answers.everywhere.searching import search

__all__ = ["Found", "Hit", "Row", "Snippet", "Words", "plain_query", "search"]
