"""YAML records in and out: safe loading with the line of every field, validation, files to cases, canonical writing."""
