"""The sample company of the demonstration: made up, and the same every time for the same day."""

from bot.sample.generation import Sample, generate
from bot.sample.loading import load

__all__ = ["Sample", "generate", "load"]
