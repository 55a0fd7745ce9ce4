"""Articles in XML for texts: what trafilatura takes out of pages, and TEI."""
