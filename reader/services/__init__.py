"""What the app and the command line both stand on. Nothing here knows Textual."""
