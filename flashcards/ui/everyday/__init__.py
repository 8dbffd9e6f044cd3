"""There every day: the icon in the tray, the number on the program's icon, the reminder."""
