"""One function a page: access, validate, one service call, respond."""
