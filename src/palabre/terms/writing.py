"""Writing: a file is replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from errno import EISDIR, ENOENT
from pathlib import Path


def write_whole(path: str | Path, content: str | bytes, *, unless: Callable[[], None] | None = None) -> None:
    """Write a file at once: readers see the old file or the new one, never half of it.

    Parameters
    ----------
    path : path of the file; a link is followed
    content : str (written as UTF-8) or bytes
    unless : callable, optional
        Called just before the file is replaced; when it raises, the file stays as it was.

    Raises
    ------
    OSError
        When the folder is missing or may not be written; nothing is left behind then.

    Examples
    --------
    >>> folder = tempfile.mkdtemp()
    >>> write_whole(Path(folder) / "a.txt", "all of it")
    >>> (Path(folder) / "a.txt").read_text()
    'all of it'
    """
    target = Path(path).resolve()
    if target.is_dir():
        raise IsADirectoryError(EISDIR, "is a folder; name a file in it", str(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    except FileNotFoundError:
        raise FileNotFoundError(ENOENT, "the folder does not exist; make it first", str(path)) from None
    except OSError as fault:
        raise type(fault)(fault.errno, "the folder cannot be written to", str(path)) from None
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode("utf-8") if isinstance(content, str) else content)
            out.flush()
            os.fsync(out.fileno())
        if unless is not None:
            unless()
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
