"""One class a resource: access, validate, one service call, respond."""
