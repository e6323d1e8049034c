"""What happens unasked, against a strict Slack."""
