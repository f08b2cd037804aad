// A mail scanner: asks for links as nobody does who wants to press a button. It keeps cookies and follows redirects.
import { request } from 'node:http';

const REDIRECTS_MAX = 5;

export class Scanner {
  constructor() {
    this.cookies = [];
    // Everything that was answered: the head without cookies, and the body.
    this.heard = [];
  }

  // Asks, and goes wherever the answers lead; the last status.
  async ask(method, url, headers = {}) {
    let at = new URL(url);
    for (let step = 0; step <= REDIRECTS_MAX; step += 1) {
      const answer = await this.once(method, at, headers);
      this.keepCookies(answer.headers['set-cookie'] ?? []);
      const { 'set-cookie': _, ...head } = answer.headers;
      this.heard.push({ asked: `${method} ${at.pathname}`, status: answer.status, head, body: answer.body });
      if (answer.status < 300 || answer.status > 399) return answer.status;
      at = new URL(answer.headers.location, at);
    }
    throw new Error(`${method} ${new URL(url).pathname} leads in circles`);
  }

  once(method, url, headers) {
    const cookie = this.cookies.filter(({ path }) => url.pathname.startsWith(path)).map(({ pair }) => pair);
    const carried = cookie.length > 0 ? { ...headers, Cookie: cookie.join('; ') } : headers;
    return new Promise((resolve, reject) => {
      const asking = request(url, { method, headers: { Accept: 'text/html', ...carried } }, (answer) => {
        const pieces = [];
        answer.on('data', (piece) => pieces.push(piece));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces).toString('utf8') }));
        answer.on('error', reject);
      });
      asking.on('error', reject);
      asking.end();
    });
  }

  keepCookies(lines) {
    for (const line of lines) {
      const [pair, ...attributes] = line.split(';').map((part) => part.trim());
      const path = attributes.find((attribute) => attribute.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
      const name = pair.split('=')[0];
      this.cookies = this.cookies.filter((cookie) => cookie.path !== path || cookie.pair.split('=')[0] !== name);
      this.cookies.push({ pair, path });
    }
  }
}
