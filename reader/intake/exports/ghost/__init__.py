"""Ghost's export: its tables, and the two forms in which its editors stored texts."""
