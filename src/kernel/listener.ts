import type { Channel, Connection } from "./connection.ts";
import { Peer, type SocketType } from "../jupyter/zmtp/peer.ts";

/**
 * Listens on a socket of a kernel, and serves each front end that connects.
 * @param connection Of the kernel
 * @param channel Which socket
 * @param type What it is
 * @param serve Serves one, until it is gone; what it throws ends that connection alone
 * @returns Stops listening, and ends what is connected
 */
export function listenOn(
  { ip: hostname, ports }: Connection,
  channel: Channel,
  type: SocketType,
  serve: (peer: Peer) => Promise<void>,
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
      // It is gone, or is no front end.
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
