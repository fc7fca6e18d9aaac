"""Tests of the embedded conference node."""
