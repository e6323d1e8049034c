"""Reports: rows in, text, picture and table out. No Slack, no SQL.

Importing this package must stay cheap: pandas and matplotlib belong to the
worker process alone.
"""

from bot.reports.approvals import APPROVALS
from bot.reports.report import Report
from bot.reports.weekly_sales import WEEKLY_SALES

ALL: dict[str, Report] = {report.name: report for report in (WEEKLY_SALES, APPROVALS)}

# What `/report` makes when nobody names one.
USUAL = WEEKLY_SALES.name
TITLES = {name: report.title for name, report in ALL.items()}
