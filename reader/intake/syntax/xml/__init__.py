"""XML that programs wrote, which is not always well formed: entries one at a time, whole trees."""
