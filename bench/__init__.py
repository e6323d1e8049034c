"""How fast Dealdesk answers, in ratios measured in one run; see `python -m bench --help`."""
