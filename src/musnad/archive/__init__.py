"""Archives too large for one process: shards of articles in, a partitioned Parquet data set of reports out.

First the articles are **gathered**: every shard is parsed and its articles staged by month and key, so that what belongs together can
be fetched together and an article that stands in several shards meets itself. Then **lots** of them, each a month and a range of
keys, are **read** and their tables written. Which articles a lot holds is a function of the set of inputs, never of workers, engine,
order or kills. Both steps are lists of small tasks that :mod:`musnad.archive.engine` gives to daft; a task writes its result under
a temporary name, renames it, and says last that it is done, so that a kill loses the tasks that were running and no more.
"""
