"""How the shipped Word templates are made. An office edits the templates, not these."""
