"""Tests of the node's media, without a network."""
