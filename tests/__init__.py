"""The tests of Dealdesk, in the folders of what they test."""
