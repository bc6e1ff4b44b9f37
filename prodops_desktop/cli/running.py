"""Carries out one command, and turns what goes wrong into a sentence and a status."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from prodops_desktop.cli.parser import make_parser
from prodops_desktop.errors import Cancelled, UserError
from prodops_desktop.workspace import driver

Renderer = Callable[..., list[Path]]
"""Draws the pages of a workspace into a folder; the window's, which this floor may not know, handed in."""


def run(words: list[str], render: Renderer) -> int:
    """Carry out one command; 0 done, 1 a sentence on standard error. Wrong usage exits with 2."""
    arguments = make_parser().parse_args(words)
    arguments.renderer = render
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name or headline may hold what the terminal's encoding lacks
            stream.reconfigure(errors="backslashreplace")
    try:
        status: int = arguments.command(arguments)
        sys.stdout.flush()
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    except driver.DriverError as error:
        print(f"The workspace can't be read or written: {error}. Run “check” on it, or “restore” a backup.", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print("Cancelled; nothing was changed.", file=sys.stderr)
        return 1
    except UnicodeError:
        print("A word of the command holds characters that are no valid text. Write it again, or rename the file.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{error.filename or 'A file'} can't be read or written: {error.strerror or error}.", file=sys.stderr)
        return 1
    return status
