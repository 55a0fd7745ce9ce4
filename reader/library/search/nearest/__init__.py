"""What is near to a query for which nothing holds."""
