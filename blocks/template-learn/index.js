/** What trains it: 'wasm' for dense layers (needs no set-up), 'native' for convolutions as well. */
exports.engine = 'wasm';

/** 'classes' (the last layer gives logits, softmax is added at export) or 'value' (the last layer is linear). */
exports.task = 'classes';

/**
 * The network: TensorFlow.js layers, and those of ours in `layers` (batchNorm, dropout, channelDropout).
 *
 * @param tf TensorFlow.js, core and layers; a block never loads it itself
 * @param spec `shape` of a window's features, number of `outputs`, `params` of block.json, `seed`, `layers`
 */
exports.build = (tf, { shape, outputs, params, seed, layers }) => {
  const width = shape.reduce((product, size) => product * size, 1);
  const model = tf.sequential();
  model.add(tf.layers.reshape({ inputShape: shape, targetShape: [width] }));
  // Give every initializer a seed: equal envelopes give equal weights.
  model.add(tf.layers.dense({ units: params.neurons, activation: 'relu', kernelInitializer: tf.initializers.heUniform({ seed }) }));
  model.add(layers.dropout(0.1));
  model.add(tf.layers.dense({ units: outputs, kernelInitializer: tf.initializers.glorotUniform({ seed: seed + 1 }) }));
  return model;
};
