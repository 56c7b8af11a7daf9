"""Drafting: a file, or a folder of files, read into a dossier: documents with their drafts beside them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from palabre.dossier.entering import Entering
from palabre.dossier.readings import Progress, Reading, Wishes
from palabre.dossier.spreading import reader_on
from palabre.dossier.taught import taught
from palabre.reading import Settings

if TYPE_CHECKING:
    from palabre.dossier.heading import Heading
    from palabre.reading.facts import Known


def read(
    dossier: str | Path,
    path: str | Path,
    wishes: Wishes | None = None,
    *,
    progress: Progress | None = None,
    say: Callable[[str], None] | None = None,
) -> Reading:
    """Read a file, or every file of a folder, into a dossier.

    A new document is added with what its file proposes for title, publisher, date and language. A document
    whose text has changed keeps its claims, or is not touched. Drafts lie in ``ID.drafts.jsonl`` beside the
    text; decisions about them are kept.

    Raises
    ------
    Faults
        When dossier.yaml has faults, or the path is none. A file that cannot be read is not raised but listed
        in ``failed``.
    """
    wishes = wishes or Wishes()
    path, root = Path(path), Path(dossier)
    work = Entering(root, path, wishes)
    files = work.files()
    total = len(files)
    reader = reader_on(wishes.on, workers=wishes.workers, patience=wishes.patience, say=say)
    settings = Settings(work.heading.names, wishes.endpoint, _known(root, work.heading), wishes.weights)
    outcomes = reader(work.jobs(files), settings)
    with closing(outcomes):
        work.enter(outcomes, progress, total)
    work.result.failed.sort(key=lambda p: (p.file, p.line or 0))
    return work.result


def _known(root: Path, heading: Heading) -> Known:
    """Return the dossier's places, and what its decisions taught."""
    from palabre.reading.facts import Known

    places = {name: one.id for one in heading.places.values() for name in (one.name, *one.aliases)}
    return Known(places, taught(root))
