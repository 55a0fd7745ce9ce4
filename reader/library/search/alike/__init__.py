"""Articles that are like another one."""
