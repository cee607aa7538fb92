"""What can be wrong with a registry or with a value that is to be judged."""

from layers.errors import AtlasError


class RegistryError(AtlasError):
    """A registry file breaks its schema. The message names file, row, column and what was found."""


class AssessError(AtlasError):
    """A value cannot be judged because its row is wrong. The message names row and field.

    Attributes
    ----------
    row
        Index label of the first wrong row.
    field
        Column that is wrong.
    """

    def __init__(self, message: str, row: object, field: str) -> None:
        super().__init__(message)
        self.row = row
        self.field = field
