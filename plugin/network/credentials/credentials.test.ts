import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import type { AwsKeys } from './aws-keys';
import { findKeys } from './find-keys';
import { keepKeys } from './keep-keys';

// Nobody waits before a request is sent again.
vi.mock('../limits', async (original) => ({ ...(await original<object>()), RETRY_PAUSES_MS: [1] }));

interface Asked {
  line: string;
  headers: IncomingMessage['headers'];
  form: Record<string, string>;
}

/** Stands for whoever lends keys: by "METHOD /path", what it answers. */
let answers: Record<string, string | number>;
const asked: Asked[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => (body += piece));
  request.on('end', () => {
    const line = `${request.method} ${request.url}`;
    asked.push({ line, headers: request.headers, form: Object.fromEntries(new URLSearchParams(body)) });
    const answer = answers[line] ?? 404;
    if (typeof answer === 'number') response.writeHead(answer).end('<Error><Code>Denied</Code><Message>secret-in-a-text</Message></Error>');
    else response.end(answer);
  });
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = {};
  asked.length = 0;
});
afterAll(() => void server.close());

const END = '2030-01-02T03:04:05Z';
const LENT = { accessKeyId: 'LENT', secretAccessKey: 'lent-secret', sessionToken: 'lent-session', expiresAt: Date.parse(END) };
const told = (token: string): string => JSON.stringify({ Code: 'Success', AccessKeyId: 'LENT', SecretAccessKey: 'lent-secret', [token]: 'lent-session', Expiration: END });
const sts = (): string =>
  `<R xmlns="x"><Credentials><AccessKeyId>LENT</AccessKeyId><SecretAccessKey>lent-secret</SecretAccessKey><SessionToken>lent-session</SessionToken><Expiration>${END}</Expiration></Credentials></R>`;

/** Nothing of the machine that this runs on. */
const NOWHERE = { AWS_EC2_METADATA_DISABLED: 'true' };

function find(environment: NodeJS.ProcessEnv, profile?: string): Promise<AwsKeys> {
  return findKeys({ environment: { ...NOWHERE, ...environment }, profile: profile ?? 'default', region: 'eu-west-1' }, profile !== undefined);
}

/** The words of a refusal. */
const refusal = (sought: Promise<AwsKeys>): Promise<string> => sought.then((keys) => `found ${keys.accessKeyId}`, (error: Error) => error.message);

function home(config: string): NodeJS.ProcessEnv {
  return { HOME: makeFolder({ '.aws/config': config }), AWS_ENDPOINT_URL_STS: address };
}

describe('a web identity', () => {
  const folder = makeFolder({ token: 'signed-by-the-cluster\n' });
  const variables = (): NodeJS.ProcessEnv => ({ AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, 'token'), AWS_ROLE_ARN: 'arn:role', AWS_ENDPOINT_URL_STS: address });

  it('gets the keys of its role, without a signature', async () => {
    answers['POST /'] = sts();
    expect(await find({ ...variables(), AWS_ROLE_SESSION_NAME: 'build-7' })).toEqual(LENT);
    const form = { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: 'arn:role', RoleSessionName: 'build-7', WebIdentityToken: 'signed-by-the-cluster' };
    expect(asked).toMatchObject([{ line: 'POST /', form }]);
    expect(asked[0]!.headers.authorization).toBeUndefined();
  });

  it('that is refused, or whose file is not there, takes the place of no other keys', async () => {
    answers['POST /'] = 403;
    expect(await refusal(find(variables()))).toBe(`is not asked: no keys for the role, since ${address} answers 403 Denied to AssumeRoleWithWebIdentity`);
    const gone = { ...variables(), AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token' };
    expect(await refusal(find(gone))).toBe('is not asked: the file of the web identity, /nowhere/token, cannot be read (ENOENT)');
  });
});

describe('a profile', () => {
  const SOURCE = '[profile source]\naws_access_key_id = SOURCE\naws_secret_access_key = s\n';

  it('takes a role with the keys of another one, by a signed question', async () => {
    answers['POST /'] = sts();
    const files = home(`${SOURCE}[profile team]\nrole_arn = arn:team\nsource_profile = source\nexternal_id = e\nrole_session_name = n\n`);
    expect(await find(files, 'team')).toEqual(LENT);
    expect(asked[0]!.form).toMatchObject({ Action: 'AssumeRole', RoleArn: 'arn:team', ExternalId: 'e', RoleSessionName: 'n' });
    expect(asked[0]!.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=SOURCE\/\d{8}\/eu-west-1\/sts\/aws4_request/);
  });

  it('takes a role by a token in a file', async () => {
    answers['POST /'] = sts();
    const token = join(makeFolder({ token: 't' }), 'token');
    expect(await find(home(`[profile team]\nrole_arn = arn:team\nweb_identity_token_file = ${token}\n`), 'team')).toEqual(LENT);
    expect(asked[0]!.form).toMatchObject({ WebIdentityToken: 't', RoleArn: 'arn:team' });
  });

  it('takes keys that a program prints', async () => {
    const printing = (text: string): NodeJS.ProcessEnv => home(`[profile team]\ncredential_process = echo '${text}'\n`);
    expect(await find(printing(told('SessionToken')), 'team')).toEqual(LENT);
    expect(await refusal(find(printing('secret-in-a-text'), 'team'))).toBe('is not asked: the "credential_process" of profile "team" prints no keys; run it to see why');
    expect(await refusal(find(home('[profile team]\ncredential_process = echo secret-in-a-text >&2; exit 3\n'), 'team'))).toContain('ends with 3;');
  });

  it.each([
    ['is missing', '', '"team" is not in ~/.aws/credentials or ~/.aws/config'],
    ['has none', '[profile team]\nregion = x\n', '"team" has no keys'],
    ['signs in by SSO', '[profile team]\nsso_session = s\n', 'credential_process = aws configure export-credentials --profile team'],
    ['asks for a password', `${SOURCE}[profile team]\nrole_arn = r\nsource_profile = source\nmfa_serial = m\n`, 'one-time password'],
    ['has no source', '[profile team]\nrole_arn = r\n', 'name a "source_profile"'],
    ['goes round in circles', '[profile team]\nrole_arn = r\nsource_profile = other\n[profile other]\nrole_arn = r\nsource_profile = team\n', 'its source has no keys: "team" has no keys'],
  ])('that %s is told of, and no other keys are taken', async (_, config, words) => {
    expect(await refusal(find({ ...home(config), AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 's' }, 'team'))).toContain(words);
  });
});

