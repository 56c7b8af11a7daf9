"""Documents written for the tests of reading."""

HERALD = """\
The front counts its men

The Valley Herald, 19 January 2026. The hill front has between 400 and 500 members under arms, its people say.

"There are around 250 members in the hill front," a spokesman of the river council told this paper. He added
that the river council will never leave the old bridge.
"""
