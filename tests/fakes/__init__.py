"""Doubles of what is not ours, as strict as the real thing, on a real connection."""
