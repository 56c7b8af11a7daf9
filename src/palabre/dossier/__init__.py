"""Dossier: one conflict as a folder of plain files."""

from palabre.dossier.dossier import Dossier as Dossier
from palabre.dossier.loading import check as check
from palabre.dossier.loading import open as open  # noqa: A004
