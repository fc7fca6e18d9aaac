"""Tests of the probe: real sockets, real peer connections, pages that mean well and others."""
