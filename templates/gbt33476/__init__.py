"""Templates with the figures of GB/T 33476.2—2016: use with ``--templates``."""
