"""TIMEX3 in Arabic news: find the expressions, put them on the calendar, say why."""

from musnad.mentions.times.finder import find_times
from musnad.mentions.times.published import infer_published

__all__ = ["find_times", "infer_published"]
