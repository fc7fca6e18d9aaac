"""Whole journeys: the real server, real sockets, real Chromium with false cameras."""
