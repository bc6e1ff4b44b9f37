"""Sheets of experiments, results and dated events become records: words read, compared with what is there, and taken."""
