"""Files: a dossier's folder read into memory once, with what cannot be read said plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from palabre.dossier import tree
from palabre.dossier.log import Log

LARGEST_YAML = 1_000_000
LARGEST_TEXT = 64_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Source:
    """One file as it was read: its name within the dossier, its bytes and its text."""

    name: str
    data: bytes
    text: str

    @property
    def sha256(self) -> str:
        """Fingerprint of the bytes."""
        return sha256(self.data).hexdigest()

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        return Path(self.name).stem


def folder_fault(path: Path, log: Log) -> bool:
    """Say why a path is no dossier; return whether it is none."""
    name = str(path)
    try:
        if not path.exists():
            log.fault(
                name, None, "there is no such folder", "check the path, or begin one with 'palabre new'"
            )
        elif not path.is_dir():
            log.fault(name, None, "this is not a folder", "name the folder that holds dossier.yaml")
        elif not (path / "dossier.yaml").exists():
            what = "the folder has no dossier.yaml"
            log.fault(name, None, what, "name a dossier's folder, or begin one with 'palabre new'")
        else:
            return False
    except OSError as fault:
        log.fault(name, None, *os_words(fault))
    return True


def os_words(fault: OSError) -> tuple[str, str]:
    """Say what the operating system refused."""
    if isinstance(fault, PermissionError):
        return (
            "you have no right to read or write here",
            "ask for the right, or copy the folder to your own place",
        )
    if isinstance(fault, FileNotFoundError):
        return "there is no such file", "check its name"
    if isinstance(fault, IsADirectoryError | NotADirectoryError):
        return "a folder stands where a file should, or the other way round", "move it away"
    return (
        f"it cannot be used: {(fault.strerror or type(fault).__name__).lower()}",
        "check the disk and the name",
    )


def read_source(root: Path, name: str, log: Log, *, largest: int = LARGEST_YAML) -> Source | None:
    """Read one file of the dossier, or say why not."""
    path = root / name
    try:
        size = path.stat().st_size
        if size > largest:
            what = f"the file has {size / 1e6:,.0f} MB, more than the {largest / 1e6:,.0f} MB that are read"
            log.fault(name, None, what, "split it, or keep only the part that claims point to")
            return None
        data = path.read_bytes()
    except OSError as fault:
        log.fault(name, None, *os_words(fault))
        return None
    text = decode(data, name, log)
    return None if text is None else Source(name, data, text)


def decode(data: bytes, name: str, log: Log) -> str | None:
    """Return the text of UTF-8 bytes, or say which byte in which line is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        what = f"byte {fault.start + 1} (0x{data[fault.start]:02x}) is not UTF-8 text"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            what += "; the file looks like UTF-16"
        log.fault(name, line, what, "save the file as UTF-8")
        return None


def read_tree(source: Source, log: Log) -> tree.Node | None:
    """Read a source as YAML, or say why not."""
    if not source.text.strip():
        log.fault(source.name, None, "the file is empty", "write its keys, or remove it")
        return None
    if odd := _CONTROL.search(source.text):
        line = source.text.count("\n", 0, odd.start()) + 1
        what = f"an invisible control character (U+{ord(odd.group()):04X}) stands in the line"
        log.fault(source.name, line, what, "delete it")
        return None
    node = tree.read(source.text, source.name, log)
    if node is None and not any(p.file == source.name and p.kind == "fault" for p in log.problems):
        log.fault(source.name, None, "the file holds nothing but comments", "write its keys, or remove it")
    return node


def yaml_names(root: Path, folder: str, log: Log) -> Iterator[str]:
    """Yield the names of the YAML files of one folder of the dossier, sorted."""
    try:
        found = sorted(p.name for p in (root / folder).iterdir()) if (root / folder).is_dir() else []
    except OSError as fault:
        log.fault(folder, None, *os_words(fault))
        return
    yield from (f"{folder}/{name}" for name in found if name.endswith(".yaml") and not name.startswith("."))
