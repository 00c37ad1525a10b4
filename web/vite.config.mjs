import preact from '@preact/preset-vite';

/**
 * The admin UI: `scripts/build.mjs` builds it into dist/web. For development, `npx vite web` serves it with
 * /v1 handed on to a service that runs at http://127.0.0.1:8080.
 */
export default {
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
  // Behind the dev server too, scripts and styles come from files alone, as the service's CSP demands.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    emptyOutDir: true,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
};
