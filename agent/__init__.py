"""What narrowcast decides, remembers and does."""
