"""Dealdesk: a CRM that lives in Slack."""
