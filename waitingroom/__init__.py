"""The virtual waiting room: a queue, its people, and the way into the conference."""
