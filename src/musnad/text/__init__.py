"""From bytes to a :class:`~musnad.text.document.Document`: clean view, segments, tokens, quotes, layout."""
