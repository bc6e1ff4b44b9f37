"""Writes tests/data/hostile/: a small file for each way in which a spreadsheet can be hard, as seen in the files of strangers.

Run it as ``python -m tests.data.make_hostile``; what is expected of each file is in ``hostile_outcomes.py``. The same bytes come each
time but for protected.xlsx, whose salts are random.
"""

import gzip
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from tests.data.hostile_binaries import PASSWORD, binary_workbooks, old_workbooks

FOLDER = Path(__file__).parent / "hostile"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TABLE = "Firm,Size,Since\nAcme,5,2026-01-02\nBeta,6,2026-01-03\n"


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for part in (_texts, _no_spreadsheets, _zips, _workbooks, _bombs, _open_documents, _protected):
        part()
    for name, content in old_workbooks().items():
        _put(name, content)
    binary_workbooks(FOLDER)


def _put(name: str, content: str | bytes) -> None:
    (FOLDER / name).write_bytes(content.encode() if isinstance(content, str) else content)


def _texts() -> None:
    _put("unbalanced quote.csv", 'Id,Part,Price\n1,"24 monitor,190\n' + "".join(f"{n},Part {n},{n * 10}\n" for n in range(2, 60)))
    _put("quotes inside.csv", 'Id,Said,By\n1,"He said "no" twice",Ann\n2,"Then ""yes""",Bo\n')
    _put("swallowed rows.csv", 'Id,Part,Price\n1,"24 monitor,190\n2,Desk,80\n3,Lamp,20\n4,Chair,60\n5,17" screen",150\n6,Cable,5\n')
    _put("single quotes.csv", "'Firm','Town'\n'Acme','Paris, France'\n'Beta','Rome'\n")
    _put("no bom.csv", TABLE.encode("utf-16-le"))
    _put("big endian.txt", "\ufeffFirm\tTown\nÅkerlund\tMalmö\n".encode("utf-16-be"))
    _put("big5.csv", "公司,城市,數量\n台灣積體電路,新竹市,12\n鴻海精密工業,新北市,7\n聯發科技,新竹市,30\n".encode("big5"))
    _put("shift jis.csv", "会社,都市,数\nトヨタ自動車,豊田市,5\nソニー,東京都,8\n任天堂,京都市,13\n".encode("shift_jis"))
    _put("cyrillic.csv", "Компания;Город;Сумма\nЗаря;Москва;1 200,50\nВосток;Казань;980,00\n".encode("cp1251"))
    _put("western.csv", "Firma;Straße;Umsatz\nMüller & Söhne;Königsallee 5;1.250,50\nÉtoile;Rue de l’Été;980,00\n".encode("cp1252"))
    _put("mostly utf-8.csv", b"Firm;Town\n" + "Åkerlund;Malmö\nMüller;Köln\n".encode() * 5 + "Søn;Århus\n".encode("cp1252"))
    _put("zeros.csv", b"Firm,Size\nAc\x00me,5\x00\nBeta,6\n")
    _put("padding above.csv", "\n\n,,,\nReport of May,,,\n\n,Firm,Size,Since\n,Acme,5,2026-01-02\n,Beta,6,2026-01-03\n")
    _put("long cell.csv", f"Id,Text\n1,{'x' * 140_000}\n2,short\n")
    _put("lines in cells.csv", 'Id,Note,Size\n1,"first\nsecond, with comma\r\nthird",5\n2,"a ""quoted"" word",6\n')
    _put("lone returns.csv", TABLE.replace("\n", "\r"))
    _put("mixed line ends.csv", "Firm,Size\r\nAcme,5\nBeta,6\rGamma,7")
    _put("two signs.txt", "Firm||Size||Since\nAcme||5||2026-01-02\nBeta||6||2026-01-03\n")
    _put("named delimiter.csv", "sep=|\nFirm|Size\nAcme, Inc.|5\nBeta, Ltd.|6\n")
    _put("marks inside.csv", b"\xef\xbb\xbfFirm,Size\nAcme,5\n\xef\xbb\xbfBeta,6\n")
    _put("one column.csv", "Firm\nAcme\nBeta\nGamma\n")
    _put("packed.csv.gz", gzip.compress(TABLE.encode(), mtime=0))
    _put("cut off.csv.gz", gzip.compress(TABLE.encode() * 200 + bytes(range(256)), mtime=0)[:-90])
    _put("text called.xlsx", TABLE)


