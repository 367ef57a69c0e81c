"""Every write: one verb a function, one transaction, `by` the acting user, the object returned."""
