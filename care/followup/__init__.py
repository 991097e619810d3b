"""What follows an answer: the check of the next day, and the telling of whoever is on call."""
