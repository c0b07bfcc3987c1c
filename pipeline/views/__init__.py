"""Plain rows for templates: the only place that knows their field names."""
