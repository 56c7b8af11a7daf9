import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from palabre import __version__

project = "palabre"
author = "the palabre authors"
copyright = "2026, the palabre authors"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"palabre {__version__}"
exclude_patterns = ["_build"]
nitpicky = False
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
