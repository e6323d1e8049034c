"""Slash commands, from the text to the answer."""
