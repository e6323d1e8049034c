"""Tests of what bot/sample does."""
