#!/usr/bin/env node
// `npm start`: sets everything up and runs an example from its manifest to its report. Needs only Node, npm, git, python3 and g++.
// Usage: node examples/start.mjs [example] [task]     (default: keyword-spotting report)
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [example = 'keyword-spotting', task = 'report'] = process.argv.slice(2);
const cli = join(root, 'plugin', 'dist', 'plugin', 'cli.js');
const started = Date.now();

if (olderThan('node_modules/.package-lock.json', 'package-lock.json')) run('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund']);
run('Building the plugin', 'npm', ['run', '--silent', 'build']);
run('Setting up training, emulator and speech', process.execPath, [cli, 'setup'], { optional: true });
run(`Running ${example}: ${task}`, join(root, 'node_modules', '.bin', 'nx'), ['run', `${example}:${task}`]);
showReport(join(root, 'examples', example, '.impulse', 'report'));

function run(title, command, args, { optional = false } = {}) {
  console.log(`\n\x1b[1m${title}\x1b[0m`);
  const environment = { ...process.env, NX_TUI: 'false', NX_NO_CLOUD: 'true', NX_DAEMON: process.env.NX_DAEMON ?? 'false' };
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment });
  if (error) throw error;
  if (status !== 0 && !optional) process.exit(status ?? 1);
  if (status !== 0) console.log('Going on without it: what needs it says so.');
}

function olderThan(made, source) {
  return !existsSync(join(root, made)) || statSync(join(root, made)).mtimeMs < statSync(join(root, source)).mtimeMs;
}

function showReport(folder) {
  console.log(`\n${readFileSync(join(folder, 'report.md'), 'utf8')}`);
  console.log(`The whole report: ${join(folder, 'report.html')}`);
  console.log(`Took ${((Date.now() - started) / 1000).toFixed(0)} s`);
}
