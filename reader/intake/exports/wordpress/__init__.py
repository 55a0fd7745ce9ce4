"""Posts and pages of blogs: WordPress's export, and Blogger's."""
