import type { Answer } from './exchange';
import { readBody } from './read-body';
import { RemoteError } from './remote-error';

/** True for an answer of success, false for the status that says no. @throws RemoteError for any other */
export async function isYes({ status, headers, body }: Answer, no?: number): Promise<boolean> {
  if (status >= 200 && status < 300) return true;
  // S3 tells its reason by a code. The rest of its text may hold the access key.
  const code = /<Code>(\w+)<\/Code>/.exec(await readBody(body).catch(() => ''))?.[1] ?? '';
  if (status === no && ['', 'NoSuchKey', 'PreconditionFailed'].includes(code)) return false;
  const region = headers['x-amz-bucket-region'];
  const elsewhere = [301, 400].includes(status) && region !== undefined ? `; the region of its bucket is ${String(region)}` : '';
  throw new RemoteError(status >= 500 && status !== 507 ? 'away' : 'refused', `answers ${status} ${code}`.trim() + elsewhere, status);
}

/** The text of an answer that must be one of success. */
export async function readText(sent: Promise<Answer>): Promise<string> {
  const answer = await sent;
  await isYes(answer);
  return readBody(answer.body);
}

/** The first element of that name in the XML of S3, whose elements of interest have neither attributes nor children. */
export function elementOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, named?: string) => {
    if (named !== undefined) return ENTITIES[named] ?? all;
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
