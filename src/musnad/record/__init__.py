"""What many reports say together: a pure function of the articles and of people's decisions."""

from musnad.record.build import build_record
from musnad.record.model import Decision, Situation, StoredArticle

__all__ = ["Decision", "Situation", "StoredArticle", "build_record"]
