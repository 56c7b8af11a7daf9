"""Formats: the words come out whole, and what cannot be read ends in a message."""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile

import pytest
from made import STORY, page, pdf, with_part, word

from palabre.sources import CannotOpen, fold, open_bytes

FRENCH = (
    "Le gouvernement a confirmé à l’agence que les élèves d’Aguelhok étaient protégés. "
    "« Nous n’avons pas cédé », a déclaré le préfet, qui attend la réponse des groupes armés."
)
RUSSIAN = (
    "Представители двух сторон встретились в понедельник и говорили о прекращении огня. "
    "Переговоры продолжатся на следующей неделе, сообщил посредник после встречи."
)
ARABIC = (
    "التقى ممثلو الطرفين يوم الاثنين وتحدثوا عن وقف إطلاق النار. وستستمر المحادثات الأسبوع المقبل حسب الوسيط."
)


def words(text: str) -> str:
    return fold(text).text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\n\n".join(STORY).encode()),
        ("a.md", ("# Raids must *end*\n\n" + "\n\n".join(STORY)).encode()),
        ("a.html", page()),
        ("a.pdf", pdf(["\n".join(STORY)], title="Raids must end")),
        ("a.docx", word(*STORY, title="Raids must end")),
    ],
)
def test_every_format_gives_the_words(name, data):
    found = open_bytes(data, name)
    for line in STORY:
        assert line in words(found.text)
    assert found.language == "en"
    if name != "a.txt":
        assert found.title == "Raids must end"


def test_a_format_is_told_by_its_bytes_not_its_name():
    assert open_bytes(pdf(["Some words here"]), "a.txt").format == "PDF"
    assert open_bytes(word("Some words"), "a.pdf").format == "Word"
    assert open_bytes(page(), "a.txt").format == "HTML"


def test_a_page_proposes_and_leaves_menus_and_scripts_out():
    found = open_bytes(page(), "a.html")
    assert (found.publisher, found.published, found.published_note) == (
        "The Valley Herald",
        "2021-05-03",
        "as the page says",
    )
    for odd in ("script", "Sport", "rights reserved", "<"):
        assert odd not in found.text


def test_markup_in_a_text_stays_words():
    """A text that shows a tag by entities shows it as words; nothing is ever rendered."""
    found = open_bytes(
        page("<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; on the wall of the house.</p>"), "a.html"
    )
    assert "<script>alert(1)</script>" in found.text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig", "latin-1", "utf-32"])
def test_french_in_old_encodings(encoding):
    text = FRENCH if encoding != "latin-1" else FRENCH.replace("’", "'")
    found = open_bytes(text.encode(encoding), "a.txt")
    assert found.text == text
    assert found.language == "fr"
    assert bool(found.notes) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (RUSSIAN, "cp1251", "ru"),
        (RUSSIAN, "koi8-r", "ru"),
        (ARABIC, "cp1256", "ar"),
    ],
)
def test_other_scripts_in_old_encodings(text, encoding, language):
    found = open_bytes((text + "\n").encode(encoding) * 3, "a.txt")
    assert text in found.text
    assert found.language == language


def test_a_slip_in_utf8_is_counted():
    data = (FRENCH * 20).encode() + b"\xff" + FRENCH.encode()
    found = open_bytes(data, "a.txt")
    assert found.text.count("\ufffd") == 1
    assert "1 byte is not UTF-8" in found.notes[0]


