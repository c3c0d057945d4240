"""The zoo: small networks of every kind that people put on microcontrollers, as they are written in Keras.

`NETWORKS` has functions from nothing to a Keras model of an open batch, by name. Inputs of int32 are indices below 20.
"""
import zoo_pictures
import zoo_places
import zoo_sequences
import zoo_signals

NETWORKS = {**zoo_pictures.NETWORKS, **zoo_places.NETWORKS, **zoo_signals.NETWORKS, **zoo_sequences.NETWORKS}
