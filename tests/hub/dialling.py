"""The number by which people call in to the hall's conferences; plainly invented."""

DIAL_IN = "+45 00 00 00 00"
