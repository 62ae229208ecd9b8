# The sync-server, with the built client beside it: one origin serves both, or CLIENT_ORIGIN names another.
# Node runs the server's TypeScript as it is, so the image keeps the workspace and its links.
FROM node:24-bookworm-slim AS build
WORKDIR /app
ENV CI=true
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY client/package.json client/
COPY sync-server/package.json sync-server/
COPY shared/package.json shared/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
COPY sim/package.json sim/
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile
COPY client client
COPY shared shared
ARG VITE_API_ORIGIN=
RUN cd client && VITE_API_ORIGIN="$VITE_API_ORIGIN" node node_modules/vite/bin/vite.js build
# What runs needs neither the tools nor the client's packages.
RUN rm -rf node_modules client/node_modules sync-server/node_modules shared/node_modules e2e/node_modules bench/node_modules sim/node_modules \
  && npx --yes pnpm@12.21.0 install --frozen-lockfile --prod --filter sync-server...

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
COPY --from=build /app/package.json /app/pnpm-workspace.yaml ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/shared shared
COPY --from=build /app/client/dist client/dist
COPY --from=build /app/sync-server/node_modules sync-server/node_modules
COPY sync-server/package.json sync-server/
COPY sync-server/src sync-server/src
COPY migrations migrations
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||8080)+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# Node itself is process 1: it gets the signal to stop, and ends calls, streams and pools.
CMD ["node", "sync-server/src/main.ts"]
