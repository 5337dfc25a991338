"""Each test gets a trash with the review that leads to it."""

from support.review_room import make, review  # noqa: F401 (fixtures)
