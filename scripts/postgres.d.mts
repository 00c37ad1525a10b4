export interface EmbeddedPostgres {
  /** Address of the database `conduct`, with the password. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server ran already, left by a start that was killed. */
  readonly tookOver: boolean;
  stop(options?: { hurry?: boolean }): Promise<void>;
}

export function startPostgres(options: {
  dataDir: string;
  log?: (line: string) => void;
  durable?: boolean;
}): Promise<EmbeddedPostgres>;

export function stopPostgres(dataDir: string, options?: { hurry?: boolean }): Promise<void>;
