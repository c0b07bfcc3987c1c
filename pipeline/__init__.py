"""From a Notice to files: assigning, views, rendering, and the command line ``fenjie``.

``pipeline.run`` is the whole flow on one screen; start there. This module stays empty of
imports so that ``fenjie --version`` starts at once.
"""

__version__ = "0.1.0"
