import type { Channel, Connection } from "../jupyter/connection.ts";
import {
  closeQuietly,
  Peer,
  type PeerLimits,
  type SocketType,
} from "../jupyter/zmtp/peer.ts";

/** Serves one front end until it is gone; an error ends only that connection. */
export type Serve = (peer: Peer) => Promise<void>;

/** So many connections of a socket may be silent before their handshake. */
const MOST_SILENT = 32;
/** So many front ends are served on a socket; more are refused. */
const MOST_SERVED = 64;
/** What waits for a front end that does not read, in bytes; then it loses its connection. */
const MOST_WAITING = 32 * 2 ** 20;
/** Time until the next attempt after a connection could not be accepted, in ms. */
const AGAIN_MS = 50;

/**
 * Listens on a socket of a kernel, and serves each front end that connects.
 * @param connection The connection of the kernel
 * @param channel Which socket
 * @param type The type of the socket
 * @param limits What front ends may send
 * @param serve Serves each front end
 * @returns Stops listening, and closes all connections
 */
export function listenOn(
  { ip: hostname, ports }: Connection,
  channel: Channel,
  type: SocketType,
  limits: PeerLimits,
  serve: Serve,
): Disposable {
  const listener = Deno.listen({ hostname, port: ports[channel] });
  const silent = new Set<Deno.TcpConn>();
  const peers = new Set<Peer>();
  let isClosed = false;
  const greeted = async (connection: Deno.TcpConn) => {
    silent.add(connection);
    const [oldest] = silent;
    if (silent.size > MOST_SILENT) {
      silent.delete(oldest!);
      closeQuietly(oldest!);
    }
    try {
      return await Peer.greet(connection, type, {
        mostWaiting: MOST_WAITING,
        ...limits,
      });
    } finally {
      silent.delete(connection);
    }
  };
  const serveOne = async (connection: Deno.TcpConn) => {
    try {
      using peer = await greeted(connection);
      if (peers.size >= MOST_SERVED) return;
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
    for (;;) {
      try {
        void serveOne(await listener.accept());
      } catch {
        if (isClosed) return;
        // The system allows no more open files for now.
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
  void acceptAll();
  return {
    [Symbol.dispose]() {
      isClosed = true;
      listener.close();
      for (const connection of silent) closeQuietly(connection);
      for (const peer of peers) peer[Symbol.dispose]();
    },
  };
}
