"""The sandbox is held to what Slack does."""
