"""Question banks: the model, loading with line numbers, and how an item looks on a page."""
