"""Tests of the low end of real-time media."""
