"""What the bot can do: load, apply the rule, save, audit, post; all in one transaction."""
