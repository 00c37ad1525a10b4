/**
 * ONNX Runtime sends usage data to its maker by default, on Linux and macOS since 1.29, and keeps an id of the device on
 * disk; nothing is to leave the machine. It reads this once, when it is first used (microsoft/onnxruntime, pull requests
 * 27379 and 29843). A thread sees the environment but cannot set it for native code: import this in the main thread too.
 */
// Set, not read: it is no setting of ours.
// eslint-disable-next-line no-restricted-properties
process.env['ORT_DISABLE_TELEMETRY'] = '1';
