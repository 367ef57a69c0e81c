"""Pre-annotation: a text in, suggested spans with a score and a reason out. No Django.

`pipeline` loads spaCy, `language` a model of its own; this package imports neither, so a
process that needs only one of them does not pay for both.
"""
