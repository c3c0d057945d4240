import { ImpulseError } from '../errors';

/** First bytes of files that stand for others, and what fetches those. */
const POINTERS = [
  { start: 'version https://git-lfs.github.com/spec/v1', kind: 'git-LFS', command: 'git lfs pull' },
  { start: '/annex/objects/', kind: 'git-annex', command: 'git annex get' },
  { start: 'outs:\n- md5:', kind: 'DVC', command: 'dvc pull' },
];

/** @throws IMP_FILE_POINTER where the file only stands for another, which was not fetched. */
export function checkPointer(file: string, bytes: Buffer): void {
  const pointer = POINTERS.find(({ start }) => bytes.length < 2048 && bytes.toString('latin1', 0, start.length) === start);
  if (pointer) throw new ImpulseError('IMP_FILE_POINTER', { file, kind: pointer.kind, command: pointer.command });
}
