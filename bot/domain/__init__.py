"""The rules: pure functions on frozen dataclasses. They know neither Slack nor SQL."""
