"""Tests of what bot/imports does."""
