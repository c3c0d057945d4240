import { exchange } from '../../network/exchange';
import { openHttpStore } from './http-store';
import type { Remote } from './remote';

/** The server of `nx-impulse cache-server` at this address, seen from its clients. */
export function openServerRemote(place: URL, token: string | undefined): Remote {
  const base = `${place.origin}${place.pathname.replace(/\/$/, '')}/v1/store/`;
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  return openHttpStore((method, name, { headers, body } = {}) =>
    exchange({ method, url: new URL(base + name), headers: { ...authorization, ...headers }, body }),
  );
}