def test_a_page_in_its_own_encoding():
    data = (
        page(f"<p>{FRENCH}</p>")
        .decode()
        .replace('charset="utf-8"', 'charset="windows-1252"')
        .encode("cp1252")
    )
    assert "confirmé à l’agence" in open_bytes(data, "a.html").text


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n ", "empty"),
        ("a.txt", b"12 34 -- 56", "no words"),
        ("a.txt", b"a\x00" * 500, "control characters"),
        ("a.txt", bytes(range(256)) * 40, "save it as"),
        ("a.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("a.pdf", pdf([""] * 3), "a scan"),
        ("a.pdf", pdf(["Secret words"], password="key"), "password"),
        ("a.docx", b"PK\x03\x04 nothing", "damaged"),
        ("a.docx", with_part(word("a"), "word/document.xml", b"<w:p"), "damaged"),
        ("a.docx", word(""), "no text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.rtf", b"{\\rtf1 words}", "RTF"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.html", b"<html><body></body></html>", "no main text"),
    ],
)
def test_what_cannot_be_read_ends_in_a_message(name, data, says):
    with pytest.raises(CannotOpen) as fault:
        open_bytes(data, name)
    assert says in str(fault.value)
    assert fault.value.remedy


def test_a_pdf_with_some_scanned_pages_says_so():
    found = open_bytes(pdf(["Words on the first page", ""]), "a.pdf")
    assert found.notes == ("1 of 2 pages hold no text; they may be scans",)


def test_a_small_word_file_that_unpacks_to_much_is_refused_before_it_is_unpacked():
    bomb = with_part(word("a"), "word/media/bomb.bin", b"\0" * 250_000_000)
    assert len(bomb) < 1_000_000
    began = time.process_time()
    with pytest.raises(CannotOpen, match="would unpack to 251 MB"):
        open_bytes(bomb, "a.docx")
    assert time.process_time() - began < 1


def test_tables_and_tracked_changes_of_word():
    data = word("Before", table=[["200", "fighters"], ["7", "places"]])
    assert open_bytes(data, "a.docx").text == "Before\n\n200; fighters.\n\n7; places."
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t xml:space="preserve">We count </w:t></w:r>'
        "<w:del><w:r><w:delText>900</w:delText></w:r></w:del><w:ins><w:r><w:t>700</w:t></w:r></w:ins>"
        "</w:p></w:body></w:document>"
    )
    found = open_bytes(with_part(data, "word/document.xml", body.encode()), "a.docx")
    assert found.text == "We count 700"
    assert "tracked changes" in found.notes[0]


def test_hostile_files_end_soon():
    """Deep nesting and long lines: words or a message, within seconds."""
    deep_page = b"<html><body>" + b"<div>" * 20_000 + b"words here" + b"</div>" * 20_000
    w = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep_xml = b'<w:document xmlns:w="%s">' % w + b"<w:p>" * 100_000
    files = {
        "a.html": deep_page,
        "a.docx": with_part(word("a"), "word/document.xml", deep_xml),
        "a.pdf": pdf(["words"], nested=100_000),
        "line.txt": b"word " * 4_000_000,
        "line.md": b"*[word " * 3_000_000,
    }
    for name, data in files.items():
        began = time.process_time()
        try:
            text = open_bytes(data, name).text
        except CannotOpen as fault:
            text = fault.what
        assert text
        assert time.process_time() - began < 20, name


def test_direction_marks_and_control_characters_go_and_are_counted():
    found = open_bytes("The \u202ecouncil\u202c met\x1b[31m the front.".encode(), "a.txt")
    assert found.text == "The council met[31m the front."
    assert found.notes == ("1 control character left out", "2 invisible direction marks left out")


