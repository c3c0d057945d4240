import { it } from 'vitest';
import { editThroughNx } from '../edit-through-nx';

it('gives no stale and no needless result in 8 random edits through nx, half with the daemon', () => editThroughNx(8));
