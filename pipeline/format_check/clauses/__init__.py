"""条款: one file per group of clauses of GB/T 9704—2012; each is Letter -> results."""
