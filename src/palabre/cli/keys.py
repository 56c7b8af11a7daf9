"""Keys: what a person types - single keys at a terminal, lines of a script elsewhere."""

from __future__ import annotations

import sys
from typing import Protocol

import typer


class Keys(Protocol):
    """Where answers come from."""

    def key(self) -> str:
        """Return the next key; empty at the end of the input."""

    def line(self, prompt: str, default: str = "") -> str:
        """Return a line; an empty one means the default."""


def keys() -> Keys:
    """Return the terminal where there is one, else the lines of the input."""
    return Terminal() if sys.stdin.isatty() else Lines()


class Terminal:
    """A terminal: a key counts at once, without the return key."""

    def key(self) -> str:
        """Return the next key."""
        try:
            pressed = str(typer.getchar())
        except EOFError:
            return ""
        return {"\x04": "", "\r": "\n"}.get(pressed, pressed)

    def line(self, prompt: str, default: str = "") -> str:
        """Return a line, with the default written there to be changed."""
        try:
            import readline
        except ImportError:  # on Windows the default stands in brackets
            return input(f"{prompt} [{default}]: " if default else f"{prompt}: ").strip() or default
        readline.set_startup_hook(lambda: readline.insert_text(default))
        try:
            return input(f"{prompt}: ").strip() or default
        except EOFError:
            return default
        finally:
            readline.set_startup_hook(None)


class Lines:
    """Lines of the standard input: the first character of a line is a key, a whole line an answer."""

    def key(self) -> str:
        """Return the first character of the next line that holds anything."""
        for line in iter(sys.stdin.readline, ""):
            if line.strip():
                return line.strip()[0]
        return ""

    def line(self, prompt: str, default: str = "") -> str:
        """Return the next line."""
        typer.echo(f"{prompt} [{default}]: " if default else f"{prompt}: ", nl=False)
        answer = sys.stdin.readline().strip()
        typer.echo(answer)
        return answer or default
