// oidc-provider as an authority of logins: node oidc.mjs MODULES PORT ISSUER CLIENT_ID SCOPES
// Plain HTTP on 127.0.0.1; a gate in front of it speaks TLS and names the issuer's host.
import http from 'node:http';
import { pathToFileURL } from 'node:url';

const [modules, port, issuer, client, scopes] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href);
const mount = new URL(issuer).pathname;

const provider = new Provider(issuer, {
  clients: [{
    client_id: client,
    token_endpoint_auth_method: 'none',
    application_type: 'native',
    redirect_uris: ['http://localhost', 'http://127.0.0.1'],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
  }],
  features: { deviceFlow: { enabled: true }, devInteractions: { enabled: true }, revocation: { enabled: true } },
  scopes: ['openid', 'profile', 'email', 'offline_access', ...scopes.split(' ')],
  claims: { profile: ['name', 'preferred_username', 'oid', 'tid'], email: ['email'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  issueRefreshToken: async (_context, _client, code) => code.scopes.has('offline_access'),
  ttl: { AccessToken: 3600, AuthorizationCode: 60, DeviceCode: 600, Grant: 86400, IdToken: 3600, Interaction: 600, RefreshToken: 86400, Session: 86400 },
  cookies: { keys: ['of-tests-only'] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, name: 'Me Person', preferred_username: id, email: id, oid: id, tid: 'corp' }),
  }),
});
provider.proxy = true;
provider.on('server_error', (_context, fault) => console.error(fault));
const answer = provider.callback();

http.createServer((request, response) => {
  request.originalUrl = request.url;
  request.url = request.url.startsWith(mount) ? request.url.slice(mount.length) || '/' : request.url;
  answer(request, response);
}).listen(Number(port), '127.0.0.1');
