"""The encoding of a text file is found from what is in it, and what does not fit is counted and said."""

import codecs
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prodops_desktop.errors import UserError
from prodops_desktop.intake.readers.delimited import open_delimited
from prodops_desktop.intake.readers.encodings import find_encoding
from prodops_desktop.intake.readers.source import Source
from prodops_desktop.work.report import ThinnedReport

SAMPLES = {
    "cp1252": ["Kunde;Umsatz;Ort\nMüller & Söhne;1.250,50;Köln\nÉtoile;3,5;Besançon\n", "name,price\ncafé,5 €\n", "x\n5 °C\n10 £\n"],
    "cp1250": ["Jméno;Město\nŠťastný;Žďár nad Sázavou\nDvořák;Plzeň\n", "Imię;Miasto\nŁukasz;Łódź\nŚwiętosława;Kraków\n"],
    "cp1251": ["Имя;Город\nИван;Москва\nМария;Санкт-Петербург\n", "id;имя\n1;Ольга\n"],
    "mac-roman": ["Kunde;Ort\nMüller & Söhne;Köln\nÉtoile;Besançon\n", "name;ville\nRené;Besançon\nÉlodie;Orléans\n"],
    "cp850": ["Kunde;Ort\nMüller;Köln\nSöhne;Düsseldorf\n"],
    "cp1253": ["Όνομα;Πόλη\nΓιώργος;Αθήνα\nΜαρία;Θεσσαλονίκη\n"],
    "cp1254": ["Ürün;Adet\nÇikolata;5\nŞeker;6\nYağ;7\nBalık;8\n", "Firma,Yer\n1,Şehir\n2,İstanbul\n", "a,b\n1,Çağlar\n"],
    "iso8859-15": ["name;price\nMüller;5 €\n", "plat;prix\nœuvre;3\nŒufs;4\n"],
    "iso8859-2": ["Imię;Miasto\nŁukasz;Łódź\nŚwiętosława;Częstochowa\n", "Jméno;Město\nŠťastný;Plzeň\nŽižka;Třebíč\n"],
    "cp852": ["Imię;Miasto\nŁukasz;Łódź\nŚwiętosława;Częstochowa\n"],
    "iso8859-5": ["Имя;Город\nИван;Москва\nМария;Казань\n"],
    "mac-cyrillic": ["Имя;Город\nИван;Москва\nМария;Казань\n"],
    "iso8859-6": ["الاسم;مدينة\nمحمد;القاهرة\nفاطمة;الرياض\n"],
    "cp874": ["ชื่อ;เมือง\nสมชาย;กรุงเทพ\nลูกค้า;เชียงใหม่\n"],
    "euc_jp": ["名前,都市\nタナカ,東京\nスズキ,ナゴヤ\nありがとう,大阪\n"],
    "cp1255": ["שם;עיר\nדוד;ירושלים\nרחל;חיפה\n"],
    "koi8-r": ["Имя;Город\nИван;Москва\nМария;Санкт-Петербург\n"],
    "shift_jis": ["名前,都市\n田中,東京\n佐藤,大阪\nスズキ,ナゴヤ\n"],
    "gb18030": ["姓名,城市\n王小明,北京市\n李雷,上海市\n韩梅梅,广州市\n"],
    "big5": ["姓名,城市\n王小明,臺北市\n陳大文,高雄市\n"],
    "euc_kr": ["이름,도시\n김철수,서울\n이영희,부산\n"],
    "iso2022_jp": ["名前,都市\n田中,東京\n"],
    "utf-8": ["名前,都市\n田中,東京\n", "a,b\n1,2\n"],
    "utf-16-le": ["名前,都市\n田中,東京\n佐藤,大阪\n", "a,b\n1,2\n", "Имя;Город\nИван;Москва\n"],
    "utf-16-be": ["名前,都市\n田中,東京\n佐藤,大阪\n", "a,b\n1,2\n"],
    "utf-32-le": ["名前,都市\n田中,東京\n", "a,b\n1,2\n"],
}


