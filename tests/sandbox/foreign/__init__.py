"""Apps that share nothing with Dealdesk, run against the sandbox as their authors would."""
