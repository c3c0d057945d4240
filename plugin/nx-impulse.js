#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (existsSync(join(__dirname, 'dist', 'plugin', 'cli.js'))) {
  require('./dist/plugin/cli.js');
} else {
  console.error('nx-impulse is not built: npm run build (or npm start) comes first in a clone of its repository.');
  process.exitCode = 1;
}
