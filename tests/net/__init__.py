"""A network laboratory, real TURN servers in it, and what is measured through injected faults."""
