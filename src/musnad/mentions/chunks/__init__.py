"""Mentions of people, groups and places in running text. The way up: ground, persons, titles, adjectives, idafa, quantities, nouns, chunker."""

from musnad.mentions.chunks.chunker import Chunker
from musnad.mentions.chunks.ground import cut_start

__all__ = ["Chunker", "cut_start"]
