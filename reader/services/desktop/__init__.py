"""Programs of the desktop: the browser and the clipboard."""
