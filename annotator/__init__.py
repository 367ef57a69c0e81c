"""Parallax: comparative discourse annotation. The domain, its tables, and the Django project."""
