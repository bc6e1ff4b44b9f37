"""The second reader of OpenDocument sheets: streaming, and careful with what a few bytes can claim to repeat."""
