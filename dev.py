#!/usr/bin/env python3
"""Set palabre up and run it: `python3 dev.py run`, `test`, `bench`, `docs` or `shell COMMAND`.

Standard library only. The first call makes `.venv` and installs what is needed; later calls reuse it until
pyproject.toml, constraints.txt or the compiled kernels' sources change.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXAMPLE = Path("examples") / "mali-2014"


def set_up(extra: str) -> None:
    """Make `.venv` with palabre, and with the developers' tools where `extra` is "dev"."""
    kernel = sorted((ROOT / "src" / "palabre" / "stability").glob("_*.[ch]"))
    recipes = [ROOT / "pyproject.toml", ROOT / "constraints.txt", ROOT / "setup.py", *kernel]
    recipe = b"".join(path.read_bytes() for path in recipes)
    mark = hashlib.sha256(recipe + sys.version.encode()).hexdigest()
    done = [VENV / f"installed-{e}-{mark}" for e in ({extra, "dev"})]
    if any(path.exists() for path in done):
        return
    print(f"Setting up in {VENV.relative_to(ROOT)} (once; about a minute) …", flush=True)
    venv.create(VENV, with_pip=True)
    what = ".[dev]" if extra == "dev" else "."
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, "--editable", what, "--constraint", "constraints.txt"])
    (VENV / f"installed-{extra}-{mark}").touch()


def call(command: list[str], **environment: str) -> None:
    """Run a command in the project's folder and stop with its exit code where it fails."""
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
    if code:
        sys.exit(code)


def tool(name: str, *arguments: str, **environment: str) -> None:
    """Run a program of `.venv`."""
    call([str(BIN / name), *arguments], **environment)


def run() -> None:
    """Check the Mali dossier, analyse it in all versions and write the report."""
    set_up("")
    tool("palabre", "check", str(EXAMPLE))
    tool("palabre", "report", str(EXAMPLE), "--output", "report.html")


def test() -> None:
    """Run everything that must hold: style, types, the house's order, tests, docs."""
    set_up("dev")
    tool("ruff", "check")
    tool("ruff", "format", "--check")
    tool("python", "-m", "mypy")
    tool("lint-imports")
    docs()
    tool("python", "-m", "pytest", "-n", str(os.cpu_count() or 1), "--dist", "loadgroup", *sys.argv[2:])


def docs() -> None:
    """Build the docs with warnings as errors."""
    set_up("dev")
    tool("python", "-m", "sphinx", "-W", "-q", "-b", "html", "docs", "docs/_build/html")


def bench() -> None:
    """Print the speed goals beside what is measured here (`bench --quick`: without the largest models)."""
    set_up("dev")
    tool("python", str(ROOT / "benchmarks" / "table.py"), *sys.argv[2:])


def shell() -> None:
    """Run any command with `.venv` first on the path."""
    set_up("dev")
    call(sys.argv[2:] or [os.environ.get("SHELL", "sh")], PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}")


COMMANDS = {"run": run, "test": test, "docs": docs, "bench": bench, "shell": shell}

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place an older Python meets us
        sys.exit("palabre needs Python 3.11 or newer; this is " + sys.version.split()[0])
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    COMMANDS[sys.argv[1]]()
