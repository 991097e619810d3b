"""What leaves the service as a document: practice sheets and hand-over summaries, on A4 pages."""
