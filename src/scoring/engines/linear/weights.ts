/** Weights in memory: `table[bucket * stride + label]`. */
export interface Weights {
  readonly biases: Float32Array;
  readonly table: Float32Array;
  readonly stride: number;
}

const MAGIC = 'CLW1';
const HEADER_BYTES = 12;

interface Expected {
  readonly buckets: number;
  readonly labels: number;
  /** The file as errors should name it. */
  readonly where: string;
}

/**
 * Reads `weights.bin`, little-endian: "CLW1", uint32 buckets, uint32 labels, then per label float32 bias
 * and float32 scale, then int8 codes [buckets x labels]. A code c stands for
 * sign(c) * (c / 127)^2 * scale of its label: the square spends the 8 bits where most weights are,
 * near zero.
 * @throws Error that names the file where it does not have the expected shape
 */
export function readWeights(file: Buffer, expected: Expected): Weights {
  const { buckets, labels, where } = expected;
  const codesBegin = HEADER_BYTES + labels * 8;
  const isWhole =
    file.length === codesBegin + buckets * labels &&
    file.toString('latin1', 0, 4) === MAGIC &&
    file.readUInt32LE(4) === buckets &&
    file.readUInt32LE(8) === labels;
  if (!isWhole) throw new Error(`${where}: is not a weight table of ${buckets} buckets and ${labels} labels`);

  const biases = new Float32Array(labels);
  const byCode: Float32Array[] = [];
  for (let label = 0; label < labels; label += 1) {
    biases[label] = file.readFloatLE(HEADER_BYTES + label * 8);
    byCode.push(decodingTable(file.readFloatLE(HEADER_BYTES + label * 8 + 4)));
  }
  const codes = new Int8Array(file.buffer, file.byteOffset + codesBegin, buckets * labels);
  const table = new Float32Array(codes.length);
  for (let at = 0; at < codes.length; at += labels) {
    for (let label = 0; label < labels; label += 1)
      table[at + label] = byCode[label]![codes[at + label]! + 128]!;
  }
  return { biases, table, stride: labels };
}

function decodingTable(scale: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, at) => {
    const code = at - 128;
    return Math.sign(code) * (code / 127) ** 2 * scale;
  });
}
