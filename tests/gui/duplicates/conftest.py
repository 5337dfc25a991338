"""Each test gets a review with the trash."""

from support.review_room import make, review  # noqa: F401 (fixtures)
