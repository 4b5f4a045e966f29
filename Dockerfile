# One image for API, worker and migrations: they are released together, so that their contracts always agree.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The versions are the lock file's. Not "ci": it wants the binaries of every platform in the lock file.
RUN npm install --no-save --no-audit --no-fund
# Not local, bench or test: what production runs is all that is built.
COPY .swcrc ./
COPY apps ./apps
COPY libs ./libs
RUN npm run build:production

# The packages production needs. Optional ones too: the compilers of PDFs and charts come as one package per platform.
FROM node:24.11.1-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev --no-audit --no-fund

FROM node:24.11.1-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE ./
# The image's own unprivileged user; nothing in /app is writable for it.
USER node
EXPOSE 3000
# Touches the database: a process that answers and can do nothing is not well. One that is of no use while PostgreSQL
# answers others ends by itself, and is started again.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HEALTH_PORT || process.env.PORT || 3000) + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and gets SIGTERM itself; npm would not pass it on in time.
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/apps/api/src/main.js"]
