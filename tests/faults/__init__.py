"""A laboratory of faults: real servers, real lines, and what kills, cuts, freezes and misleads them."""
