import { describe, expect, it } from 'vitest';
import { pluginApi } from './counting-plugin';

describe('pluginApi', () => {
  it.each([
    ['QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)', 1],
    ['QEMU emulator version 8.2.2', 1],
    ['QEMU emulator version 9.0.0', 2],
    ['QEMU emulator version 9.1.0', 3],
    ['QEMU emulator version 10.0.2', 3],
  ])('of %s is %d', (version, api) => {
    expect(pluginApi(version)).toBe(api);
  });
});
