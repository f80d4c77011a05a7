"""What Musnad knows about words and names, kept as data in ``data/*.tsv``."""
