"""What a text says: quotations with their speakers, amounts and dates, each with its span in the untouched text."""
