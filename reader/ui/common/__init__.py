"""Small widgets, and bases of widgets, that several rooms use."""
