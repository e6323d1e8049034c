"""The sample company of the demonstration."""
