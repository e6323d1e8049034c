"""Messages and views against Slack's rules."""
