"""Foreign formats, one file each, blind to each other.

Every module offers `NAME`, `carries` (the features of the model that it can hold, see
`ghinhan.model.features`), `write(items, path, *, strict=False) -> LossReport` and `read(path)`.
What a format cannot hold is named in the report, record by record; `strict=True` refuses to
lose anything and then writes nothing.
"""
