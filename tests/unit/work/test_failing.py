"""Whatever happens to a child, the sentence blames what is at fault, and a traceback is kept apart from it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from prodops_desktop.errors import UserError
from prodops_desktop.work.child import ChildError, run_child

Plant = Callable[[str], str]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="it takes a device or a signal of Linux")


def failing(function: str, spec: dict[str, str] | None = None) -> ChildError:
    with pytest.raises(ChildError) as caught:
        run_child(function, spec or {})
    return caught.value


def blames_the_file(error: UserError) -> bool:
    return "damaged" in str(error) or "where it came from" in str(error)


@pytest.mark.parametrize(
    "body",
    [
        "raise KeyError('no such part')",
        "raise BaseException('PanicException stands in')",
        "raise SystemExit(0)",
        "return {'rows': object()}",
        "return {'rows': {1, 2}}",
    ],
)
def test_a_crash_of_the_code_is_a_sentence_with_its_traceback_apart(plant: Plant, body: str) -> None:
    error = failing(plant(body))
    assert str(error).startswith("It could not be read ")
    assert "Traceback" not in str(error)
    assert "Traceback (most recent call last)" in (error.crash or "")


@pytest.mark.parametrize("function", ["prodops_desktop.absent:run", "prodops_desktop.intake.tasks:absent", "os:system"])
def test_a_task_that_can_not_be_loaded_blames_the_program(function: str) -> None:
    error = failing(function)
    assert "A part of the program could not be started" in str(error)
    assert not blames_the_file(error)
    assert "Traceback" in (error.crash or "")


def test_a_library_that_is_missing_blames_the_program(plant: Plant) -> None:
    error = failing(plant("import prodops_desktop.absent"))
    assert "A part of the program could not be started (ModuleNotFoundError" in str(error)


def test_a_full_disk_under_a_database_is_called_so(plant: Plant, tmp_path: Path) -> None:
    body = """
        import sqlite3
        db = sqlite3.connect(spec["path"])
        db.execute("PRAGMA max_page_count = 2")
        db.execute("CREATE TABLE t(x)")
        db.execute("INSERT INTO t VALUES(zeroblob(100000))")
    """
    error = failing(plant(body), {"path": str(tmp_path / "a.db")})
    assert str(error).startswith("There is no room left on the disk")
    assert not blames_the_file(error)
    assert "disk is full" in (error.crash or "")


def test_a_full_disk_under_a_staging_file_is_called_so(plant: Plant, tmp_path: Path) -> None:
    body = """
        import sqlite3
        connect = sqlite3.connect

        def connect_to_a_full_disk(*words, **options):
            db = connect(*words, **options)
            db.execute("PRAGMA max_page_count = 20")
            return db

        sqlite3.connect = connect_to_a_full_disk
        from prodops_desktop.intake.tasks import stage
        return stage(spec, report)
    """
    path = tmp_path / "a.csv"
    path.write_text("Firm,Size\n" + "".join(f"Firm {n},{n}\n" for n in range(20_000)), encoding="utf-8")
    error = failing(plant(body), {"path": str(path), "staging": str(tmp_path / "staging.db")})
    assert (str(error), error.kind) == ("There is no room left on the disk, so nothing was changed. Free some and do it again.", "disk")
    assert not (tmp_path / "staging.db").exists()


@on_linux
def test_a_full_disk_under_a_file_is_called_so_even_when_the_clean_up_fails(plant: Plant) -> None:
    body = """
        try:
            with open("/dev/full", "wb", buffering=0) as file:
                file.write(b"x")
        except OSError:
            raise ValueError("the clean-up failed")
    """
    assert str(failing(plant(body))).startswith("There is no room left on the disk")


def test_what_the_system_refuses_is_not_blamed_on_the_content(plant: Plant, tmp_path: Path) -> None:
    error = failing(plant("open(spec['path'])"), {"path": str(tmp_path / "gone" / "a.csv")})
    assert "The system did not let it be done" in str(error)
    assert not blames_the_file(error)


@on_linux
def test_a_name_that_is_no_text_is_called_so(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("a,b\n1,x\n")
    error = failing("prodops_desktop.intake.tasks:stage", {"path": path, "staging": str(tmp_path / "staging.db")})
    assert str(error) == (
        "The name “caf?.csv” can't be used, because it holds bytes that are not text. Rename the file or folder and do it again."
    )


@on_linux
def test_a_refusal_that_names_such_a_file_can_be_printed(tmp_path: Path) -> None:
    with pytest.raises(ChildError) as caught:
        run_child("prodops_desktop.intake.tasks:inspect", {"path": os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.csv")})
    str(caught.value).encode("utf-8")


@on_linux
def test_half_a_line_is_a_death(plant: Plant) -> None:
    body = """
        import os, signal, stat
        for number in range(3, 20):
            try:
                if stat.S_ISFIFO(os.fstat(number).st_mode):
                    os.write(number, b'{"progress": {"done": 1, "tot')
            except OSError:
                pass
        os.kill(os.getpid(), signal.SIGSEGV)
    """
    assert "It made the reader crash (signal 11)" in str(failing(plant(body)))


@on_linux
def test_an_end_from_outside_blames_nobody(plant: Plant) -> None:
    error = failing(plant("import os, signal; os.kill(os.getpid(), signal.SIGTERM)"))
    assert str(error) == "It was ended from outside (signal 15). Do it again."


@on_linux
def test_last_words_are_found_behind_much_else_and_in_any_encoding(plant: Plant) -> None:
    body = r"""
        import os
        for _ in range(40):
            os.write(2, b"\xe9\xff" * 50_000)
        os.write(2, b"memory allocation of 123 bytes failed\n")
        os.abort()
    """
    assert "needs more memory than the" in str(failing(plant(body)))


@on_linux
def test_what_was_printed_before_a_death_is_kept_apart(plant: Plant) -> None:
    error = failing(plant("import os, sys; print('→ deep inside'); sys.stdout.flush(); os.abort()"))
    assert "deep inside" not in str(error)
    assert error.crash == "→ deep inside\n"


def test_printing_is_utf8_whatever_the_locale(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    function = plant("import sys; print('→ é \\udce9'); print('→', file=sys.stderr); return {'done': 'é'}")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii:strict")
    assert run_child(function, {}).value == {"done": "é"}


def test_a_process_that_can_not_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "absent"))
    before = threading.active_count()
    error = failing("prodops_desktop.intake.tasks:inspect")
    assert "could not be started" in str(error)
    assert not blames_the_file(error)
    assert threading.active_count() == before


def test_a_child_that_is_ordered_an_impossible_cap_answers_all_the_same() -> None:
    order = json.dumps({"spec": {}, "memory_cap_mb": 99_999_999_999_999_999_999}) + "\n"
    command = [sys.executable, "-P", "-m", "prodops_desktop", "--task", "prodops_desktop.intake.tasks:inspect"]
    ended = subprocess.run(command, input=order, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert json.loads(ended.stdout)["failure"] == "program"
    assert "Fatal Python error" not in ended.stderr


@on_linux
def test_a_limit_that_is_lower_than_the_cap_stays(plant: Plant) -> None:
    function = plant("import resource; return {'cap': resource.getrlimit(resource.RLIMIT_DATA)}")
    script = f"from prodops_desktop.work.child import run_child; print(run_child({function!r}, {{}}, memory_cap_mb=900).value['cap'])"
    command = ["/bin/sh", "-c", 'ulimit -d 512000 && exec "$0" -c "$1"', sys.executable, script]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert ended.stdout.strip() == f"[{512000 * 1024}, {512000 * 1024}]", ended.stderr


def test_a_refusal_keeps_its_kind_and_facts_on_the_way_out(plant: Plant) -> None:
    body = """
        from prodops_desktop.errors import RefusedError
        raise RefusedError("Choose a colour.", "colour", offered=["red", "blue"])
    """
    error = failing(plant(body))
    assert (str(error), error.kind, error.facts) == ("Choose a colour.", "colour", {"offered": ["red", "blue"]})


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("from prodops_desktop.errors import UserError; raise UserError('No.')", "refused"),
        ("raise KeyError('x')", "failed"),
        ("raise MemoryError", "memory"),
        ("import prodops_desktop.absent", "program"),
        ("import os; os.abort()", "crashed"),
    ],
)
def test_each_end_has_its_kind(plant: Plant, body: str, kind: str) -> None:
    assert failing(plant(body)).kind == kind


@on_linux
def test_being_killed_is_told_as_memory_only_when_the_cap_was_near(plant: Plant) -> None:
    body = """
        import os, signal, time
        held = bytearray(b"x") * (spec["mb"] << 20)
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    function = plant(body)
    for mb, kind, sentence in ((5, "killed", "The system ended it (signal 9)"), (165, "memory", "needs more memory than the 200 MB")):
        with pytest.raises(ChildError) as caught:
            run_child(function, {"mb": mb}, memory_cap_mb=200)
        assert caught.value.kind == kind
        assert sentence in str(caught.value)
