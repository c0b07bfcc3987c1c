"""The findings of assigning, comparing and rendering. Texts live here and nowhere else.

4xx units, 5xx checks across stages, 6xx comparing years, 7xx rendering.
"""

from __future__ import annotations

from parsers.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- 4xx units ----------------------------------------------------------------------------

# --- 5xx checks ---------------------------------------------------------------------------

# --- 6xx comparing ------------------------------------------------------------------------

# --- 7xx rendering ------------------------------------------------------------------------
