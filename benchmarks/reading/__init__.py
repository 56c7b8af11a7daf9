"""How well the reader finds who says what, measured on a corpus the user holds."""
