"""Files made for the tests: PDF written by hand, Word by its library, with and without traps."""

from __future__ import annotations

import hashlib
import io
import zipfile

STORY = (
    "The river council said on Friday that it wants the raids to end before spring.",
    "Amina, who speaks for the hill front, said that there are between 200 and 300 fighters under arms.",
)


def pdf(pages: list[str], *, title: str = "", password: str = "", nested: int = 0) -> bytes:
    """Return a PDF with one text a page; an empty text makes a page that only holds a drawn square."""
    objects: list[bytes] = []
    kids = []
    font = 3
    first_page = 4
    for at, text in enumerate(pages):
        lines = [text[k : k + 80] for k in range(0, len(text), 80)] if "\n" not in text else text.split("\n")
        shown = "".join(f"({_escaped(line)}) Tj 0 -16 Td " for line in lines)
        content = f"BT /F1 12 Tf 50 780 Td {shown} ET" if text else "50 50 300 300 re f"
        page = first_page + 2 * at
        kids.append(f"{page} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {page + 1} 0 R"
            f"/Resources<</Font<</F1 {font} 0 R>>>>>>".encode()
        )
        objects.append(content.encode("latin-1"))
    head = [
        b"<</Type/Catalog/Pages 2 0 R" + b"/X" + b"[" * nested + b"]" * nested + b">>"
        if nested
        else b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made = _Locked(password) if password else None
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    everything = [*head, *objects]
    if title:
        everything.append(f"<</Title({_escaped(title)})/CreationDate(D:20210503120000Z)>>".encode())
    for number, body in enumerate(everything, 1):
        places.append(out.tell())
        if number >= first_page and (number - first_page) % 2 and number < first_page + len(objects):
            data = made.crypt(number, body) if made else body
            body = b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    extra = made.trailer() if made else b""
    info = b"/Info %d 0 R" % len(everything) if title else b""
    out.write(
        b"trailer\n<</Size %d/Root 1 0 R%s%s>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(places) + 1, info, extra, start)
    )
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


class _Locked:
    """The oldest encryption of PDF (40-bit RC4): the specification's algorithms 1 to 4."""

    PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def __init__(self, password: str) -> None:
        self.id = b"0123456789abcdef"
        word = (password.encode() + self.PAD)[:32]
        self.owner = _rc4(hashlib.md5(word).digest()[:5], word)
        flags = (-4 & 0xFFFFFFFF).to_bytes(4, "little")
        self.key = hashlib.md5(word + self.owner + flags + self.id).digest()[:5]
        self.user = _rc4(self.key, self.PAD)

    def crypt(self, number: int, data: bytes) -> bytes:
        key = hashlib.md5(self.key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return _rc4(key, data)

    def trailer(self) -> bytes:
        owner, user, one = self.owner.hex().encode(), self.user.hex().encode(), self.id.hex().encode()
        lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner, user)
        return lock + b"/ID[<%s><%s>]" % (one, one)


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def word(*paragraphs: str, title: str = "", table: list[list[str]] | None = None) -> bytes:
    """Return a Word file."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                grid.cell(r, c).text = cell
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a Word file with one part exchanged or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part.filename))
        new.writestr(name, content)
    return out.getvalue()


def page(body: str = "", head: str = "") -> bytes:
    """Return a news page with a menu, scripts and an article of the story."""
    story = "".join(f"<p>{line} It was said again, so that the page has enough words.</p>" for line in STORY)
    return f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Raids must end</title>
<meta property="og:site_name" content="The Valley Herald">
<meta property="article:published_time" content="2021-05-03T10:00:00Z">{head}
<script>document.write("<p>written by a script</p>")</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Raids must end</h1>{story}{body}</article>
<footer>All rights reserved by everybody</footer></body></html>""".encode()
