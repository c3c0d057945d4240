import { connect, createServer, type AddressInfo } from 'node:net';

export interface CuttingProxy {
  address: string;
  /** Names of the parts that clients began to upload. */
  parts: string[];
  /** Cuts connections after so many bytes up and down; Infinity never. */
  setLimits(up: number, down: number): void;
  close(): void;
}

/** Stands before an HTTP server and cuts connections, as bad networks do. */
export async function startCuttingProxy(server: string): Promise<CuttingProxy> {
  const [host, port] = [new URL(server).hostname, Number(new URL(server).port)];
  const parts: string[] = [];
  let limits = { up: Infinity, down: Infinity };
  const proxy = createServer((client) => {
    const upstream = connect(port, host);
    const count = { up: 0, down: 0 };
    const pass = (from: typeof client, to: typeof client, way: 'up' | 'down'): void => {
      from.on('data', (piece: Buffer) => {
        if (way === 'up') parts.push(...[...piece.toString('latin1').matchAll(/^PUT \S*partNumber=(\d+)/gm)].map(([, number]) => number!));
        count[way] += piece.length;
        if (count[way] > limits[way]) client.resetAndDestroy();
        else if (!to.write(piece)) from.pause();
      });
      to.on('drain', () => from.resume());
      from.on('close', () => to.destroy()).on('error', () => {});
    };
    pass(client, upstream, 'up');
    pass(upstream, client, 'down');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    parts,
    setLimits: (up, down) => (limits = { up, down }),
    close: () => void proxy.close(),
  };
}
