"""Figures: how many of what, what befell them, and whether the number is an event's, a part or a toll."""

from musnad.mentions.figures.build import build_figures, figure_id
from musnad.mentions.figures.draft import FigureDraft
from musnad.mentions.figures.find import find_figures

__all__ = ["FigureDraft", "build_figures", "figure_id", "find_figures"]
