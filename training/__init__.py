"""What makes the learned parts of the product from labelled text; the product never imports it."""
