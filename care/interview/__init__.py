"""Which question comes next, what an answer means, and how each purpose ends. Testable without the engine."""
