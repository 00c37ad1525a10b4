// Imported first by every script: an old Node would stop at newer syntax with a stack that helps nobody.
const wanted = '20.19.0';
const have = process.versions.node;

/** True when dotted version `a` is older than `b`. */
function older(a, b) {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  const i = x.findIndex((part, index) => part !== y[index]);
  return i !== -1 && x[i] < y[i];
}

if (older(have, wanted)) {
  console.error(`Conduct needs Node ${wanted} or newer; this is Node ${have}.`);
  process.exit(1);
}
