"""Files from outside open, wherever they are clicked, dropped or named."""
