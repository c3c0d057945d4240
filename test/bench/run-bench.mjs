// npm run bench [-- <name>... --update]: what the product costs and how good it is, beside others. One file per bench, one row here.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BENCHES = {
  models: () => import('./models.mjs'),
  dsp: () => import('./dsp.mjs'),
