"""A Slack to run against, on loopback: HTTP and WebSocket, and nothing known of the bot."""
