"""Forms and model contracts: one Markdown source, a page and a Word file from it."""
