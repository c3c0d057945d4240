import * as http from 'node:http';
import * as https from 'node:https';
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent';
import { TRANSFERS } from './limits';
import { RemoteError } from './remote-error';

const { getProxyForUrl } = require('proxy-from-env') as { getProxyForUrl(url: string): string };

const OPTIONS = { keepAlive: true, maxSockets: TRANSFERS };

const direct = { 'http:': new http.Agent(OPTIONS), 'https:': new https.Agent(OPTIONS) };
const behindProxies = new Map<string, http.Agent>();

/**
 * The connections that lead to an address: through the proxy that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names, in either case, unless
 * `NO_PROXY` leaves the host out. This machine itself, and what only it can reach (169.254.0.0/16), is never behind a proxy.
 *
 * @throws RemoteError where the variable holds no address of a proxy; its value may hold a password and is not shown
 */
export function chooseAgent(url: URL): http.Agent {
  const proxy = isNear(url.hostname) ? '' : getProxyForUrl(url.href);
  if (proxy === '') return direct[url.protocol as keyof typeof direct];
  const key = `${url.protocol} ${proxy}`;
  const known = behindProxies.get(key) ?? openProxy(url.protocol, proxy);
  behindProxies.set(key, known);
  return known;
}

function isNear(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('[fd00:ec2::') || /^(127\.\d+|169\.254)(\.\d+){2}$/.test(host);
}

function openProxy(protocol: string, proxy: string): http.Agent {
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    throw new RemoteError('refused', 'is behind a proxy, but HTTPS_PROXY, HTTP_PROXY, ALL_PROXY hold no http:// or https:// address');
  }
  return protocol === 'https:' ? new HttpsProxyAgent({ ...OPTIONS, proxy }) : new HttpProxyAgent({ ...OPTIONS, proxy });
}
