"""Tests of the house itself: what its files must and must not hold."""
