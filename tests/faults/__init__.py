"""A laboratory of faults: real servers, and what kills, cuts, freezes and misleads them."""