def _no_spreadsheets() -> None:
    _put("a sentence.xlsx", "There is no table in this text")
    _put("web page.xls", "<html><head><title>Report</title></head><body><table><tr><td>Firm</td></tr></table></body></html>")
    _put(
        "of 2003.xls",
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    )
    _put("flat.ods", f'<?xml version="1.0"?><office:document xmlns:office="{OFFICE}:office:1.0"/>')
    _put("mail.xls", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n<table></table>\n")
    _put("data.csv", '[{"firm": "Acme", "size": 5}, {"firm": "Beta", "size": 6}]')
    _put("old exchange.csv", 'ID;PWXL;N;E\nC;X1;Y1;K"Firm"\nE\n')
    _put("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60)
    _put("document.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    _put("noise.csv", bytes(range(256)) * 8)
    _put("nothing.csv", b"")
    _put("blanks.csv", b" \r\n" * 40 + b"\x00" * 40)


def _zipped(name: str, parts: dict[str, str | bytes]) -> None:
    with zipfile.ZipFile(FOLDER / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)


def _zips() -> None:
    _zipped("empty.xlsx", {})
    _zipped("no sheets.xlsx", {"notes/readme.md": "nothing"})
    _zipped("wrapped.xlsx", {"May/accounts.csv": TABLE, "__MACOSX/May/._accounts.csv": "x"})
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override ContentType="{word}"/></Types>'
    _zipped("letter.xlsx", {"[Content_Types].xml": types, "word/document.xml": "<x/>"})


def _book(name: str, write: Callable[[xlsxwriter.Workbook], None], options: dict[str, object] | None = None) -> dict[str, bytes]:
    """A workbook as xlsxwriter makes it; its parts, so that they can be made hard."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, **(options or {})})
    book.set_properties({"created": datetime(2026, 1, 1)})
    write(book)
    book.close()
    with zipfile.ZipFile(content) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    _zipped(name, dict(parts))
    return parts


def _firms(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Firms")
    sheet.write_row(0, 0, ["Firm", "Size"])
    sheet.write_row(1, 0, ["Acme", 5])
    sheet.write_row(2, 0, ["Beta", 6])


def _changed(name: str, parts: dict[str, bytes], part: str, old: str, new: str) -> None:
    text = parts[part].decode()
    assert old in text, (name, part, old)
    _zipped(name, {**parts, part: text.replace(old, new)})


def _two_sheets(book: xlsxwriter.Workbook) -> None:
    _firms(book)
    hidden = book.add_worksheet("Secret")
    hidden.write_row(0, 0, ["Firm", "Price"])
    hidden.write_row(1, 0, ["Acme", 9])
    hidden.very_hidden()


def _workbooks() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    parts = _book("called.xls", _firms)
    _zipped("called.csv", dict(parts))
    content = (FOLDER / "called.xls").read_bytes()
    _put("cut off.xlsx", content[: len(content) // 2])
    _changed("false dimension.xlsx", parts, sheet, 'ref="A1:B3"', 'ref="A1:XFD1048576"')
    bare = parts[sheet].decode()
    for place in ("A1", "B1", "A2", "B2", "A3", "B3"):
        bare = bare.replace(f' r="{place}"', "")
    _zipped("no references.xlsx", {**parts, sheet: bare})
    errors = '<c r="B2" t="e"><v>#N/A</v></c>'
    _changed("error cells.xlsx", parts, sheet, '<c r="B2"><v>5</v></c>', errors)
    _changed("formula without value.xlsx", parts, sheet, '<c r="B2"><v>5</v></c>', '<c r="B2"><f>2+3</f></c>')
    _changed("state show.xlsx", parts, "xl/workbook.xml", '<sheet name="Firms"', '<sheet state="show" name="Firms"')
    _changed("outside.xlsx", parts, sheet, '<c r="B2"><v>5</v></c>', '<c r="B2"><f>[1]Other!A1</f><v>5</v></c>')
    _book("very hidden.xlsx", _two_sheets)
    _book("since 1904.xlsx", _one_day, {"date_1904": True})
    strict = {name: content.replace(MAIN.encode(), STRICT.encode()) for name, content in parts.items()}
    _zipped("strict.xlsx", dict(strict))
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(10, 20_010))
    _changed("many merges.xlsx", parts, sheet, "</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    macros = {
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        )
    }
    _zipped("macros.xlsx", {**parts, **macros, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 never run"})


def _one_day(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Days")
    sheet.write_row(0, 0, ["Firm", "Since"])
    sheet.write(1, 0, "Acme")
    sheet.write_datetime(1, 1, date(2026, 3, 15), book.add_format({"num_format": "yyyy-mm-dd"}))


def _bombs() -> None:
    parts = _book("billion laughs.xlsx", _firms)
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY e0 "lol">{steps}]><sst xmlns="{MAIN}"><si><t>&e9;</t></si></sst>'
    _zipped("billion laughs.xlsx", {**parts, "xl/sharedStrings.xml": laughs})
    long = f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "{"x" * 50_000}">]><sst xmlns="{MAIN}"><si><t>{"&a;" * 50_000}</t></si></sst>'
    _zipped("one long entity.xlsx", {**parts, "xl/sharedStrings.xml": long})
    outside = (
        f'<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst xmlns="{MAIN}"><si><t>&a;</t></si></sst>'
    )
    _zipped("entity outside.xlsx", {**parts, "xl/sharedStrings.xml": outside})


def _open_document(rows: str) -> str:
    spaces = "".join(f' xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    styles = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    return (
        f'<?xml version="1.0"?><office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{rows}</office:spreadsheet></office:body></office:document-content>"
    )


def _open_documents() -> None:
    def text(value: str, more: str = "") -> str:
        return f'<table:table-cell office:value-type="string"{more}><text:p>{value}</text:p></table:table-cell>'

    def number(value: float) -> str:
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'

    mime = "application/vnd.oasis.opendocument.spreadsheet"
    everywhere = 'table:number-rows-repeated="999999999"'
    billions = text("X", ' table:number-columns-repeated="999999999"')
    bomb = f'<table:table table:name="Sheet1"><table:table-row {everywhere}>{billions}</table:table-row></table:table>'
    _zipped("repeats.ods", {"mimetype": mime, "content.xml": _open_document(bomb)})
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    note = "<office:annotation><text:p>a remark</text:p></office:annotation>"
    firm = f'<table:table-cell office:value-type="string">{note}<text:p>Acme<text:s text:c="2"/>Inc.</text:p><text:p>Paris</text:p>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-01-02"><text:p>2 Jan</text:p></table:table-cell>'
    rows = (
        f'<table:table table:name="Firms"><table:table-row>{text("Firm")}{text("Size")}{text("Since")}</table:table-row>'
        f'<table:table-row table:visibility="collapse">{firm}</table:table-cell>{number(5)}{day}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="3">{text("Beta")}{number(6)}<table:table-cell table:formula="of:=TODAY()"/>'
        f'</table:table-row><table:table-row table:number-rows-repeated="1000000">{blank}</table:table-row></table:table>'
        f'<table:table table:name="Secret" table:style-name="ta2"><table:table-row>{text("x")}</table:table-row></table:table>'
    )
    _zipped("no mimetype.ods", {"content.xml": _open_document(rows), "META-INF/manifest.xml": "<x/>"})
    _zipped("cut off.ods", {"mimetype": mime, "content.xml": _open_document(rows)[:-700]})
    sealed = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    _zipped("protected.ods", {"mimetype": mime, "META-INF/manifest.xml": sealed, "content.xml": b"\x8f\x01\x99"})


def _protected() -> None:
    if not (FOLDER / "protected.xlsx").exists():
        content = io.BytesIO()
        with (FOLDER / "called.xls").open("rb") as plain:
            OOXMLFile(plain).encrypt(PASSWORD, content)
        _put("protected.xlsx", content.getvalue())


if __name__ == "__main__":
    main()
