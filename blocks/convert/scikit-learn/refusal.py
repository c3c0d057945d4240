class Refusal(Exception):
    """A model that cannot be converted: the message is for whoever trained it."""
