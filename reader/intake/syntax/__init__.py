"""What sources are written in, whatever they are of: long texts, JSON, XML, values of fields."""
