"""The lock holds every dependency by hash and nothing of the machine it was made on; what is declared is used."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ("requirements.txt", "requirements-test.txt")
# The one dependency whose code is not imported: the window reads the icon font that it carries.
READ_AS_FILES = {"qtawesome"}
# PySide6 is split over two packages that always come together.
COME_ALONG = {"shiboken6"}
IMPORT_NAMES = {"pyside6-essentials": "PySide6", "python-dateutil": "dateutil", "msoffcrypto-tool": "msoffcrypto"}


def project() -> dict[str, dict[str, list[str]]]:
    settings: dict[str, dict[str, list[str]]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return settings


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s<>=!;\[]", name)[0]).casefold()


def locked(name: str) -> dict[str, list[str]]:
    """The locked packages and the lines of each."""
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages: dict[str, list[str]] = {}
    for line in text.splitlines():
        packages.setdefault(plain(line), []).append(line)
    return packages


@pytest.mark.parametrize("name", LOCKS)
def test_each_line_is_one_version_with_hashes_and_nothing_else(name: str) -> None:
    line_form = re.compile(r"[a-z0-9-]+==[\w.]+( ; [^/\\:]+?)?( +--hash=sha256:[0-9a-f]{64})+")
    lines = [line for lines in locked(name).values() for line in lines]
    assert len(lines) > 20
    for line in lines:
        assert line_form.fullmatch(line.strip()), line


def test_everything_declared_is_locked() -> None:
    settings = project()
    declared = settings["project"]["dependencies"] + settings["dependency-groups"]["build"]
    assert {plain(name) for name in declared} <= set(locked("requirements.txt"))
    assert {plain(name) for name in settings["build-system"]["requires"]} <= set(locked("requirements.txt"))
    assert {plain(name) for name in settings["dependency-groups"]["test"]} <= set(locked("requirements-test.txt"))


def test_both_locks_agree() -> None:
    runtime, test = locked("requirements.txt"), locked("requirements-test.txt")
    for name in set(runtime) & set(test):
        assert {line.split()[0] for line in test[name]} == {line.split()[0] for line in runtime[name]}


def imported_by_the_program() -> set[str]:
    names = set()
    for module in (ROOT / "prodops_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add((node.module or "").split(".")[0])
    return names - sys.stdlib_module_names - {"prodops_desktop"}


def test_what_is_declared_is_imported_and_what_is_imported_is_declared() -> None:
    declared = {plain(requirement) for requirement in project()["project"]["dependencies"]} - READ_AS_FILES
    importable = {IMPORT_NAMES.get(name, name.replace("-", "_")) for name in declared}
    assert imported_by_the_program() - COME_ALONG == importable
