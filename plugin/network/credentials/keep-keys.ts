import { RemoteError } from '../remote-error';
import type { AwsKeys } from './aws-keys';
import type { KeyQuest } from './key-source';

/** Keys that end sooner are asked for anew: an upload may take some time. */
const RENEW_MS = 5 * 60_000;
/** Whoever lends keys is asked no more often than this, whatever came of it. */
const PAUSE_MS = 10_000;

/**
 * Gives keys for as long as somebody asks: those that it found, until they end. Looks for them, and loads what looks, when the first is
 * asked for.
 */
export function keepKeys(quest: KeyQuest, onlyProfile: boolean): () => Promise<AwsKeys> {
  let kept: Promise<AwsKeys> | undefined;
  let until = 0;
  return () => {
    if (kept && Date.now() < until) return kept;
    until = Infinity;
    kept = import('./find-keys').then(({ findKeys }) => findKeys(quest, onlyProfile));
    kept.then(
      ({ expiresAt = Infinity }) => (until = Math.max(expiresAt - RENEW_MS, Date.now() + PAUSE_MS)),
      (error: unknown) => (until = error instanceof RemoteError && error.trouble === 'refused' ? Date.now() + PAUSE_MS : 0),
    );
    return kept;
  };
}
