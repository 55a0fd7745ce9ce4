"""What is printed in a form of the owner's: texts with the names of fields in braces."""
