"""The proof that Dealdesk does what it says."""
