"""Picture: the best account of a day, with its disagreements kept side by side."""

from palabre.picture.forces import forces as forces
