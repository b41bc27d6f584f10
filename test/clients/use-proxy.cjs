// Makes Node's HTTPS agent connect through HTTPS_PROXY, which it ignores by default.
const http = require('node:http');
const https = require('node:https');
const tls = require('node:tls');

const proxy = new URL(process.env.HTTPS_PROXY);

https.Agent.prototype.createConnection = ({ host, port }, connected) => {
  const request = http.request({
    host: proxy.hostname,
    port: proxy.port,
    method: 'CONNECT',
    path: `${host}:${port}`,
    agent: false,
  });
  request.once('connect', (response, socket) => {
    if (response.statusCode === 200) connected(null, tls.connect({ socket, servername: host }));
    else connected(new Error(`the proxy refuses ${host}`));
  });
  request.once('error', connected).end();
};
