"""A record in other people's formats. Each module owns one; ``FORMATS`` names them.

Exports are functions of the articles and of people's decisions: no wall-clock time, no order of arrival, the same bytes every
time. What a format cannot hold is told in docs/exports.md.
"""

from musnad.exports.write import FORMATS, export

__all__ = ["FORMATS", "export"]
