import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { digestAgain, digestOf, makeRoom, readContent } from './file-content';

const [FIRST, OTHER] = [Buffer.from('first'), Buffer.from('other')];

/** A file that nobody wrote to for some seconds, as it seems. */
function makeOldFile(): string {
  const path = join(makeFolder({ file: 'first' }), 'file');
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 5000);
  return path;
}

afterEach(() => vi.restoreAllMocks());

describe('the content of a file', () => {
  it('is kept where there is room, and hashed once then', () => {
    const content = readContent(makeOldFile(), makeRoom(5));
    expect(content).toEqual({ bytes: FIRST, digest: digestOf(FIRST) });
    expect(digestAgain('nowhere', content.bytes!, content)).toBe(content.digest);
  });

  it('stands beside that of other files, at places where values of any type may begin, until there is no room', () => {
    const folder = makeFolder({ a: 'first', b: 'other', c: 'last' });
    const room = makeRoom(14);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => readContent(join(folder, name), room));
    expect([a.bytes, b.bytes, c.bytes]).toEqual([FIRST, OTHER, undefined]);
    expect(b.bytes!.byteOffset).toBe(8);
    expect(c.digest).toBe(digestOf('last'));
  });

  it('is read whole where a file does not tell its size', () => {
    expect(readContent('/proc/self/limits', makeRoom(1)).bytes?.toString()).toContain('Max open files');
  });

  it('is not hashed again while its file is as it was', () => {
    const path = makeOldFile();
    const content = readContent(path, makeRoom(4));
    expect(content).toMatchObject({ digest: digestOf(FIRST), stamp: expect.any(String) });
    expect(digestAgain(path, OTHER, content)).toBe(content.digest);
  });

  it('is hashed again once somebody wrote to the file', () => {
    const path = makeOldFile();
    const content = readContent(path, makeRoom(4));
    writeFileSync(path, OTHER);
    expect(digestAgain(path, OTHER, content)).toBe(digestOf(OTHER));
  });

  it('is hashed again where it was written so shortly before that the next time stamp may be the same', () => {
    const path = join(makeFolder({ file: 'first' }), 'file');
    const content = readContent(path, makeRoom(4));
    expect(content).toEqual({ digest: digestOf(FIRST) });
    expect(digestAgain(path, OTHER, content)).toBe(digestOf(OTHER));
  });

  it('is told to be unreadable', () => {
    expect(readContent(join(makeFolder(), 'file'), makeRoom(4))).toEqual({ digest: 'unreadable' });
  });
});
