"""Customers and orders as files for people's spreadsheets."""

from bot.exports.sheets import KINDS, write

__all__ = ["KINDS", "write"]
