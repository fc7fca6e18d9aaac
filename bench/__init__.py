"""How fast the house is, measured from outside over real sockets: python -m bench."""
