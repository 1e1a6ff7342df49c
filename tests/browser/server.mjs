// Serves a built site as the plainest web server would: files by their names, and nothing else.
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xml': 'application/xml',
};

/**
 * Serves `dir` on a free port. A folder is answered with its index.html only at the root: a link to a bare folder
 * would break from a disk, so it must break here too. `requests` collects what was asked for, query and all.
 */
export async function serve(dir, port = 0) {
  const requests = [];
  const server = http.createServer(async (request, response) => {
    requests.push(request.url);
    const name = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    const file = path.join(dir, name === '/' ? 'index.html' : name);
    try {
      if (!file.startsWith(dir + path.sep)) throw new Error('outside');
      const bytes = await fs.readFile(file);
      // Nothing is kept by the browser, so that `requests` says all that a page loads.
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(bytes);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    }
  });
  await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { origin, requests, url: (page) => `${origin}/${encodeURI(page)}`, close };
}
