# syntax=docker/dockerfile:1

# Pinned by version; dependabot raises it. To pin by digest as well, append the one that `docker pull` prints.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No install script of a dependency runs: none of those that the server needs has one.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  # Of Elixir's grammar only the WebAssembly is loaded: its native builds would be a third of the image's packages.
  && rm -rf node_modules/tree-sitter node_modules/tree-sitter-elixir/prebuilds node_modules/tree-sitter-elixir/src

FROM ${NODE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json app.yml ./
COPY rules ./rules
COPY src ./src
# The image's own user `node`, as a number, so that an orchestrator can see that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# No npm in between: node itself gets SIGTERM and drains. Node 24 runs TypeScript as it is.
CMD ["node", "src/main.ts"]
