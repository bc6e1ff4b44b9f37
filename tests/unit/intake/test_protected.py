"""Protected workbooks open with their password, in memory, and ask for it in a way that programs understand."""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from prodops_desktop.errors import UserError
from prodops_desktop.intake.inspecting import inspect_files
from prodops_desktop.intake.readers.opening import Opening, open_book
from prodops_desktop.intake.readers.protected import PasswordNeededError, is_locked
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.intake.running import run_reading, with_password
from prodops_desktop.work.child import ChildError
from prodops_desktop.work.failures import failure_of
from prodops_desktop.work.report import ignored
from tests.data.compound_files import compound, xls
from tests.data.hostile_binaries import PASSWORD
from tests.data.make_hostile import FOLDER

PROTECTED = ["protected.xlsx", "protected.xls"]
INSPECT = "prodops_desktop.intake.tasks:inspect"


@pytest.mark.parametrize("name", PROTECTED)
@pytest.mark.parametrize(("password", "wrong"), [(None, False), ("", False), ("tulpe 7", True), ("ÄÖ 漢", True), ("x" * 300, True)])
def test_without_the_right_password_it_is_asked_for(name: str, password: str | None, wrong: bool) -> None:
    with pytest.raises(PasswordNeededError) as caught:
        open_book(FOLDER / name, ignored(), Opening(password=password))
    assert caught.value.wrong is wrong
    assert "password" in str(caught.value)
    assert password not in ("tulpe 7", "ÄÖ 漢") or str(password) not in str(caught.value)


@pytest.mark.parametrize("name", PROTECTED)
def test_nothing_decrypted_touches_the_disk(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("a file was made")

    for function in ("TemporaryFile", "NamedTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, function, refused)
    book = open_book(FOLDER / name, ignored(), Opening(password=PASSWORD))
    assert next(book.sheets[0].batches()).rows[1][0] == "Acme"


def sealed(name: str, path: Path) -> Path:
    """A hard file protected with “secret”; something is put beside its parts, for the tool that seals spoils what is small."""
    larger = io.BytesIO((FOLDER / name).read_bytes())
    with zipfile.ZipFile(larger, "a") as archive:
        archive.writestr("beside.bin", bytes(20_000))
    content = io.BytesIO()
    OOXMLFile(larger).encrypt("secret", content)
    path.write_bytes(content.getvalue())
    return path


def test_what_is_inside_decides_what_it_is(tmp_path: Path) -> None:
    book = open_book(sealed("binary.xlsb", tmp_path / "a.xlsx"), ignored(), Opening(password="secret"))
    assert (book.format, book.sheets[0].name) == ("xlsb", "Firms")
    with pytest.raises(UserError, match="a text document"):
        open_book(sealed("letter.xlsx", tmp_path / "b.xlsx"), ignored(), Opening(password="secret"))


def test_a_password_of_any_letters_opens_an_xls(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("One", 0, {(0, 0): "x"})], password="Grüße 漢字")))
    assert open_book(path, ignored(), Opening(password="Grüße 漢字")).sheets[0].name == "One"


def test_a_damaged_protection_is_a_sentence(tmp_path: Path) -> None:
    content = bytearray((FOLDER / "protected.xlsx").read_bytes())
    at = content.index(b"<?xml version")
    content[at : at + 40] = b"\x00" * 40
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match="protect") as caught:
        open_book(path, ignored(), Opening(password=PASSWORD))
    assert not isinstance(caught.value, PasswordNeededError)


def test_it_is_asked_for_through_the_child_and_never_told(capfd: pytest.CaptureFixture[str]) -> None:
    spec = {"path": str(FOLDER / "protected.xls")}
    for password, wrong in ((None, False), ("Geheimnis 99", True)):
        with pytest.raises(PasswordNeededError) as caught:
            run_reading(INSPECT, {**spec, "password": password})
        assert caught.value.wrong is wrong
        assert isinstance(caught.value.__cause__, ChildError)
        assert "Geheimnis" not in repr(caught.value) + repr(caught.value.__cause__) + str(caught.value.__cause__.crash)
    assert run_reading(INSPECT, {**spec, "password": PASSWORD}).value["sheets"][0]["cells"] == 11
    assert "Geheimnis" not in "".join(capfd.readouterr())


def test_a_password_that_is_no_text_is_not_quoted() -> None:
    try:
        "\udce9".encode()
    except UnicodeEncodeError as error:
        failure = failure_of(error, {"path": "a.xls", "password": "Geheim\udce9"}, started=True)
    assert "Geheim" not in failure["detail"]


def test_no_repr_shows_it() -> None:
    from prodops_desktop.datasets.request import ImportRequest

    shown = repr(Opening(password="Geheim")) + repr(ImportRequest(Path("a.xlsx"), password="Geheim"))
    assert "Geheim" not in shown


def test_asking_again_until_it_is_right_or_given_up() -> None:
    asked: list[bool] = []
    answers = iter(["wrong", PASSWORD])

    def ask(*, wrong: bool) -> str | None:
        asked.append(wrong)
        return next(answers, None)

    def run(password: str | None) -> str:
        return open_book(FOLDER / "protected.xls", ignored(), Opening(password=password)).format

    assert with_password(run, None, ask) == "xls"
    assert asked == [False, True]
    with pytest.raises(PasswordNeededError):
        with_password(run, None, ask)


def test_a_protected_file_among_others_is_inspected_when_its_password_is_known() -> None:
    def ask(name: str, *, wrong: bool) -> str | None:
        return PASSWORD if name.endswith("protected.xls") and not wrong else None

    names = ["protected.xls", "protected.xlsx", "old.xls"]
    found = list(inspect_files([FOLDER / name for name in names], ask=ask))
    assert [told["error"] is None for told in found] == [True, False, True]
    assert "Give the password" in found[1]["error"]
    assert found[1]["peak_mb"] > 10
    assert found[1]["seconds"] > 0


def test_an_empty_password_opens_what_it_protects_without_asking(tmp_path: Path) -> None:
    class Nothing(str):
        """Empty, and yet given."""

        __slots__ = ()

        def __bool__(self) -> bool:
            return True

    path = tmp_path / "a.xls"
    path.write_bytes(compound(xls([("One", 0, {(0, 0): "x"})], password=Nothing())))
    assert is_locked(Source(path))
    for password in (None, "", "wrong"):
        assert open_book(path, ignored(), Opening(password=password)).sheets[0].name == "One"


@pytest.mark.parametrize("name", PROTECTED)
def test_a_password_that_is_no_text_is_wrong_and_no_damage(name: str) -> None:
    with pytest.raises(PasswordNeededError) as caught:
        open_book(FOLDER / name, ignored(), Opening(password="Geheim\udce9"))
    assert caught.value.wrong
