"""The handbook packed to be handed on: site, stick, book as PDF and EPUB, files for servers."""
