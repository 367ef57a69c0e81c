"""What Parallax is about, as pure functions: no Django, no database, no clock."""
