/** What could lead to a person or a machine, and what stands in its place. Examples: RFC 2606, 5737, 3849, 7042. */
const MASKS: readonly (readonly [RegExp, string | ((...match: string[]) => string)])[] = [
  [/[\w.+%-]+(?:@| ?[[(]at[\])] ?)[\w-]+(?:\.[\w-]+)+/gi, 'someone@example.org'],
  // Of a shell's prompt or of ssh.
  [/[\w.+-]+@(?:[\w.-]+)/g, 'user@host'],
  [/(\/home\/|\/Users\/|Documents and Settings\\)(?!user\b)[\w.-]+/g, '$1user'],
  [/(?<=[\w.]\/)~[\w.-]+/g, '~user'],
  [/\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi, '00:00:5e:00:53:01'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, (address) => (isNobodys(address) ? address : '192.0.2.1')],
  [/\b(?:\d{1,3}-){3}\d{1,3}(?=\.)/g, '192-0-2-1'],
  [/(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])/gi, '2001:db8::1'],
  [
    /(?<![\w:])(?=[0-9a-f:]*\d)[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5}::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?(?![\w:])/gi,
    '2001:db8::1',
  ],
  [/(?<![\w.:/#=-])\+\d[\d ().-]{7,16}\d(?![\w.])/g, '+1 555 0100'],
  [/(?<![\w.:/#=-])(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w.])/g, '555-0100'],
];

/** Addresses that everybody has: this machine, no machine, netmasks. */
const isNobodys = (address: string) => /^(?:127\.|0\.0\.0\.0$|255\.)/.test(address);

/** A text without e-mail addresses, accounts in paths and prompts, network addresses and telephone numbers. */
export function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, by]) => masked.replace(pattern, by as string), text);
}
