"""The findings that reading and understanding a notice can make. Texts live here and nowhere else.

1xx reading (docx 100–119, PDF and scan 120–139, other formats 140–169), 2xx lines, 3xx notice.
A retired number is not reused.
"""

from __future__ import annotations

from parsers.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- 100–119 docx -------------------------------------------------------------------------

# --- 120–139 PDF and scan -----------------------------------------------------------------

# --- 140–169 other formats ----------------------------------------------------------------

# --- 2xx lines ----------------------------------------------------------------------------

# --- 3xx notice ---------------------------------------------------------------------------
