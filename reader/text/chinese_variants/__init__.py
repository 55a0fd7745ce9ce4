"""Chinese in the script and the standard forms of another region, character for character."""
