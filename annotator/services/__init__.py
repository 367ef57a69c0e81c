"""Every write: one verb a function, one transaction, `by` the acting user, the object returned.

Whatever locks several rows locks them in this order, so that no two wait for each other: job,
project, assignments, adjudication, suggestions, documents.
"""
