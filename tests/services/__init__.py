"""Tests of what the bot can do, on every database."""
