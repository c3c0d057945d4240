import type { AwsKeys } from './aws-keys';

/** Who asks for keys, and where. */
export interface KeyQuest {
  environment: NodeJS.ProcessEnv;
  /** Section of the shared files of AWS. */
  profile: string;
  region: string;
  /** Address of another AWS than Amazon's, for all its services. */
  endpoint?: string;
}

/**
 * A place where keys may be. What it gives back instead of keys says in a few words, without secrets, why it has none.
 *
 * @throws RemoteError where the place is set up, and fails: whoever set it up does not want the keys of the next place
 */
export type FindKeys = (quest: KeyQuest) => Promise<AwsKeys | string>;
