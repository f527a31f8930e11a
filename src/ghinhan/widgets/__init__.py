"""What people touch: widgets that get values and call back, and never touch the disk."""
