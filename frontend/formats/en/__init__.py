"""English, as dates are written in Europe."""
