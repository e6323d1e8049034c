"""What happens unasked: posts are delivered, due reports are made."""
