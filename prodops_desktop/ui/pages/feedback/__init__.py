"""The panel Feedback."""

from prodops_desktop.ui.pages.feedback.page import FeedbackPage

__all__ = ["FeedbackPage"]
