/** Transfers at the same time. */
export const TRANSFERS = 8;

/** A server that sends and takes nothing for so long is away; it is not asked again. */
export const IDLE_MS = 10_000;

/** Pauses before a request is sent again, after a broken connection or from a busy server; each is made up to half shorter or longer. */
export const RETRY_PAUSES_MS = [200, 1000];

/** Refs, records and listings are texts; no honest one is longer. */
export const TEXT_BYTES = 1 << 26;

/** What a request may take as a whole: a server that trickles is away too. 50 kB/s, and half a minute to begin with. */
export function allowedMs(bytes: number): number {
  return 30_000 + bytes / 50;
}
