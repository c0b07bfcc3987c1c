"""文档模板: fills a real docx template with docxtpl's tags, compiled once, rendered many times.

``template`` is the way in: a part is read into a ``tree``, its tags mended (``runs``), applied
(``cells``) and turned into one jinja source (``tags``); ``fields`` says what it names; ``text``
and ``package`` make a docx of what was rendered.
"""
