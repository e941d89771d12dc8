"""A reading in; what people and programs see of it out: lines, tables, marked text, reasons, HTML. No I/O but progress."""