describe('a container', () => {
  const at = (full: string): NodeJS.ProcessEnv => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: full });

  it('gets keys from the agent beside it, which sees its token', async () => {
    answers['GET /keys?id=1'] = told('Token');
    const token = join(makeFolder({ token: 'from-a-file\n' }), 'token');
    expect(await find({ ...at(`${address}/keys?id=1`), AWS_CONTAINER_AUTHORIZATION_TOKEN: 'shown' })).toEqual(LENT);
    expect(await find({ ...at(`${address}/keys?id=1`), AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: token })).toEqual(LENT);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['shown', 'from-a-file']);
  });

  it('is refused, or asked to show its token to a stranger', async () => {
    expect(await refusal(find(at(`${address}/keys`)))).toBe(`is not asked: no keys of the container, since ${new URL(address).host} answers 404 Denied`);
    answers['GET /none'] = '{"AccessKeyId":1}';
    expect(await refusal(find(at(`${address}/none`)))).toContain('answers without keys');
    for (const stranger of ['http://example.com/keys', 'file:///keys', 'keys']) {
      expect(await refusal(find(at(stranger)))).toBe('is not asked: AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https:// nor an address of this machine, of ECS or of EKS');
    }
  });
});

describe('a machine', () => {
  const roles = '/latest/meta-data/iam/security-credentials/';
  const variables = (): NodeJS.ProcessEnv => ({ AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: address });

  it('gets keys of its role, after a token, and behind no proxy', async () => {
    Object.assign(answers, { 'PUT /latest/api/token': 'metadata-token', [`GET ${roles}`]: 'builder', [`GET ${roles}builder`]: told('Token') });
    vi.stubEnv('http_proxy', 'http://127.0.0.1:9');
    expect(await find(variables())).toEqual(LENT);
    vi.unstubAllEnvs();
    expect(asked.map(({ line }) => line)).toEqual(['PUT /latest/api/token', `GET ${roles}`, `GET ${roles}builder`]);
    expect(asked.slice(1).map(({ headers }) => headers['x-aws-ec2-metadata-token'])).toEqual(['metadata-token', 'metadata-token']);
  });

  it('has no role, or is none of EC2, which is known after a second', async () => {
    answers['PUT /latest/api/token'] = 'metadata-token';
    expect(await refusal(find(variables()))).toContain(`machine (${address} knows no role of it)`);
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const place = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await refusal(find({ ...variables(), AWS_EC2_METADATA_SERVICE_ENDPOINT: place }))).toContain(`machine (${place} does not answer)`);
    silent.closeAllConnections();
    silent.close();
  });
});

describe('keys', () => {
  it('are looked for in the order of the tools of AWS, and all places are named where none has any', async () => {
    expect(await refusal(find({}))).toBe(
      'is not asked, for want of credentials. Tried: variables (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set); ' +
        'profile ("default" is not in ~/.aws/credentials or ~/.aws/config); ' +
        'web identity (AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set); ' +
        'container (AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_CREDENTIALS_RELATIVE_URI are not set); ' +
        'machine (AWS_EC2_METADATA_DISABLED is set)',
    );
    const own = { HOME: makeFolder({ '.aws/credentials': '[default]\naws_access_key_id = D\naws_secret_access_key = s\n' }) };
    expect((await find({ ...own, AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere', AWS_ROLE_ARN: 'r' })).accessKeyId).toBe('D');
    expect((await find({ ...own, AWS_ACCESS_KEY_ID: 'V', AWS_SECRET_ACCESS_KEY: 's' })).accessKeyId).toBe('V');
  });

  it('that are lent are asked for once, and again when they end', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(END) - 3_600_000 });
    answers['GET /keys'] = told('Token');
    const environment = { ...NOWHERE, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${address}/keys` };
    const keys = keepKeys({ environment, profile: 'default', region: 'x' }, false);
    const count = async (): Promise<number> => {
      await Promise.all([keys(), keys()]);
      return asked.length;
    };
    const counts = [await count(), await count()];
    vi.setSystemTime(Date.parse(END) - 299_000);
    counts.push(await count());
    vi.useRealTimers();
    expect(counts).toEqual([1, 1, 2]);
  });
});
