"""Prodops Desktop: a local workbench for product operations, without a server."""

__version__ = "0.1.0"
