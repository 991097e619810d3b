"""One turn of a conversation, from what a caller sent to what they are answered, in order and never lost."""
