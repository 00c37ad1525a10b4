/** Hosts that webhooks may go to wherever they lead, because the admin of the installation says so. */
export interface AllowedHosts {
  has(url: URL): boolean;
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * @param list comma-separated names or addresses, each with or without a port, IPv6 in brackets, as
 *   `hooks.internal, 10.0.0.7:8065, [fd00::7]`; undefined allows none
 */
export function parseAllowedHosts(list: string | undefined): AllowedHosts {
  const hosts = new Set((list ?? '').split(',').flatMap((entry) => canonical(entry.trim())));
  return {
    has: ({ protocol, hostname, port }) =>
      hosts.has(hostname) || hosts.has(`${hostname}:${port || DEFAULT_PORTS[protocol]}`),
  };
}

/** As URLs spell it: lower case, addresses in their shortest form. */
function canonical(entry: string): string[] {
  const [, host, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(entry) ?? [];
  if (host === undefined) return [];
  const { hostname } = new URL(`http://${host}`);
  return [port === undefined ? hostname : `${hostname}:${port}`];
}
