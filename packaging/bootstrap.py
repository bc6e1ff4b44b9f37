"""From a bare checkout to the running program: `python3 packaging/bootstrap.py run [--headless] | test | bench`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  the one place that an older Python reaches, so this file keeps to syntax it can parse
    sys.exit("Prodops Desktop needs Python 3.11 or newer; this is Python %d.%d. Run it with a newer python3." % sys.version_info[:2])  # noqa: UP031

import argparse
import os

import checks
import first_run
from running import SetupError, sentence_of


def main(words: list[str]) -> int:
    """Carry out one command; a problem ends in one sentence on standard error and status 1."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Set up Prodops Desktop in .venv, then run, test or measure it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run|test|bench")
    run = commands.add_parser("run", help="open the program on a sample workspace")
    run.add_argument("--headless", action="store_true", help="no window: workspace, board pack and pictures go to build/first-run")
    commands.add_parser("test", help="run every check and test")
    commands.add_parser("bench", help="measure, and write build/bench.json")
    wanted = parser.parse_args(words)
    try:
        if wanted.command == "run":
            return first_run.run(headless=wanted.headless)
        return checks.test() if wanted.command == "test" else checks.bench()
    except SetupError as problem:
        sentence = str(problem)
    except BrokenPipeError:  # whoever reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as problem:
        sentence = sentence_of(problem)
    except KeyboardInterrupt:
        sentence = "Stopped by the keyboard; the next run goes on from here."
    sys.stdout.flush()
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
