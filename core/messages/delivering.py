"""What is added to an answer that could not be finished."""

BROKEN = "cut off by an error; what stands here is whole, but was not written better"
CANCELLED = "stopped; what stands here is whole, but was not written better"
IN_PART = "It was posted, but not as a whole."
SOMEBODY = "somebody"
