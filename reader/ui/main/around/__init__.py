"""What goes from the article to other programs and files: the editor, copies, commands."""
