"""How Slack writes down people, conversations, messages, files and views."""
