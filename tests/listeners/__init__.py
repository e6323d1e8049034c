"""Tests of buttons, forms and shortcuts."""
