import type { BlockServer, StepContext } from '../steps/step';

/** A context whose server, once started, answers all that is asked of it, until `close`. */
export function keepServer(context: StepContext): StepContext & { close(): Promise<void> } {
  let server: Promise<BlockServer> | undefined;
  const serve = async (name: string): Promise<BlockServer> => {
    server ??= context.containers.serve(name);
    return { ...(await server), close: async () => {} };
  };
  return { ...context, containers: { ...context.containers, serve }, close: async () => (await server?.catch(() => undefined))?.close() };
}