@pytest.mark.parametrize(
    ("name", "text", "title", "published", "publisher"),
    [
        (
            "ips-2014-07-23.txt",
            "LEKORNE, France, Jul 23 (IPS)  - The government met.",
            "ips-2014-07-23",
            "2014-07-23",
            "IPS",
        ),
        ("a.txt", "Talks resume\n\n3 May 2021\n\nBoth sides met.", "Talks resume", "2021-05-03", ""),
        ("a.txt", "Talks resume\n\nOn 3 May 2021 both sides met.", "Talks resume", "", ""),
        ("a.txt", "Both sides met in May.", "a", "", ""),
        ("20210503_note.txt", "Both sides met.", "20210503_note", "2021-05-03", ""),
        ("99999999.txt", "Both sides met.", "99999999", "", ""),
        (
            "a.md",
            "---\ntitle: 'A title'\ndate: 2021-05\npublisher: The Herald\n---\nBoth.",
            "A title",
            "2021-05",
            "The Herald",
        ),
    ],
)
def test_proposals(name, text, title, published, publisher):
    found = open_bytes(text.encode(), name)
    assert (found.title, found.published, found.publisher) == (title, published, publisher)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("By Amina Tal, 3 May 2021", "2021-05-03"),
        ("Prepared by the desk for the council, May 3, 2021", "2021-05-03"),
        ("2021-05-03 14:30", "2021-05-03"),
        ("Published on 3 May 2021 by the Herald.", "2021-05-03"),
        ("GAO, 3 May 2021 (Herald) - The council met.", "2021-05-03"),
        ("North Gao, 3 May 2021 - The council met.", "2021-05-03"),
        ("KIDAL - The front denied it on 3 January 2026. It left.", ""),
        ("The front denied it on 3 January 2026.", ""),
        ("The truce of 23 May 2014", ""),
        ("The council said that the front, which had signed,\non 3 May 2021\ncame back.", ""),
        ("Between 1 May 2021 and 3 May 2021", ""),
        ("It denied it on 3 January 2020.\n\nIssued: 3 May 2021", "2021-05-03"),
    ],
)
def test_a_date_within_a_sentence_is_not_that_of_the_text(head, published):
    assert open_bytes(f"Talks\n\n{head}\n\nBoth sides met.".encode(), "a.txt").published == published


def test_markdown_keeps_words_and_drops_marks():
    text = "# A\n\nOne **two** [three](http://x.org)\n\n<div>raw</div>\n\n"
    text += "| a | b |\n|---|---|\n| 1 | c |\n\n```\ncode\n```\n"
    found = open_bytes(text.encode(), "a.md")
    assert found.text == "A\n\nOne two three\n\na: 1; b: c."
    assert found.notes == ("1 block of code left out",)


TABLE = [["Group", "Fighters", "Source"], ["MNLA", "2,500", "the army"], ["HCUA", "", "a visitor."]]
ROWS = ["Group: MNLA; Fighters: 2,500; Source: the army.", "Group: HCUA; Source: a visitor."]


def _piped(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _marked(rows: list[list[str]]) -> str:
    cells = ["".join(f"<t{'h' if not at else 'd'}>{c}</td>" for c in row) for at, row in enumerate(rows)]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", word(*STORY, table=TABLE)),
        ("a.md", ("\n\n".join([*STORY, _piped(TABLE)])).encode()),
        ("a.html", page(_marked(TABLE))),
    ],
)
def test_a_row_of_a_table_is_one_line_by_the_names_of_its_columns(name, data):
    assert open_bytes(data, name).text.split("\n\n")[-2:] == ROWS


def test_a_table_that_lays_out_a_page_stays_paragraphs():
    long = "The council met. " * 30
    data = word("Before", table=[["Left", long], ["Right", "Below"]])
    paragraphs = open_bytes(data, "a.docx").text.split("\n\n")
    assert paragraphs == ["Before", "Left", long.strip(), "Right", "Below"]


