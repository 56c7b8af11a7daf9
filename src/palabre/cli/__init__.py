"""The command line: one verb, one function."""

from palabre.cli.app import main as main
