// What kernels of several operators save on an emulated Cortex-M4F: models with max pools and inverted residuals, by single kernels and as `balanced` has them.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildTypicalModels } from './typical-models.mjs';

const CORE = 'cortex-m4f';

/** Naming these leaves all kernels of several operators out. */
const SINGLE = ['conv_2d_packed_s8', 'depthwise_3x3_packed_s8'];

export async function run({ root }) {
  const dist = join(root, 'plugin', 'dist', 'plugin');
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const core = require(join(dist, 'estimate', 'read-target.js')).readCore(CORE);
  console.log(`\n${CORE}: single kernels -> kernels of several operators`);
  for (const [name, file] of Object.entries(buildTypicalModels(dist))) {
    const measure = async (options) => {
      const model = compileModel(file, { name, arch: core.arch, ...options });
      return measureModel(model, { name, core, input: Buffer.alloc(model.inputs[0].bytes, 7) });
    };
    const [single, fused] = [await measure({ kernels: SINGLE }), await measure({})];
    if (!single.run.output.equals(fused.run.output)) throw new Error(`${name}: other bits`);
    const change = (of) => `${of(single).toLocaleString('en')} -> ${of(fused).toLocaleString('en')}`;
    const figures = [`cycles ${change(({ run: { cycles } }) => cycles)}`, `RAM ${change(({ ramBytes }) => ramBytes)} B`, `flash ${change(({ flashBytes }) => flashBytes)} B`];
    console.log([name.padEnd(12), ...figures].join('  '));
  }
}
