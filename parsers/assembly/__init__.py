"""From items to a notice. Knows no file format; patterns it needs come from wording and fields."""
