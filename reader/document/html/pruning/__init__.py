"""What a page hides, frames or asks for: kept where it is text, else taken out."""
