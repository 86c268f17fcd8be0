"""What runs inside the site build: citations, quiz fences, forms, page decorations, downloads."""
