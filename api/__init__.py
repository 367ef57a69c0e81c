"""The REST API: what programs, and pages that are open, read and write."""
