"""Shapes: `…In` for what comes in, `…Out` with explicit fields for what goes out."""
