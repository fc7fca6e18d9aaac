"""The doctor: its messages, and what it finds at real TURN servers."""
