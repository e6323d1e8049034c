"""Tests of the edge, through real Bolt and the sandbox."""
