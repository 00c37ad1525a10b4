/** A parameter for `$n::real[]` in PostgreSQL's binary form: numbers need be written as text by nobody, nor read. */
export function encodeReals(values: readonly Float32Array[]): Buffer {
  const count = values.reduce((sum, { length }) => sum + length, 0);
  const buffer = Buffer.allocUnsafe(HEAD_BYTES + count * ELEMENT_BYTES);
  // Dimensions, whether there are nulls, the type's oid; length and lower bound of the one dimension.
  [1, 0, REAL_OID, count, 1].forEach((field, i) => buffer.writeInt32BE(field, 4 * i));
  let at = HEAD_BYTES;
  for (const row of values) {
    for (const value of row) {
      buffer.writeInt32BE(4, at);
      buffer.writeFloatBE(value, at + 4);
      at += ELEMENT_BYTES;
    }
  }
  return buffer;
}

const REAL_OID = 700;
const HEAD_BYTES = 20;
const ELEMENT_BYTES = 8;
