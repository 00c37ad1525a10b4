import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What request-filtering-agent takes for public and is not. */
const SPECIAL = new BlockList();
/** Metadata of Azure's machines. */
SPECIAL.addAddress('168.63.129.16', 'ipv4');
/** IPv4 in the clothes of IPv6, deprecated (RFC 4291, 2.5.5.1). */
SPECIAL.addSubnet('::', 96, 'ipv6');

const isSpecial = (address: string) =>
  isIP(address) !== 0 && SPECIAL.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address is refused whoever would answer there. */
export class AddressNotAllowedError extends Error {
  override readonly name = 'AddressNotAllowedError';
  constructor() {
    super('Webhooks do not go to this address.');
  }
}

/** @throws AddressNotAllowedError where a URL's host is such an address itself */
export function refuseSpecialLiteral({ hostname }: URL): void {
  if (isSpecial(hostname.replace(/^\[|\]$/g, ''))) throw new AddressNotAllowedError();
}

/** A resolver that fails where any of a name's addresses is such a one. */
export function refusingLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error === null) {
        const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
        if (addresses.some(isSpecial)) {
          callback(new AddressNotAllowedError(), '');
          return;
        }
      }
      callback(error, found, family);
    });
}
