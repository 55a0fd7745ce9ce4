"""Files that are always their old state or their new one, and the records that they hold."""
