"""Random deeds of five people against the program and a plain model of it."""
