"""Files into the store: CSV and spreadsheets of customers, contacts, products, reps, orders."""

from bot.imports.report import ImportReport, Refusal
from bot.imports.running import KINDS, run

__all__ = ["KINDS", "ImportReport", "Refusal", "run"]
