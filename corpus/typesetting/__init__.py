"""How do the sample papers become files? Not part of the installed product; see ``lay_out``."""
