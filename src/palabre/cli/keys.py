"""Keys: what a person types - single keys at a terminal, lines of a script elsewhere."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from typing import Protocol

import typer


class Keys(Protocol):
    """Where answers come from; `hint` says how a line is answered, to somebody who types."""

    hint: str

    def key(self) -> str:
        """Return the next key; empty at the end of the input."""

    def line(self, prompt: str, default: str = "") -> str:
        """Return a line; an empty one means the default."""

    def close(self) -> None:
        """Leave things as they were found."""


def keys() -> Keys:
    """Return the terminal where there is one, else the lines of the input."""
    return Terminal() if sys.stdin.isatty() else Lines()


class Terminal:
    """A terminal: a key counts at once, without the return key, and none typed ahead is lost."""

    hint = "Return keeps what stands in [brackets], - empties it, the up key brings it back to be changed."

    def __init__(self) -> None:
        self.restore = self._listen()

    def _listen(self) -> Callable[[], None]:
        """Have the terminal hand over single keys; return what puts it back."""
        try:
            import termios
        except ImportError:  # on Windows every key is asked for on its own
            return lambda: None
        fd = sys.stdin.fileno()
        before = termios.tcgetattr(fd)
        now = termios.tcgetattr(fd)
        now[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(fd, termios.TCSADRAIN, now)
        return lambda: termios.tcsetattr(fd, termios.TCSADRAIN, before)

    def key(self) -> str:
        """Return the next key; one that sends several characters, such as an arrow, means nothing."""
        if sys.platform == "win32":
            return str(typer.getchar())
        fd = sys.stdin.fileno()
        data = os.read(fd, 1)
        more = {0xC: 1, 0xD: 1, 0xE: 2, 0xF: 3}.get(data[0] >> 4, 0) if data else 0
        for _ in range(more):
            data += os.read(fd, 1)
        if data == b"\x1b":
            while select.select([fd], [], [], 0.02)[0] and os.read(fd, 16):
                continue
        return "" if data in (b"", b"\x04") else data.decode("utf-8", "replace")

    def close(self) -> None:
        """Put the terminal back as it was."""
        self.restore()

    def line(self, prompt: str, default: str = "") -> str:
        """Return a line; an empty one means the default, which stands in brackets."""
        self.restore()
        try:
            return _line(prompt, default)
        except EOFError:
            return default
        finally:
            self.restore = self._listen()


def _line(prompt: str, default: str) -> str:
    """Ask for a line; the up key brings the default into it, where that can be had."""
    try:
        import readline
    except ImportError:
        readline = None  # type: ignore[assignment]
    if readline is not None:
        readline.clear_history()
        if default:
            readline.add_history(default)
    return input(f"{prompt} [{default}]: " if default else f"{prompt}: ").strip() or default


class Lines:
    """Lines of the standard input: the first character of a line is a key, a whole line an answer."""

    hint = ""

    def key(self) -> str:
        """Return the first character of the next line that holds anything."""
        while line := sys.stdin.readline():
            if line.strip():
                return line.strip()[0]
        return ""

    def line(self, prompt: str, default: str = "") -> str:
        """Return the next line."""
        typer.echo(f"{prompt} [{default}]: " if default else f"{prompt}: ", nl=False)
        answer = sys.stdin.readline().strip()
        typer.echo(answer)
        return answer or default

    def close(self) -> None:
        """Leave the input as it is."""
