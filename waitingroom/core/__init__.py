"""The rules of a queue, pure: no network, no clock, no database, and no names."""
