"""Links between articles: what addresses of one article have alike, and where links lead."""
