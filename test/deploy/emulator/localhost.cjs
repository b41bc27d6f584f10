// Resolves `*.localhost` to 127.0.0.1. S3 Control prefixes the host with the account id, and glibc does not resolve
// such
// names.
const dns = require('node:dns');

const { lookup } = dns;
dns.lookup = (hostname, options, callback = options) => {
  if (!/(^|\.)localhost$/.test(hostname)) return lookup(hostname, options, callback);
  const answer = options.all ? [[{ address: '127.0.0.1', family: 4 }]] : ['127.0.0.1', 4];
  return process.nextTick(callback, null, ...answer);
};
