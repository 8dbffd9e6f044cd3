"""The schedule seen and changed: a card's past, due dates by hand, other rules, fitted ones."""
