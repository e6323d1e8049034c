"""Elements that are pressed and chosen."""
