"""Processes that are killed at any moment, and the promises that hold all the same."""
