import { join } from 'node:path';
import { cacheRoot } from '../plugin/paths';
import { makeVenv } from './python-venv.mjs';

/** Pinned packages of the reference interpreters: TensorFlow Lite Micro and LiteRT. */
export const INTERPRETERS = join(__dirname, 'python', 'requirements.txt');

/** Pinned packages that step through a program for a Cortex-M and decode its instructions. */
export const COUNTER = join(__dirname, 'python', 'counter-requirements.txt');

/** Pinned packages of TensorFlow's own converter. */
export const CONVERTER = join(__dirname, 'python', 'converter-requirements.txt');

/** Pinned packages of our converter of ONNX models. */
export const ONNX = join(__dirname, '..', 'blocks', 'convert', 'onnx', 'requirements.txt');

/** The Python of a virtual environment that has exactly the packages of a requirements file. */
export const pythonWith = (requirements: string): string => makeVenv(cacheRoot(), requirements);
