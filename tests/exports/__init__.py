"""Tests of what bot/exports does."""
