"""Printing with a browser: few pages, every chart whole, and the network is asked for nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import palabre
from reading import MALI

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)


@pytest.fixture(scope="module")
def browser() -> str:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        why = "no Chromium or Chrome was found to print with (apt-get install chromium)"
        if os.environ.get("PALABRE_BROWSER") == "required":
            pytest.fail(why)
        pytest.skip(why)
    return found


def printed(browser: str, page: Path) -> tuple[Path, list[str]]:
    """Print a page; return the PDF, and what the page (not the browser on its own) asked the network for."""
    pdf, log = page.with_suffix(".pdf"), page.with_suffix(".json")
    places = (f"--user-data-dir={page.parent / page.stem}", f"--log-net-log={log}", f"--print-to-pdf={pdf}")
    subprocess.run([browser, *QUIET, *places, page.as_uri()], check=True, capture_output=True, timeout=120)
    # One event a line; the browser may stop in the middle of the last.
    asked = (
        re.search(r'"initiator":"([^"]*)".*"url":"([^"]*)"', x) for x in log.read_text("utf-8").splitlines()
    )
    return pdf, [found[2] for found in asked if found and found[1] != "not an origin"]


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


@pytest.mark.parametrize("held", [True, False], ids=["as it is here", "text withheld"])
def test_it_prints_to_six_pages_at_most_and_asks_for_nothing(
    browser: str, tmp_path: Path, held: bool
) -> None:
    folder = tmp_path / "dossier"
    shutil.copytree(MALI, folder, ignore=None if held else shutil.ignore_patterns("attached"))
    page = palabre.report(palabre.open(folder)).save(tmp_path / "report.html")
    pdf, asked = printed(browser, page)
    assert 3 <= pages(pdf) <= 6
    assert asked == []


def test_a_page_that_asks_the_network_would_be_seen(browser: str, tmp_path: Path) -> None:
    page = tmp_path / "asking.html"
    page.write_text('<!doctype html><p>asks</p><img src="http://127.0.0.1:9/picture.png">')
    pdf, asked = printed(browser, page)
    assert pages(pdf) == 1
    assert asked == ["http://127.0.0.1:9/picture.png"]
