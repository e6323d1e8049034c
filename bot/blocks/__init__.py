"""Block Kit from dataclasses. Imports no SQL and calls no API."""
