import { RemoteError } from '../remote-error';
import type { AwsKeys } from './aws-keys';
import { fromContainer } from './from-container';
import { fromMachine } from './from-machine';
import { fromProfile } from './from-profile';
import { fromVariables } from './from-variables';
import { fromWebIdentity } from './from-web-identity';
import type { FindKeys, KeyQuest } from './key-source';

/** In the order of the tools of AWS. */
const SOURCES: readonly [name: string, find: FindKeys][] = [
  ['variables', fromVariables],
  ['profile', fromProfile],
  ['web identity', fromWebIdentity],
  ['container', fromContainer],
  ['machine', fromMachine],
];

/**
 * The first keys that are found. Where a profile was asked for by name, it is the only place.
 *
 * @throws RemoteError which lists what was tried, or says what failed of a place that is set up
 */
export async function findKeys(quest: KeyQuest, onlyProfile: boolean): Promise<AwsKeys> {
  const tried: string[] = [];
  for (const [name, find] of onlyProfile ? SOURCES.filter(([, each]) => each === fromProfile) : SOURCES) {
    const found = await find(quest);
    if (typeof found !== 'string') return found;
    tried.push(`${name} (${found})`);
  }
  throw new RemoteError('refused', `is not asked, for want of credentials. Tried: ${tried.join('; ')}`);
}
