"""A second look at a message that the rules grade low: signs said in words that no lexicon holds, as doubts.

Learnt from `data/signs`, the sentences in which each sign is known to be said. It never gives a level: it names the
signs a message may speak of, and the rules grade them like any other doubt. It can only raise.
"""

from care.second_look.learned import Learned, Likely

__all__ = ["Learned", "Likely"]
