"""French: who says what in a French text, and what is said, where the French model is installed."""
