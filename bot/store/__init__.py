"""Everything that speaks SQL. Frozen dataclasses come out; rows never do."""
