"""Questions for other people's tools: one module a format, each a pure function `Booklet -> bytes`.

The same booklet gives the same bytes. The id of an item is its identifier in every format, so that a
second export can be matched with the first. Text is data: every format escapes all of it.
"""
