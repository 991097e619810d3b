"""The domain: what a request is, how urgent it is, who can help and when. No web, no channel, no engine."""
