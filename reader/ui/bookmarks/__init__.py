"""All bookmarks on a screen of their own, and the dialog that changes one."""
