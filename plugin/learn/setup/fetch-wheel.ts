import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';
import { WHEEL_TENSORFLOW_VERSION } from './engine-folder';
import { runCommand } from './run-command';

interface Wheel {
  requirement: string;
  sha256: string;
  megabytes: number;
  platforms: string[];
}

/** Wheels that hold libtensorflow as plain C libraries, by platform of Node. This release is the smallest of those that do. */
const WHEELS: Record<string, Wheel> = {
  'linux-x64': {
    requirement: `tensorflow-cpu==${WHEEL_TENSORFLOW_VERSION}`,
    sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
    megabytes: 207,
    platforms: ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'],
  },
  'linux-arm64': {
    requirement: `tensorflow-cpu-aws==${WHEEL_TENSORFLOW_VERSION}`,
    sha256: 'd4c3a3a9363bf42999adedbbd514e3a133be2d62f61fee9cfa46aaefb087c09e',
    megabytes: 212,
    platforms: ['manylinux_2_17_aarch64', 'manylinux2014_aarch64'],
  },
};

const PYTHON_TAG = '311';

/**
 * Downloads TensorFlow's wheel through pip (checked by its SHA-256), and unpacks the two libraries and the C headers into `folder`/lib and
 * `folder`/include, and beside them the folder in which a wheel for Arm brings the OpenMP that its libraries look for there. Any Python 3
 * with venv will do: nothing of the wheel is run.
 *
 * @throws ImpulseError IMP_TRAINING_PLATFORM, IMP_TRAINING_SETUP_FAILED
 */
export async function fetchWheel(folder: string, progress: (message: string) => void): Promise<void> {
  const platform = `${process.platform}-${process.arch}`;
  const wheel = WHEELS[platform];
  if (!wheel) throw new ImpulseError('IMP_TRAINING_PLATFORM', { platform, known: Object.keys(WHEELS).join(', ') });
  const work = join(folder, 'download');
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'requirements.txt'), `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  progress(`downloading ${wheel.requirement} (${wheel.megabytes} MB)`);
  await runCommand('python3', ['-m', 'venv', 'venv'], { cwd: work });
  await runCommand(join(work, 'venv', 'bin', 'python'), [
    '-m', 'pip', 'download', '--quiet', '--no-cache-dir', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--require-hashes',
    '--python-version', PYTHON_TAG, '--implementation', 'cp', '--abi', `cp${PYTHON_TAG}`,
    ...wheel.platforms.flatMap((name) => ['--platform', name]), '--dest', '.', '--requirement', 'requirements.txt',
  ], { cwd: work });
  const file = readdirSync(work).find((name) => name.endsWith('.whl')) as string;
  progress('unpacking libtensorflow');
  await runCommand('python3', ['-c', UNPACK, join(work, file), folder], { cwd: work });
  rmSync(work, { recursive: true });
}

/** Streams the wanted members of the wheel to disk; a zip of this size is no work for JavaScript. */
const UNPACK = `
import os, shutil, sys, zipfile
wheel, folder = sys.argv[1:]
libraries = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2")
headers = ("tensorflow/c/", "tensorflow/core/platform/", "tensorflow/tsl/", "tsl/", "xla/tsl/c/")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        inner = name.partition("tensorflow/include/")[2]
        if name.partition("/")[0].endswith(".libs") and not name.endswith("/"):
            target = os.path.join(folder, name)
        elif os.path.dirname(name) == "tensorflow" and os.path.basename(name) in libraries:
            target = os.path.join(folder, "lib", os.path.basename(name))
        elif inner.startswith(headers) and inner.endswith(".h"):
            target = os.path.join(folder, "include", inner)
        else:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 22)
`;
