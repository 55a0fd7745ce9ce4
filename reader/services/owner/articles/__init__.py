"""What the owner does with whole articles: tags, archive, trash."""
