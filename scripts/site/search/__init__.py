"""The site's own search: what is on the built pages, as one index script a language."""
