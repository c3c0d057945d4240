import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findCompiler } from '../../native/find-compiler';
import { tfjsNodeFolder } from './engine-folder';
import { runCommand } from './run-command';

/** Compiles tfjs-node's N-API binding against the libraries and headers in `folder`; it finds them by a path relative to itself. */
export async function buildBinding(folder: string): Promise<void> {
  const tfjsNode = tfjsNodeFolder(folder);
  const output = join(tfjsNode, 'lib', 'napi-v8');
  mkdirSync(output, { recursive: true });
  const nodeHeaders = join(dirname(require.resolve('node-api-headers/package.json')), 'include');
  await runCommand(findCompiler().command, [
    '-O2', '-fPIC', '-shared', '-std=c++17', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION',
    ...[nodeHeaders, join(folder, 'include'), tfjsNode].map((path) => `-I${path}`),
    join(tfjsNode, 'binding', 'tfjs_backend.cc'), join(tfjsNode, 'binding', 'tfjs_binding.cc'),
    `-L${join(folder, 'lib')}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2',
    '-Wl,-rpath,$ORIGIN/../../../../../lib', '-o', join(output, 'tfjs_binding.node'),
  ], { cwd: folder });
}