def test_merged_cells_of_word_stand_for_each_they_cover():
    import docx

    document = docx.Document()
    grid = document.add_table(4, 3)
    for r, row in enumerate([["Region", "Group", "Men"], ["Gao", "MNLA", "20"], ["", "HCUA", "30"]]):
        for c, cell in enumerate(row):
            grid.cell(r, c).text = cell
    grid.cell(1, 0).merge(grid.cell(2, 0))
    grid.cell(3, 0).merge(grid.cell(3, 2)).text = "All are estimates"
    out = io.BytesIO()
    document.save(out)
    assert open_bytes(out.getvalue(), "a.docx").text.split("\n\n") == [
        "Region: Gao; Group: MNLA; Men: 20.",
        "Region: Gao; Group: HCUA; Men: 30.",
        "All are estimates.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "module"),
    [
        ("a.html", page(), "trafilatura"),
        ("a.pdf", pdf(["Words"]), "pypdfium2"),
        ("a.docx", word("Words"), "docx"),
        ("a.txt", FRENCH.encode("cp1252"), "charset_normalizer"),
    ],
)
def test_without_its_library_the_remedy_is_said(monkeypatch, name, data, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(CannotOpen) as fault:
        open_bytes(data, name)
    assert "pip install 'palabre[reading]'" in fault.value.remedy


def test_a_text_in_utf8_needs_no_library(monkeypatch):
    for module in ("trafilatura", "pypdfium2", "docx", "charset_normalizer", "lxml"):
        monkeypatch.setitem(sys.modules, module, None)
    assert open_bytes(FRENCH.encode(), "a.txt").text == FRENCH


def damaged(draw: random.Random, data: bytes) -> bytes:
    """Return a file with bytes changed, lost, added or doubled, or cut short."""
    new = bytearray(data)
    for _ in range(draw.choice([1, 3, 10, 60])):
        at = draw.randrange(len(new))
        match draw.randrange(4):
            case 0:
                new[at] = draw.randrange(256)
            case 1 if len(new) > 80:
                del new[at : at + draw.randrange(1, 40)]
            case 2:
                new[at:at] = draw.randbytes(draw.randrange(1, 20))
            case _:
                start = draw.randrange(len(new))
                new[at:at] = new[start : start + draw.randrange(200)]
    return bytes(new[: draw.randrange(len(new) + 1)] if draw.random() < 0.1 else new)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "part.docx"])
def test_a_damaged_file_ends_in_words_or_in_a_message(name):
    """Never in an error of a library: that would be a fault of ours to a user."""
    whole = word(*STORY, title="T", table=[["a", "b"]])
    samples = {
        "a.txt": "déjà vu\n".encode() * 30,
        "a.md": ("# T\n\n" + "\n\n".join(STORY) + "\n\n|a|b|\n|-|-|\n|1|2|\n").encode(),
        "a.html": page("<p>x</p>" * 3),
        "a.pdf": pdf(["\n".join(STORY)] * 3, title="T"),
        "a.docx": whole,
    }
    draw = random.Random(name)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    for _ in range(120):
        if name == "part.docx":
            part = draw.choice(list(parts))
            data = with_part(whole, part, damaged(draw, parts[part]))
        else:
            data = damaged(draw, samples[name])
        try:
            assert any(c.isalpha() for c in open_bytes(data, name).text)
        except CannotOpen as fault:
            assert fault.what
            assert fault.remedy


def test_a_page_without_an_article_gives_all_its_words():
    found = open_bytes(b"<html lang=fr><body><span>Bonjour tout le monde</span></body></html>", "a.html")
    assert "Bonjour tout le monde" in found.text
    assert found.language == "fr"


PRINTED = ["11/24/26, 2:16 PM Long report", "file:///home/a/long.html {}/{}"]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_what_a_browser_prints_around_pages_is_left_out(count):
    """Head and foot stand at the end of each page, with the page's number, and can split a sentence."""
    said = ["The council met, and", "although rain fell that day", "all came", "and nobody", "left."][:count]
    pages = ["\n".join([one, *PRINTED]).format(k + 1, count) for k, one in enumerate(said)]
    assert words(open_bytes(pdf(pages), "a.pdf").text) == " ".join(said)


def test_heads_that_count_pages_are_left_out_and_lines_of_the_text_are_not():
    figures = [7, 40, 12, 9]
    ends = ["that day.", "and left.", "in May.", "at last."]
    pages = [
        f"The Herald\nNo. 3 - page {k + 4}\n{n} men came to the town\n{ends[k]}\n- {k + 4} -"
        for k, n in enumerate(figures)
    ]
    text = " ".join(f"{n} men came to the town {end}" for n, end in zip(figures, ends, strict=True))
    assert words(open_bytes(pdf(pages), "a.pdf").text) == text
    alone = ["Met on 24/11/26, 2:16 PM in the town", "https://a.org/x is an address"]
    assert words(open_bytes(pdf(["\n".join(alone)]), "a.pdf").text) == " ".join(alone)
