"""The exam desk: blueprint, choice of items, versions, printed papers and keys."""
