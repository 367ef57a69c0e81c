"""How dates are written, one package a language; Django's own formats fill what is not said."""
