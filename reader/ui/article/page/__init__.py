"""The page under the eye and what lies over it: scrolling, links, matches, the caret."""
