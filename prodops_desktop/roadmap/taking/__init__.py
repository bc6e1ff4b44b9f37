"""Sheets of a roadmap or a project plan become items: words and days read, compared with what is there, and taken."""
