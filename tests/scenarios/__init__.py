"""Whole requests: a person in the sandbox, real Bolt, a real database."""
