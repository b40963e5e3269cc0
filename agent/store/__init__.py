"""The only SQL: evidence, people and what is the owner's."""
