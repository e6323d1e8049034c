"""The command line, in this process where that tells enough, else as people start it."""