@pytest.mark.parametrize(("encoding", "text"), [(name, text) for name, texts in SAMPLES.items() for text in texts])
def test_a_few_lines_tell_the_encoding(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    found = find_encoding(Source(path))
    assert path.read_bytes().decode(found.name) == text, found.name
    assert (found.odd, found.zeros, found.marks) == (0, 0, 0)
    assert found.name not in found.others
    assert found.name not in found.others


def test_what_is_offered_decodes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(SAMPLES["cp1252"][0].encode("cp1252"))
    book = open_delimited(Source(path))
    assert book.text is not None
    assert book.text.encodings[0] == book.text.encoding == "cp1252"
    assert {"cp1251", "mac-roman"} <= set(book.text.encodings)
    assert "iso8859-15" not in book.text.encodings, "it gives the same text as another one"
    assert "utf-8" not in book.text.encodings
    for name in book.text.encodings:
        assert open_delimited(Source(path), encoding=name).text == type(book.text)(name, ";", book.text.encodings)


def test_nothing_else_is_offered_for_a_text_that_all_encodings_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name;Seats\nHalden;12\n")
    book = open_delimited(Source(path))
    assert book.text is not None
    assert book.text.encodings == (book.text.encoding,)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [
        ("big5", "at one place its bytes are no letters there"),
        ("utf-8", "at 4 places its bytes are no letters there"),
        ("klingon", "There is no encoding “klingon”"),
        ("rot13", "There is no encoding “rot13”"),
        ("unicode_escape", "There is no encoding"),
        ("a\x00b", "There is no encoding"),
    ],
)
def test_a_chosen_encoding_that_can_not_be_is_a_sentence(tmp_path: Path, encoding: str, sentence: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Firm;Town\nMüller;Köln\nÉtoile;Besançon\n".encode("cp1252"))
    with pytest.raises(UserError, match=sentence):
        open_delimited(Source(path), encoding=encoding)


def test_a_chosen_delimiter_wins_and_an_impossible_one_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b,c\n1;2,3\n", encoding="utf-8")
    assert next(open_delimited(Source(path), delimiter=",").sheets[0].batches()).rows == [["a;b", "c"], ["1;2", "3"]]
    for impossible in ("", '"', "\n"):
        with pytest.raises(UserError, match="can't keep cells apart"):
            open_delimited(Source(path), delimiter=impossible)


def test_a_few_foreign_bytes_do_not_make_a_text_another(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Firm,Town\n" + "Åkerlund,Malmö\n".encode() * 40 + b"caf\xe9,M\xfcnchen\n" + "Østergård".encode()[:-3])
    book = open_delimited(Source(path))
    rows = [row for batch in book.sheets[0].batches() for row in batch.rows]
    assert rows[1] == ["Åkerlund", "Malmö"]
    assert rows[41] == ["café", "München"]
    assert book.warnings == ["At 3 places the text is not utf-8; what stands there was guessed."]


def test_half_a_pair_in_utf_16_costs_one_sign(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(codecs.BOM_UTF16_LE + "a,b\n1,x".encode("utf-16-le") + b"\x3d\xd8" + "\n2,y\n".encode("utf-16-le"))
    book = open_delimited(Source(path))
    assert next(book.sheets[0].batches()).rows == [["a", "b"], ["1", "x\ufffd"], ["2", "y"]]
    assert "At one place the text is not utf-16; what stands there was guessed." in book.warnings


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), min_size=1, max_size=20)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LETTERS, min_size=1, max_size=6), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_with_a_mark_or_in_utf_8_is_read_as_written(tmp_path: Path, words: list[str], encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(words).encode(encoding))
    found = find_encoding(Source(path))
    with path.open("rb") as file, found.reading(file) as text:
        assert text.read() == "\n".join(words)


ICELANDIC = ["nafn;borg\nÞór;Reykjavík\nGuðrún;Ísafjörður\n", "nafn;borg\nSigurður;Akureyri\n"]


@pytest.mark.parametrize("text", [*ICELANDIC, "name;day\nZoë;½ day\nRené;¼ day\n", "n;t\nMüller;§ 5 µ\n"])
def test_what_only_looks_like_its_kin_is_cp1252(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("cp1252"))
    assert find_encoding(Source(path)).name == "cp1252"


def test_the_text_that_the_encoding_decides_on_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,town\n1,Ankara\n2,Şehir\n3,İstanbul\n".encode("cp1254"))
    assert open_delimited(Source(path)).warnings == ["The text is not UTF-8; it was read as cp1254, in which it says “Şehir”, for example."]


def test_a_large_file_is_gone_through_quickly_and_says_how_far(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id;name\n" + "1;Köln für Müller, Straße\n".encode("cp1252") * 200_000)
    heard: list[tuple[int, int | None]] = []
    began = perf_counter()
    found = find_encoding(Source(path), ThinnedReport(lambda progress, _: heard.append((progress.done, progress.total))))
    assert (found.name, found.odd) == ("cp1252", 0)
    assert perf_counter() - began < 20
    assert len(heard) > 1
    assert heard[-1][0] > 0


def test_a_delimiter_that_is_nowhere_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    said = "The delimiter “tab” does not occur in the first lines, so that each line is one cell."
    assert open_delimited(Source(path), delimiter="\t").warnings == [said]
    assert open_delimited(Source(path), delimiter=",").warnings == []


def test_columns_that_blanks_align_are_not_taken_silently_for_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Name      ARR   City\nAcme      5     Rome\nBeta Ltd  6     Paris\n", encoding="utf-8")
    (warning,) = open_delimited(Source(path)).warnings
    assert "kept apart by several blanks" in warning
    path.write_text("One line of prose\nand one  more\nand another\n", encoding="utf-8")
    assert open_delimited(Source(path)).warnings == []
