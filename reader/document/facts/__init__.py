"""What a saved page says of itself: title, author, date, site, address, and where it says so."""
