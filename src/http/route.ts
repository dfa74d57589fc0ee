import type { IncomingMessage } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly body?: object;
}

/** One address and the one method that it takes. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Undefined when the client has gone away. */
  readonly answer: (request: IncomingMessage) => Promise<HttpAnswer | undefined>;
}
