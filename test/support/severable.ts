import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut and mended: what a lost network or a stopped server looks like. */
export interface Severable {
  readonly port: number;
  /** Drops all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Takes connections again, on the same port. */
  mend(): Promise<void>;
  /** Swallows everything: connections stay open and nothing is answered. */
  freeze(): void;
  close(): Promise<void>;
}

async function severable(targetPort: number): Promise<Severable> {
  const sockets = new Set<Socket>();
  let frozen = false;
  let port = 0;
  let server: Server;

  function accept(client: Socket): void {
    const target = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (!frozen) to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  }

  async function mend(): Promise<void> {
    frozen = false;
    server = createServer(accept).listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  await mend();
  return {
    get port() {
      return port;
    },
    cut,
    mend,
    freeze: () => {
      frozen = true;
    },
    close: cut,
  };
}

/** The same address through a severable way. */
export async function throughSeverable(url: string): Promise<{ url: string; way: Severable }> {
  const address = new URL(url);
  const way = await severable(Number(address.port));
  address.port = String(way.port);
  address.hostname = '127.0.0.1';
  return { url: address.href, way };
}
