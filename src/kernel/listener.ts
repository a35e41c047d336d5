import type { Channel, Connection } from "../jupyter/connection.ts";
import { Peer, type SocketType } from "../jupyter/zmtp/peer.ts";

/** Serves one front end until it is gone; an error ends only that connection. */
export type Serve = (peer: Peer) => Promise<void>;

/**
 * Listens on a socket of a kernel, and serves each front end that connects.
 * @param connection The connection of the kernel
 * @param channel Which socket
 * @param type The type of the socket
 * @param serve Serves each front end
 * @returns Stops listening, and closes all connections
 */
export function listenOn(
  { ip: hostname, ports }: Connection,
  channel: Channel,
  type: SocketType,
  serve: Serve,
): Disposable {
  const listener = Deno.listen({ hostname, port: ports[channel] });
  const peers = new Set<Peer>();
  const serveOne = async (connection: Deno.TcpConn) => {
    try {
      using peer = await Peer.greet(connection, type);
      peers.add(peer);
      try {
        await serve(peer);
      } finally {
        peers.delete(peer);
      }
    } catch {
      // It is gone, or it is not a front end.
    }
  };
  const acceptAll = async () => {
    for await (const connection of listener) void serveOne(connection);
  };
  void acceptAll();
  return {
    [Symbol.dispose]() {
      listener.close();
      for (const peer of peers) peer[Symbol.dispose]();
    },
  };
}
