"""Django's SQLite, with an order among the writers of a process."""
