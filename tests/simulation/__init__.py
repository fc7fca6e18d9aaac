"""A seeded simulation of desks, ledger, bus and clients with faults, on a clock that only jumps."""
