"""The errors that are part of the product: those that an operator can do something about."""


class UserError(Exception):
    """Something the operator can understand and act on; its text is a full sentence that is shown as it stands."""


class Cancelled(Exception):  # noqa: N818 - it is an outcome that was asked for, not an error
    """The operator cancelled a job; everything it began has been taken away again."""
