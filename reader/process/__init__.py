"""Child processes and our own: how they start, are limited, are ended, and what they leave."""
